/**
 * The local world's policy as it would be deployed: its credentials stand in Secrets Manager. A deployed policy has no
 * `env:` references, and functionTable refuses one that has.
 */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { compiledPolicy } from "../../../cli/compile-policy.ts";
import type { World } from "../../../dev/world/world.ts";
import type { CompiledPolicy } from "../../../functions/core/compiled-policy.ts";
import type { Policy } from "../../../functions/core/policy.ts";

export interface DeployedPolicy {
  readonly compiledPolicy: CompiledPolicy;
  /** Values by the names of their secrets. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Of all fleets. */
export const FLEET_KEY = randomBytes(32).toString("base64url");
export const TOKEN_AUDIENCE = "https://treasury.example";

const FLEET_KEY_NAME = "streamgate/fleets/instances";
const TOKEN_KEY_NAME = "streamgate/tokens/signing-key";

/** Instances of every fleet hold one key, and the treasury is a browser's application with a token. */
function withHandover({ fleets, applications, ...policy }: Policy): Policy {
  const { treasury } = applications;
  if (treasury === undefined) throw new TypeError("the policy has no treasury");
  const instances = { roleArn: null, key: `secret:${FLEET_KEY_NAME}` };
  const token = { audience: TOKEN_AUDIENCE, groups: [], groupsByProvider: {}, seconds: 300 };
  const browser = {
    url: `${TOKEN_AUDIENCE}/`,
    cookies: [{ ...{ name: "session", domain: null, path: "/", sameSite: "Lax" as const }, token }],
    frontChannel: null,
  };
  return {
    ...policy,
    fleets: Object.fromEntries(Object.entries(fleets).map(([id, fleet]) => [id, { ...fleet, instances }])),
    applications: {
      ...applications,
      treasury: { ...treasury, handover: { arguments: [], environment: {}, browser } },
    },
    tokens: { issuer: null, keys: [`secret:${TOKEN_KEY_NAME}`] },
  };
}

function tokenKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return String(privateKey.export({ type: "pkcs8", format: "pem" }));
}

export function deployedPolicy({ environment }: World): DeployedPolicy {
  const { policy, samlMetadata } = JSON.parse(readFileSync(environment.POLICY_FILE ?? "", "utf8"));
  const secrets: Record<string, string> = { [FLEET_KEY_NAME]: FLEET_KEY, [TOKEN_KEY_NAME]: tokenKey() };
  const identityProviders = JSON.parse(JSON.stringify(policy.identityProviders), (_, value: unknown) => {
    const [, variable] = /^env:(\w+)$/.exec(String(value)) ?? [];
    if (variable === undefined) return value;
    const name = `streamgate/${variable.toLowerCase().replaceAll("_", "-")}`;
    secrets[name] = environment[variable] ?? "";
    return `secret:${name}`;
  });
  const deployed = withHandover({ ...policy, identityProviders });
  return { compiledPolicy: compiledPolicy(deployed, { samlMetadata }), secrets };
}
