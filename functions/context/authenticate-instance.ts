/**
 * Which fleets of the policy an instance may speak for: those of the stack and fleet it names whose role signed the
 * request, as API Gateway says, or whose key did. Several fleets may share names in different Regions.
 * Invariant: a fleet without `instances` is nobody's.
 */
import type { FleetKeys } from "../context-ports.ts";
import { isSessionOf } from "../core/instance-identity.ts";
import { isTimely, parseInstanceSignature } from "../core/instance-signature.ts";
import type { IndexedFleet, PolicyIndex } from "../core/policy-index.ts";
import type { RedeemRequest } from "../core/redeem-request.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Clock } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";

export interface InstancePorts {
  readonly index: PolicyIndex;
  readonly fleetKeys: FleetKeys;
  readonly now: Clock;
}

/** How the request proves itself. */
export interface InstanceEvidence {
  /** ARN of whoever signed the request, where API Gateway's own authorizer checked it; undefined: it checked none. */
  readonly callerArn: string | undefined;
  /** As it came. */
  readonly authorization: string | undefined;
  readonly body: Uint8Array;
}

type InstanceReason =
  | "instance_unauthenticated"
  | "instance_clock_off"
  | "instance_not_allowed"
  | "fleet_key_unavailable";

/** At least one fleet. */
export async function authenticateInstance(
  ports: InstancePorts,
  { stack, fleet }: Pick<RedeemRequest, "stack" | "fleet">,
  evidence: InstanceEvidence,
): Promise<Result<readonly IndexedFleet[], Refusal<InstanceReason>>> {
  const named = [...ports.index.fleets.values()].filter(
    (one) => one.fleet.stack === stack && one.fleet.fleet === fleet,
  );
  const { callerArn, authorization, body } = evidence;
  if (callerArn !== undefined) {
    const caller = { by: "role", fleetIsKnown: named.length > 0, caller: callerArn };
    return allowedOr(
      caller,
      named.filter((one) => isSessionOf(one.fleet.instances?.roleArn ?? "", callerArn)),
    );
  }
  const signature = parseInstanceSignature(authorization ?? "");
  if (signature === undefined) return err(refusal("instance_unauthenticated"));
  const now = epochSeconds(ports.now());
  if (!isTimely(signature, now)) {
    return err(refusal("instance_clock_off", { aheadSeconds: signature.date - now }));
  }
  const signed = signature.fleet === fleet ? named : [];
  const checked = await Promise.all(signed.map((one) => isSignedBy(ports.fleetKeys, one, signature, body)));
  const allowed = signed.filter((_, place) => checked[place] === true);
  if (allowed.length === 0 && checked.includes(undefined))
    return err(refusal("fleet_key_unavailable", { stack, fleet }));
  return allowedOr({ by: "key", fleetIsKnown: named.length > 0 }, allowed);
}

function allowedOr(
  evidence: Refusal["evidence"],
  allowed: readonly IndexedFleet[],
): Result<readonly IndexedFleet[], Refusal<"instance_not_allowed">> {
  return allowed.length > 0 ? ok(allowed) : err(refusal("instance_not_allowed", evidence));
}

/** Undefined: the fleet's key could not be had. */
async function isSignedBy(
  fleetKeys: FleetKeys,
  { fleet }: IndexedFleet,
  signature: Parameters<FleetKeys["verify"]>[1],
  body: Uint8Array,
): Promise<boolean | undefined> {
  const key = fleet.instances?.key ?? null;
  if (key === null) return false;
  const verified = await fleetKeys.verify(key, signature, body);
  return verified.ok ? verified.value : undefined;
}
