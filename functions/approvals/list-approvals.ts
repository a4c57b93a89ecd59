/** The open requests that concern a person: those they may answer, and their own. Oldest first, as many as a page holds. */
import type { ListedApprovals } from "../approval-ports.ts";
import { isApprover, isSameIdentity, mayDecide } from "../core/approval.ts";
import type { Principal } from "../core/principal.ts";
import { epochSeconds } from "../timestamps.ts";
import { type ApprovalPorts, type KnownApproval, knownApproval } from "./known-approval.ts";

interface ApprovalsFound {
  /** They are an approver of something. */
  readonly isApprover: boolean;
  readonly toDecide: readonly KnownApproval[];
  readonly own: readonly KnownApproval[];
  /** False: some Region did not answer, and there may be more. */
  readonly isWhole: boolean;
}

export type ListApprovals = (principal: Principal, correlationId: string) => Promise<ApprovalsFound>;

/** More than anybody answers at a sitting; the others come when these are done. */
const MOST_SHOWN = 100;

export function createListApprovals(ports: ApprovalPorts): ListApprovals {
  return async (principal, correlationId) => {
    const now = epochSeconds(ports.now());
    const applications = [...ports.index.applications.values()].filter((one) => isApprover(principal, one));
    const [own, ...others] = await Promise.all([
      ports.approvals.listed({ userId: principal.userId }, now),
      ...applications.map(({ id }) => ports.approvals.listed({ application: id }, now)),
    ]);
    const lists: readonly ListedApprovals[] = [own, ...others];
    const openOf = async (ids: readonly string[]): Promise<readonly KnownApproval[]> => {
      const found = await Promise.all(
        ids.slice(0, MOST_SHOWN).map((id) => knownApproval(ports, id, correlationId)),
      );
      return found
        .flatMap((answer) => (answer.ok && answer.value.state === "requested" ? [answer.value] : []))
        .toSorted((one, other) => one.request.askedAt - other.request.askedAt);
    };
    const [theirs, ofOthers] = await Promise.all([
      openOf(own.ids),
      openOf([...new Set(others.flatMap(({ ids }) => ids))]),
    ]);
    return {
      isApprover: applications.length > 0,
      own: theirs.filter(({ request }) => isSameIdentity(request.requester, principal)),
      toDecide: ofOthers.filter(({ request, decision, details, application }) => {
        const asked = { request, decision, requesterEmail: details.email };
        return mayDecide(principal, application, asked, now).ok;
      }),
      isWhole: lists.every((list) => list.isWhole),
    };
  };
}
