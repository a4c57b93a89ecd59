/**
 * The demo policy with other identity providers: the same applications, open to the same groups at each of them.
 * It goes through the compiler as an operator's file would, with the identity providers' metadata beside it.
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { compilePolicy } from "../../cli/compile-policy.ts";
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import type { SamlRequirements } from "../../functions/core/policy-identity.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { Json } from "../support/policies.ts";

const DEMO_POLICY = new URL("../../dev/policy.yaml", import.meta.url);

type ProviderInput = Readonly<Record<string, Json>>;

/** What a policy says of a SAML identity provider beside who the two parties are. */
export interface SamlSettings {
  readonly serviceProvider?: {
    readonly entityId?: string;
    readonly signingKeys?: string[];
    readonly decryptionKeys?: string[];
  };
  readonly idpInitiated?: { readonly applications: string[]; readonly defaultApplication?: string };
  readonly require?: Partial<SamlRequirements>;
  readonly allowCbc?: boolean;
}

interface DemoAudience {
  readonly groupsByProvider: { readonly corporate: Json };
}

interface DemoPolicy {
  readonly applications: Readonly<Record<string, { readonly audience: DemoAudience }>>;
  readonly location: { readonly homeRegions: { readonly groups: readonly Readonly<Record<string, Json>>[] } };
  readonly operators: { readonly helpDesk: DemoAudience };
}

/** Both identity providers send these attributes, and a persistent NameID, which is who somebody is. */
const SAML_CLAIMS = {
  subject: "NameID",
  displayName: "displayName",
  email: "mail",
  groups: "groups",
  country: "country",
  mfa: { claim: "AuthnContextClassRef", anyOf: ["https://refeds.org/profile/mfa"] },
};

/** With one signing key and none to decrypt with, unless `settings` say otherwise. */
export function samlProvider(id: string, entityId: string, settings: SamlSettings = {}): ProviderInput {
  const { serviceProvider, ...others } = settings;
  return {
    protocol: "saml",
    name: `Sign-in ${id}`,
    entityId,
    metadata: { file: `${id}.xml` },
    serviceProvider: { signingKeys: [secretReference(id, "signing")], ...serviceProvider },
    claims: SAML_CLAIMS,
    ...others,
  };
}

/** As LemonLDAP::NG sends them: the country is nested, as OpenID Connect has it. */
export function oidcProvider(id: string, issuer: string): ProviderInput {
  return {
    protocol: "oidc",
    name: `Sign-in ${id}`,
    issuer,
    clientId: "the-broker",
    clientAuthentication: { method: "client_secret_basic", secret: secretReference(id, "secret") },
    scopes: ["openid", "profile", "email"],
    algorithms: ["RS256"],
    claims: { country: ["address", "country"] },
  };
}

/** `env:SSP_SIGNING` for the provider `ssp`. */
export function secretReference(id: string, use: string): string {
  return `env:${`${id}_${use}`.replaceAll("-", "_").toUpperCase()}`;
}

/** `metadata`: the identity providers' documents by provider. */
export async function compileBrokerPolicy(
  identityProviders: Readonly<Record<string, ProviderInput>>,
  metadata: ReadonlyMap<string, string>,
): Promise<CompiledPolicy> {
  const demo = parse(readFileSync(DEMO_POLICY, "utf8")) as DemoPolicy;
  const providers = Object.keys(identityProviders);
  const everywhere = ({ groupsByProvider }: DemoAudience) => ({
    groupsByProvider: Object.fromEntries(providers.map((id) => [id, groupsByProvider.corporate])),
  });
  const applications = Object.entries(demo.applications).map(([id, application]) => {
    // What is handed over and who approves name groups by the demo's own providers, and are no matter of signing in.
    const audience = everywhere(application.audience);
    return [id, { ...application, audience, handover: undefined, approval: undefined }];
  });
  const homeRegions = {
    groups: demo.location.homeRegions.groups.flatMap((home) => {
      return providers.map((identityProvider) => ({ ...home, identityProvider }));
    }),
  };
  const policy = {
    ...demo,
    identityProviders,
    applications: Object.fromEntries(applications),
    location: { ...demo.location, homeRegions },
    operators: { helpDesk: everywhere(demo.operators.helpDesk) },
    tokens: undefined,
    portals: undefined,
    // As are tokens of the demo's own provider.
    api: undefined,
  };
  const readBeside = async (file: string) => {
    const xml = metadata.get(file.replace(/\.xml$/, ""));
    return xml === undefined ? err("is not there") : ok(xml);
  };
  const nowEpochSeconds = Math.floor(Date.now() / 1000);
  const compiled = await compilePolicy(JSON.stringify(policy), "policy", readBeside, nowEpochSeconds);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error, null, 2));
  return compiled.value;
}
