/** What just-in-time approval needs from the outside, beside what every use case does (ports.ts). */
import type { ApprovalDecision, ApprovalGrant, ApprovalRequest } from "./core/approval.ts";
import type { Result } from "./core/result.ts";
import type { StoreFailure } from "./ports.ts";

export interface NewApproval {
  readonly request: ApprovalRequest;
  /** Who asks, in words for people, and what they want to open: for our pages alone. */
  readonly sealedDetails: string;
  /** Seconds since the epoch: from then on the request may be forgotten. */
  readonly expiresAt: number;
}

export interface StoredApproval {
  readonly request: ApprovalRequest;
  readonly sealedDetails: string;
  readonly decision: ApprovalDecision | null;
  /** It was closed as unanswered, and that was told. */
  readonly isClosedUnanswered: boolean;
}

/** Ids only, and perhaps of requests that were closed since. */
export interface ListedApprovals {
  readonly ids: readonly string[];
  /** False: a Region of the broker did not answer, and there may be more. */
  readonly isWhole: boolean;
}

/** Each request has one home, the Region that it was made in, and is decided there alone. */
export interface ApprovalStore {
  /**
   * In this Region. `conflict`: the person has an open one for the application here. `full`: the application has as many
   * open requests as anybody could look through.
   */
  open(approval: NewApproval, nowEpochSeconds: number): Promise<Result<void, StoreFailure | "full">>;
  /** Consistently, from its home; undefined: it is not there any more, or never was. */
  find(id: string, nowEpochSeconds: number): Promise<Result<StoredApproval | undefined, StoreFailure>>;
  /** Of any number at once exactly one counts; `conflict`: it is closed, or its time to be answered is over (or, to close it unanswered, is not). */
  close(
    request: ApprovalRequest,
    closing: ApprovalDecision | "unanswered",
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>>;
  /** Those that an application's approvers or one person may find open, from every Region that answers. */
  listed(
    whose: { readonly application: string } | { readonly userId: string },
    nowEpochSeconds: number,
  ): Promise<ListedApprovals>;
}

/** What was approved, in every Region of the broker, so that a launch asks its own alone. */
export interface ApprovalGrants {
  /** This Region's; the newest that was given for the application. It may be over. */
  read(userId: string, application: string): Promise<Result<ApprovalGrant | undefined, StoreFailure>>;
  /** One that was given later stays. Answers the Regions that did not take it. */
  write(grant: ApprovalGrant, where: "everywhere" | "here"): Promise<readonly string[]>;
}
