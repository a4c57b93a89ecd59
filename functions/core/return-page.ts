/**
 * The pages of ours that a sign-in may lead back to, beside a launch: a closed list of names, never a path of a caller's.
 * Invariant: what comes out begins with one slash and a name of this file, so there is no redirect to open.
 */
import { homeOfApproval } from "./approval.ts";
import { type LaunchIntent, launchPath, loginPath, type SignInTarget } from "./intent.ts";

/** Only ever made by `parseReturnPage`. */
export interface ReturnPage {
  /** Its path without the first slash. */
  readonly page: string;
}

/** What the person came for; nothing at all leads to the start page. */
export type SignInGoal = LaunchIntent | ReturnPage;

const PAGES: ReadonlySet<string> = new Set(["sessions", "help-desk", "link-studio", "approvals"]);
/** A request for approval has an id of its own. */
const APPROVAL = "approvals/";

/** Undefined: no page of ours. */
export function parseReturnPage(text: string): ReturnPage | undefined {
  const isApproval = text.startsWith(APPROVAL) && homeOfApproval(text.slice(APPROVAL.length)) !== undefined;
  return isApproval || PAGES.has(text) ? { page: text } : undefined;
}

/** Path and query of what they came for, the same before and after sign-in. */
export function goalPath(goal: SignInGoal | undefined): string {
  if (goal === undefined) return "/";
  return "page" in goal ? `/${goal.page}` : launchPath(goal);
}

/** Path and query that start a sign-in which ends there. */
export function goalLoginPath(
  target: SignInTarget,
  goal: SignInGoal | undefined,
  reauthenticate = false,
): string {
  if (goal === undefined || !("page" in goal)) return loginPath(target, goal, reauthenticate);
  const path = loginPath(target, undefined, reauthenticate);
  return `${path}${path.includes("?") ? "&" : "?"}to=${encodeURIComponent(goal.page)}`;
}

export const SESSIONS_PAGE: ReturnPage = { page: "sessions" };
export const APPROVALS_PAGE: ReturnPage = { page: "approvals" };
export const HELP_DESK_PAGE: ReturnPage = { page: "help-desk" };

/** Of a request for approval; `id` is of that form (approval.ts). */
export function approvalPage(id: string): ReturnPage {
  return { page: `${APPROVAL}${id}` };
}
