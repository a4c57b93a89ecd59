/**
 * PURE: in which order a deployment's stacks are rolled out: by what needs what, and one Region's broker after the
 * other's, so that a version that does not work stops in the first.
 */
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { StackKind } from "../broker/names.ts";

export interface RolledStack {
  readonly name: string;
  readonly region: string;
  /** Names of stacks that must be there before. */
  readonly needs: readonly string[];
}

/** Fleets before brokers: a policy must not lead people to a fleet that is not there yet. */
const ROLLOUT: readonly StackKind[] = ["state", "secrets", "audit", "streaming", "broker", "watch", "edge"];

/** `streamgate-broker-eu-west-1` of the deployment `streamgate` → `broker`. */
export function kindOf(deploymentName: string, stackName: string): StackKind {
  const rest = stackName.slice(deploymentName.length + 1);
  const kind = ROLLOUT.find((candidate) => rest.startsWith(`${candidate}-`));
  if (kind === undefined) throw new TypeError(`${stackName} is no stack of ${deploymentName}`);
  return kind;
}

/** `broker,edge` → both; undefined → all. The fault is a sentence for the operator. */
export function kindsIn(only: string | undefined): Result<readonly StackKind[], string> {
  const named = only?.split(",").map((kind) => kind.trim()) ?? ROLLOUT;
  const unknown = named.filter((kind) => !(ROLLOUT as readonly string[]).includes(kind));
  return unknown.length === 0
    ? ok(named as readonly StackKind[])
    : err(`--only takes ${ROLLOUT.join(", ")}, and not ${unknown.join(", ")}`);
}

/** Throws where the order of kinds contradicts what the stacks themselves say. */
export function rolloutOrder(
  deploymentName: string,
  regions: readonly string[],
  stacks: readonly RolledStack[],
): readonly RolledStack[] {
  const placeOf = (region: string): number =>
    regions.includes(region) ? regions.indexOf(region) : regions.length;
  const rank = ({ name, region }: RolledStack): readonly [number, number] => [
    ROLLOUT.indexOf(kindOf(deploymentName, name)),
    placeOf(region),
  ];
  const ordered = stacks.toSorted((a, b) => {
    const [kindA, placeA] = rank(a);
    const [kindB, placeB] = rank(b);
    return kindA - kindB || placeA - placeB || (a.name < b.name ? -1 : 1);
  });
  ordered.forEach(({ name, needs }, index) => {
    const later = ordered.slice(index).map((stack) => stack.name);
    const missing = needs.find((need) => later.includes(need));
    if (missing !== undefined) throw new TypeError(`${name} would be deployed before ${missing}`);
  });
  return ordered;
}
