/** PURE: the addresses a person needs after a deployment, most of them for somebody else's settings. */
import type { Policy } from "../../functions/core/policy.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { brokerOrigin } from "./names.ts";

/** By the name of the stack's output: letters and digits. */
export function addresses(deployment: Deployment, policy: Policy): Readonly<Record<string, string>> {
  const origin = brokerOrigin(deployment);
  const ofProviders = Object.entries(policy.identityProviders).map(([id, { protocol }]) =>
    protocol === "oidc" ? ofRelyingParty(origin, id) : ofServiceProvider(origin, id),
  );
  return Object.assign({ Address: origin, LaunchUrl: `${origin}/launch/APPLICATION` }, ...ofProviders);
}

type Addresses = Readonly<Record<string, string>>;

function ofRelyingParty(origin: string, id: string): Addresses {
  return { [`RedirectUri${outputName(id)}`]: `${origin}/login/${id}/callback` };
}

function ofServiceProvider(origin: string, id: string): Addresses {
  const name = outputName(id);
  return {
    [`MetadataUrl${name}`]: `${origin}/login/${id}/metadata`,
    [`AcsUrl${name}`]: `${origin}/login/${id}/acs`,
    [`SingleLogoutUrl${name}`]: `${origin}/logout/${id}/saml`,
  };
}

/** `corporate-emea` → `CorporateEmea`. */
function outputName(id: string): string {
  return id.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
