import { describe, expect, it } from "vitest";
import { aPolicyInput, type Json } from "../support/policies.ts";
import { warningsBy } from "../support/policy-warnings.ts";
import { aSamlPolicyInput } from "../support/saml-metadata-builders.ts";

const userId = ["identityProviders", "corporate", "userId"];

const partner: Json = {
  ...Object(Object(aPolicyInput().identityProviders).corporate),
  clientId: "partner",
};
const byProvider = (application: string, ...providers: string[]) =>
  [
    ["applications", application, "audience"],
    { groupsByProvider: Object.fromEntries(providers.map((id) => [id, ["staff"]])) },
  ] as const;

describe("identityWarnings", () => {
  it.each<Json>([
    "email",
    "upn",
    "oid",
    ["user", "preferred_username"],
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
  ])("warns of a user id from %j, which may be too long", (claim) => {
    expect(warningsBy("user_id_may_not_fit", [userId, { from: "claim", claim }])).toStrictEqual([
      expect.stringMatching(
        /^identityProviders\.corporate\.userId\.claim often holds more than 32 characters/,
      ),
    ]);
  });

  it("accepts a user id from a claim that is short", () => {
    expect(
      warningsBy("user_id_may_not_fit", [userId, { from: "claim", claim: "employee_number" }]),
    ).toStrictEqual([]);
  });

  it("warns of an identity provider that no audience names", () => {
    const audiences = [byProvider("treasury", "corporate"), byProvider("design", "corporate")];
    const twice = [["identityProviders", "partner"], partner] as const;
    expect(warningsBy("provider_without_audience", twice, ...audiences)).toStrictEqual([
      "identityProviders.partner is in no application's audience: whoever signs in there can launch nothing",
    ]);
    expect(
      warningsBy(
        "provider_without_audience",
        twice,
        ...audiences,
        byProvider("design", "partner", "corporate"),
      ),
    ).toStrictEqual([]);
  });

  it("takes an empty list of groups for nobody", () => {
    const nobody = { groupsByProvider: { corporate: [] } };
    expect(
      warningsBy(
        "provider_without_audience",
        [["applications", "treasury", "audience"], nobody],
        [["applications", "design", "audience"], nobody],
      ),
    ).toHaveLength(1);
  });

  it("warns of a tile that nobody of its provider may open", () => {
    const saml = Object(Object(aSamlPolicyInput()).identityProviders).corporate;
    const idpInitiated = { applications: ["treasury", "design"] };
    expect(
      warningsBy(
        "tile_without_audience",
        [["identityProviders", "campus"], { ...saml, idpInitiated }],
        [["identityProviders", "other"], { ...saml, entityId: "urn:other", metadata: { file: "other.xml" } }],
        byProvider("treasury", "corporate"),
        byProvider("design", "campus", "corporate"),
      ),
    ).toStrictEqual([
      "identityProviders.campus.idpInitiated.applications.0 is a tile that nobody may open: the audience of `treasury` names nobody of this identity provider",
    ]);
  });
});
