/**
 * May this principal use this application at all? Audience only; conditions come after.
 * Invariant: default deny. An empty audience is nobody.
 */
import { type IndexedApplication, subjectKey } from "./policy-index.ts";
import type { Principal } from "./principal.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";

/** What let the principal in, for the record. */
export type Grant = { readonly by: "group"; readonly group: string } | { readonly by: "subject" };

export function entitlementFor(
  principal: Principal,
  application: IndexedApplication,
): Result<Grant, Refusal> {
  if (application.audienceSubjects.has(subjectKey(principal.identityProvider, principal.subject))) {
    return ok({ by: "subject" });
  }
  const group = principal.groups.find(
    (candidate) =>
      application.audienceGroups.has(subjectKey(principal.identityProvider, candidate)) ||
      application.audienceBareGroups.has(candidate),
  );
  return group === undefined
    ? err(refusal("not_in_audience", { application: application.id }))
    : ok({ by: "group", group });
}
