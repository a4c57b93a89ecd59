/**
 * An instance redeems the session context it was given: who asks, once and for whom, what the application is handed, and
 * one audit event whatever happens. Invariant: nothing is asked of the store for an instance that is not known, and
 * nothing of a launch is told before its handle is redeemed.
 */
import type { ContextStore, Redemption } from "../context-ports.ts";
import { type ContextAccount, contextEvent } from "../core/audit-context-event.ts";
import { bindingText } from "../core/handle-binding.ts";
import type { IndexedFleet } from "../core/policy-index.ts";
import { parseRedeemRequest, type RedeemRequest } from "../core/redeem-request.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import type { ContextReason } from "../core/refusal-table-context.ts";
import { err, type Result } from "../core/result.ts";
import type { AuditSink } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import { authenticateInstance, type InstanceEvidence, type InstancePorts } from "./authenticate-instance.ts";
import { type HandedOver, type HandOverPorts, handOver } from "./hand-over.ts";

export interface RedeemPorts extends InstancePorts, HandOverPorts {
  readonly contexts: ContextStore;
  readonly audit: AuditSink;
}

export interface RedeemQuestion {
  /** As it came; undefined: it was no JSON, or too much. */
  readonly input: unknown;
  readonly evidence: InstanceEvidence;
  readonly correlationId: string;
}

/** What is known so far, for the event. */
type Account = { -readonly [K in keyof ContextAccount]: ContextAccount[K] };

export async function redeemContext(
  ports: RedeemPorts,
  question: RedeemQuestion,
): Promise<Result<HandedOver, Refusal<ContextReason>>> {
  const account: Account = {
    ...{ launchId: null, principal: null, application: null, placement: null },
    ...{ fleetId: null, sessionId: null },
  };
  const answer = await redeemed(ports, question, account);
  const stamp = auditStamp(ports.now(), question.correlationId);
  ports.audit.write(contextEvent(stamp, account, answer.ok ? undefined : answer.error));
  return answer;
}

async function redeemed(
  ports: RedeemPorts,
  { input, evidence }: RedeemQuestion,
  account: Account,
): Promise<Result<HandedOver, Refusal<ContextReason>>> {
  const request = parseRedeemRequest(input);
  if (request === undefined) return err(refusal("redemption_malformed"));
  const fleets = await authenticateInstance(ports, request, evidence);
  if (!fleets.ok) return fleets;
  const { launchId, region, secret } = request.handle;
  account.fleetId = fleets.value[0]?.id ?? null;
  account.sessionId = request.sessionId;
  const launch = await ports.contexts.redeem(
    region,
    redemptionOf(ports, request, fleets.value),
    epochSeconds(ports.now()),
  );
  if (!launch.ok) {
    if (launch.error === "unavailable") return err(refusal("context_store_unavailable"));
    const isNobodys = launch.error === "handle_unknown" || launch.error === "handle_home_unknown";
    account.launchId = isNobodys ? null : launchId;
    return err(refusal(launch.error));
  }
  const { application, placement } = launch.value;
  Object.assign(account, { launchId, principal: launch.value, application, placement });
  account.fleetId = placement.fleetId;
  return await handOver(ports, launch.value, secret);
}

function redemptionOf(
  { digest }: RedeemPorts,
  { handle, attempt, userId, sessionId }: RedeemRequest,
  fleets: readonly IndexedFleet[],
): Redemption {
  return {
    ...{ launchId: handle.launchId, userId, sessionId },
    handleDigest: digest(handle.secret),
    bindings: fleets.map(({ fleet: { region, stack, fleet } }) =>
      digest(bindingText({ userId, region, stack, fleet })),
    ),
    attemptDigest: digest(`${attempt}\n${sessionId}`),
  };
}
