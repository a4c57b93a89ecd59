/**
 * The local world's policy as it would be deployed: its credentials stand in Secrets Manager. A deployed policy has no
 * `env:` references, and functionTable refuses one that has.
 */
import { readFileSync } from "node:fs";
import { compiledPolicy } from "../../../cli/compile-policy.ts";
import type { World } from "../../../dev/world/world.ts";
import type { CompiledPolicy } from "../../../functions/core/compiled-policy.ts";

export interface DeployedPolicy {
  readonly compiledPolicy: CompiledPolicy;
  /** Values by the names of their secrets. */
  readonly secrets: Readonly<Record<string, string>>;
}

export function deployedPolicy({ environment }: World): DeployedPolicy {
  const { policy, samlMetadata } = JSON.parse(readFileSync(environment.POLICY_FILE ?? "", "utf8"));
  const secrets: Record<string, string> = {};
  const identityProviders = JSON.parse(JSON.stringify(policy.identityProviders), (_, value: unknown) => {
    const [, variable] = /^env:(\w+)$/.exec(String(value)) ?? [];
    if (variable === undefined) return value;
    const name = `streamgate/${variable.toLowerCase().replaceAll("_", "-")}`;
    secrets[name] = environment[variable] ?? "";
    return `secret:${name}`;
  });
  return { compiledPolicy: compiledPolicy({ ...policy, identityProviders }, { samlMetadata }), secrets };
}
