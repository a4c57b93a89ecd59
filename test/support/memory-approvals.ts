/**
 * Requests and grants in memory, of a broker of one Region, for tests of what stands on them.
 * Invariant: test/contract runs the same cases on this and on the DynamoDB adapters.
 */
import type {
  ApprovalGrants,
  ApprovalStore,
  NewApproval,
  StoredApproval,
} from "../../functions/approval-ports.ts";
import { type ApprovalGrant, homeOfApproval } from "../../functions/core/approval.ts";
import { err, ok } from "../../functions/core/result.ts";

export interface MemoryApprovals {
  readonly approvals: ApprovalStore;
  readonly grants: ApprovalGrants;
  /** By id. */
  readonly requests: ReadonlyMap<string, NewApproval & StoredApproval>;
  /** By user id and application, a space between. */
  readonly granted: ReadonlyMap<string, ApprovalGrant>;
  setAway(isAway: boolean): void;
}

const MOST_OPEN = 100;

export function createMemoryApprovals(region = "eu-west-1"): MemoryApprovals {
  const requests = new Map<string, NewApproval & StoredApproval>();
  const granted = new Map<string, ApprovalGrant>();
  let away = false;
  const openAt = (now: number) =>
    [...requests.values()].filter(
      ({ request, decision, isClosedUnanswered }) =>
        decision === null && !isClosedUnanswered && now < request.answerUntil,
    );
  return {
    requests,
    granted,
    setAway(isAway) {
      away = isAway;
    },
    approvals: {
      async open(approval, now) {
        if (away) return err("unavailable");
        const { application, requester } = approval.request;
        const ofApplication = openAt(now).filter(({ request }) => request.application === application);
        if (ofApplication.length >= MOST_OPEN) return err("full");
        if (ofApplication.some(({ request }) => request.requester.userId === requester.userId)) {
          return err("conflict");
        }
        requests.set(approval.request.id, { ...approval, decision: null, isClosedUnanswered: false });
        return ok(undefined);
      },
      async find(id, now) {
        if (homeOfApproval(id) !== region) return ok(undefined);
        if (away) return err("unavailable");
        const found = requests.get(id);
        if (found === undefined || now >= found.expiresAt) return ok(undefined);
        const { request, sealedDetails, decision, isClosedUnanswered } = found;
        return ok({ request, sealedDetails, decision, isClosedUnanswered });
      },
      async close({ id }, closing, now) {
        if (away) return err("unavailable");
        const found = requests.get(id);
        if (found === undefined || found.decision !== null || found.isClosedUnanswered)
          return err("conflict");
        const isUnanswered = closing === "unanswered";
        if (now < found.request.answerUntil === isUnanswered) return err("conflict");
        requests.set(id, {
          ...found,
          decision: isUnanswered ? null : closing,
          isClosedUnanswered: isUnanswered,
        });
        return ok(undefined);
      },
      async listed(whose, now) {
        const all = away ? [] : openAt(now);
        const ids = all
          .filter(({ request }) =>
            "userId" in whose
              ? request.requester.userId === whose.userId
              : request.application === whose.application,
          )
          .map(({ request }) => request.id);
        return { ids, isWhole: !away };
      },
    },
    grants: {
      async read(userId, application) {
        return away ? err("unavailable") : ok(granted.get(`${userId} ${application}`));
      },
      async write(grant) {
        if (away) return [region];
        const key = `${grant.requester.userId} ${grant.application}`;
        const former = granted.get(key);
        if (former === undefined || former.grantedAt <= grant.grantedAt) granted.set(key, grant);
        return [];
      },
    },
  };
}
