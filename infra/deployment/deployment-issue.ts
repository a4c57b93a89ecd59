/**
 * What a check of the deployment finds. Most faults stand in the deployment file; some in the policy beside it, since
 * that is where they are put right.
 */
import type { PolicyIssue } from "../../functions/core/policy-schema.ts";

export interface DeploymentIssue extends PolicyIssue {
  readonly file: "deployment" | "policy";
}

type Path = PolicyIssue["path"];

export function inDeployment(path: Path, message: string): DeploymentIssue {
  return { file: "deployment", path, message };
}

export function inPolicy(path: Path, message: string): DeploymentIssue {
  return { file: "policy", path, message };
}

/** Own keys only: an id such as `constructor` is on every object's prototype. */
export function entryOf<T>(map: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(map, id) ? map[id] : undefined;
}

/** `a`, `b` and `c`, as messages list ids. */
export function listed(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(", ");
}
