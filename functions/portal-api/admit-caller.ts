/**
 * Who may ask the Portal API anything: address → access token → person and client, each within its rate → nobody whom an
 * operator disabled, and no token from before its person or session was signed out; one audit event for whoever may not. Invariant: nothing is done for a request before its token is verified and its rates are counted.
 */
import { requestRefusedEvent } from "../core/audit-event.ts";
import { LONGEST_BROKER_SESSION_SECONDS } from "../core/longest-session.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import type { ApiRates } from "../core/policy-portal-api.ts";
import { type RateName, type RateState, rateState, windowAt } from "../core/rate-window.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { AccessTokens, PortalCaller, PresentedToken, RateCounters } from "../portal-api-ports.ts";
import type { AuditSink, Clock, Digest } from "../ports.ts";
import type { Revocations } from "../revocation-ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import type { AddressRate } from "./address-rate.ts";

export interface CallerPorts {
  readonly index: PolicyIndex;
  readonly tokens: AccessTokens;
  readonly counters: RateCounters;
  readonly addressRate: AddressRate;
  readonly revocations: Revocations;
  readonly audit: AuditSink;
  readonly now: Clock;
  readonly digest: Digest;
}

export interface ApiCall {
  readonly routeKey: string;
  readonly correlationId: string;
  /** Of whoever sends the request, which is the portal's server; undefined, and not counted: our edge does not tell. */
  readonly address: string | undefined;
  readonly presented: Result<PresentedToken, Refusal>;
  /** Where the counters are away, what changes nothing goes on, and what does is refused. */
  readonly changesSomething: boolean;
}

export interface Admission {
  readonly caller: Result<PortalCaller, Refusal>;
  /** As far as it came. */
  readonly rates: readonly RateState[];
}

export const DEFAULT_RATES: ApiRates = {
  person: { requests: 30, seconds: 60 },
  client: { requests: 600, seconds: 60 },
  address: { requests: 600, seconds: 60 },
};

export async function admitCaller(ports: CallerPorts, call: ApiCall): Promise<Admission> {
  const admission = await judge(ports, call);
  if (admission.caller.ok) return admission;
  const stamp = auditStamp(ports.now(), call.correlationId);
  ports.audit.write(requestRefusedEvent(stamp, call.routeKey, admission.caller.error));
  return admission;
}

async function judge(ports: CallerPorts, call: ApiCall): Promise<Admission> {
  const now = ports.now();
  const address = call.address === undefined ? [] : [ports.addressRate(call.address, epochSeconds(now))];
  const stranger = address.find(({ isExceeded }) => isExceeded);
  if (stranger !== undefined) return { caller: err(tooMany(stranger)), rates: address };
  if (!call.presented.ok) return { caller: call.presented, rates: address };
  const caller = await ports.tokens.verify(call.presented.value, now);
  if (!caller.ok) return { caller, rates: address };
  const counted = await Promise.all([
    count(ports, "person", caller.value.principal.userId, now),
    count(ports, "client", JSON.stringify([caller.value.issuer, caller.value.clientId]), now),
  ]);
  const states = counted.filter((state) => state !== "unavailable");
  const rates = [...states, ...address];
  const exceeded = states.find(({ isExceeded }) => isExceeded);
  if (exceeded !== undefined) return { caller: err(tooMany(exceeded, caller.value)), rates };
  const isBlind = states.length < counted.length && call.changesSomething;
  if (isBlind) return { caller: err(refusal("rate_store_unavailable")), rates };
  return { caller: await standing(ports, caller.value, now), rates };
}

/** A token outlives what an operator or a provider says of its person; a session cookie is asked about in the same way. */
async function standing(
  { revocations }: CallerPorts,
  caller: PortalCaller,
  now: number,
): Promise<Result<PortalCaller, Refusal>> {
  const { principal, logoutKeys, issuedAt } = caller;
  // An end is remembered as long as a broker session may last: nobody knows any more what became of an older token's person.
  if (epochSeconds(now) - issuedAt > LONGEST_BROKER_SESSION_SECONDS) {
    return err(refusal("access_token_expired", callerEvidence(caller)));
  }
  const known = await revocations.read(principal, logoutKeys, epochSeconds(now));
  if (!known.ok) return err(refusal("session_store_unavailable", callerEvidence(caller)));
  const { disabling, endedUntil } = known.value;
  if (disabling !== undefined) return err(refusal("person_disabled", callerEvidence(caller)));
  // Issuers tell whole seconds: what was issued in the second of the end counts as before it.
  const isOver = endedUntil !== undefined && issuedAt * 1_000 <= endedUntil;
  return isOver ? err(refusal("access_token_revoked", callerEvidence(caller))) : ok(caller);
}

async function count(
  { index, counters, digest }: CallerPorts,
  name: Exclude<RateName, "address">,
  who: string,
  now: number,
): Promise<RateState | "unavailable"> {
  const rate = (index.policy.api?.rates ?? DEFAULT_RATES)[name];
  const at = epochSeconds(now);
  const id = `${name}:${digest(who)}`;
  const hits = await counters.count({ id, ceiling: rate.requests, ...windowAt(rate, at) });
  if (!hits.ok && hits.error === "unavailable") return "unavailable";
  return rateState(name, rate, hits.ok ? hits.value : undefined, at);
}

function tooMany({ name, resetSeconds }: RateState, caller?: PortalCaller): Refusal<"rate_limited"> {
  return refusal("rate_limited", { rate: name, resetSeconds, ...(caller && callerEvidence(caller)) });
}

/** What an operator hears of a caller beside a refusal: ids of ours and of the policy. */
export function callerEvidence({ issuer, clientId, principal: { userId } }: PortalCaller) {
  return { issuer, client: clientId, userId };
}
