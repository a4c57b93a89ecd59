/** The example policy with a SAML identity provider beside the OpenID provider, as its author would write it. */
import { aPolicyInput, type Json, withValue } from "./policies.ts";

/** No more than a policy must say. */
export const leastSamlProvider = {
  protocol: "saml",
  name: "Campus sign-in",
  entityId: "https://idp.example.com/metadata",
  metadata: { file: "campus.xml" },
  serviceProvider: { signingKeys: ["secret:streamgate/saml"] },
};

/** With two providers a group must say whose it is. */
export function aSamlPolicyInput(provider: Json = leastSamlProvider): Json {
  const audience = { groupsByProvider: { corporate: ["staff"] } };
  const attributed = ["treasury", "design"].reduce<Json>(
    (input, id) => withValue(["applications", id, "audience"], audience, input),
    aPolicyInput(),
  );
  return withValue(["identityProviders", "campus"], provider, attributed);
}

/** One setting of the SAML identity provider replaced; `undefined` takes it away. */
export function withSaml(path: readonly (string | number)[], value: Json | undefined): Json {
  return withValue(["identityProviders", "campus", ...path], value, aSamlPolicyInput());
}
