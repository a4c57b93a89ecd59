/**
 * Just-in-time approval: an application that opens to one of its audience only after somebody else has said yes.
 * Invariant: left out, nothing is asked; empty `approvers` approve nothing, and nobody approves themselves.
 */
import type { Audience } from "./policy.ts";

export interface ApprovalPolicy {
  /** Who may say yes or no. */
  readonly approvers: Audience;
  /** How long a yes opens the application; the launches in it are as many as the person likes. */
  readonly grantSeconds: number;
  /** How long a request may be answered. */
  readonly requestSeconds: number;
  /** In characters, of the reason that the person gives. */
  readonly minReasonLength: number;
  /** Where the person is offered to send the request's link; null: they pass it on by themselves. */
  readonly notify: { readonly email: string } | null;
}
