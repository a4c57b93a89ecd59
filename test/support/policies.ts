/**
 * A small complete policy as its author would write it, before defaults. Tests change one thing of it.
 */

/** As JSON, so that a test may write what the types would forbid. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export function aPolicyInput(): { [key: string]: Json } {
  return {
    version: 1,
    identityProviders: {
      corporate: {
        protocol: "oidc",
        name: "Corporate sign-in",
        issuer: "https://login.example.com/tenant/",
        clientId: "streamgate",
        clientAuthentication: { method: "client_secret_basic", secret: "secret:streamgate/corporate" },
        algorithms: ["RS256"],
        endpointHosts: ["keys.example.com"],
        claims: { country: "ctry", mfa: { claim: "amr", anyOf: ["mfa"] } },
      },
    },
    fleets: {
      ireland: { region: "eu-west-1", stack: "finance", fleet: "finance-a", jurisdiction: "EU" },
      frankfurt: { region: "eu-central-1", stack: "finance", fleet: "finance-b", jurisdiction: "EU" },
      virginia: { region: "us-east-1", stack: "design", fleet: "design-a", jurisdiction: "US" },
      dublin: { region: "eu-west-1", stack: "design", fleet: "design-b", jurisdiction: "EU" },
    },
    applications: {
      treasury: {
        name: { en: "Treasury", de: "Finanzen" },
        appstreamApplication: "Treasury",
        fleets: ["ireland", "frankfurt"],
        audience: { groups: ["treasury"] },
        conditions: { mfa: true, networks: ["headquarters"] },
      },
      design: {
        name: "Design",
        appstreamApplication: "Designer",
        fleets: ["virginia", "dublin"],
        audience: { groups: ["design"], subjects: [{ identityProvider: "corporate", subject: "guest-1" }] },
        conditions: {
          hours: { timeZone: "Europe/Dublin", days: ["mon", "tue"], from: "08:00", until: "18:00" },
        },
        context: { pattern: "[a-z0-9\\-]+" },
      },
    },
    location: {
      sources: ["claim", "network", "edge"],
      networks: {
        headquarters: { ranges: ["192.0.2.0/24", "2001:db8::/32"], country: "IE" },
        laboratory: {
          ranges: ["192.0.2.128/25"],
          country: "IE",
          coordinates: { latitude: 53.3, longitude: -6.3 },
        },
      },
      default: { country: "IE" },
    },
    residency: {
      walls: [
        { id: "finance-stays", applications: ["treasury"], jurisdictions: ["EU"] },
        { id: "europeans", countries: ["DE", "FR", "IE"], jurisdictions: ["EU"] },
      ],
    },
    preferences: [{ countries: ["DE"], applications: ["treasury"], fleets: ["frankfurt"] }],
  };
}

type Path = readonly (string | number)[];

/** The input with one value replaced; `undefined` takes the key away. */
export function withValue(path: Path, value: Json | undefined, input: Json = aPolicyInput()): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (Array.isArray(input)) {
    const at = Number(key);
    return [...input.slice(0, at), withValue(rest, value, input[at] ?? {}), ...input.slice(at + 1)];
  }
  const entries = new Map(Object.entries(input !== null && typeof input === "object" ? input : {}));
  if (rest.length === 0 && value === undefined) entries.delete(String(key));
  else entries.set(String(key), withValue(rest, value, entries.get(String(key)) ?? {}));
  return Object.fromEntries(entries);
}

/** The input with several values replaced, in order. */
export function withValues(...changes: readonly (readonly [path: Path, value: Json | undefined])[]): Json {
  return changes.reduce<Json>((input, [path, value]) => withValue(path, value, input), aPolicyInput());
}

/** With nothing left that a linter would warn of: `design` has a second European fleet. */
export function aCarefulPolicyInput(): Json {
  const paris = { region: "eu-west-3", stack: "design", fleet: "design-c", jurisdiction: "EU" };
  return withValues(
    [["fleets", "paris"], paris],
    [
      ["applications", "design", "fleets"],
      ["virginia", "dublin", "paris"],
    ],
  );
}
