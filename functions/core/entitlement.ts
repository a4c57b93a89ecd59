/**
 * Does this principal belong to an audience? That of an application, whose conditions come after, or an operator's role.
 * Invariant: default deny. An empty audience is nobody.
 */
import { type IndexedApplication, type IndexedAudience, subjectKey } from "./policy-index.ts";
import type { Principal } from "./principal.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";

/** What let the principal in, for the record. */
export type Grant = { readonly by: "group"; readonly group: string } | { readonly by: "subject" };

export function entitlementFor(
  principal: Principal,
  application: IndexedApplication,
): Result<Grant, Refusal<"not_in_audience">> {
  const grant = grantIn(principal, application.audience);
  return grant === undefined ? err(refusal("not_in_audience", { application: application.id })) : ok(grant);
}

/** What puts the principal into the audience, or undefined. */
export function grantIn(principal: Principal, audience: IndexedAudience): Grant | undefined {
  const { identityProvider, subject, groups } = principal;
  // Most audiences have one of the three only, and a key of two names costs more than to see that.
  const { subjects, groups: named, bareGroups } = audience;
  if (subjects.size > 0 && subjects.has(subjectKey(identityProvider, subject))) return { by: "subject" };
  const group = groups.find(
    (candidate) =>
      bareGroups.has(candidate) || (named.size > 0 && named.has(subjectKey(identityProvider, candidate))),
  );
  return group === undefined ? undefined : { by: "group", group };
}
