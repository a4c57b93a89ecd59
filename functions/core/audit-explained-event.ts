/**
 * What is written down when an operator asks why somebody was sent where: who asked about whom, and what came out.
 * Invariant: one for every question of somebody signed in, whether it was answered or not.
 */
import {
  type AuditBase,
  type AuditPrincipal,
  type AuditRefusal,
  type AuditStamp,
  auditPrincipal,
  auditRefusal,
  base,
} from "./audit-base.ts";
import type { ExplanationData } from "./explanation.ts";
import type { Principal } from "./principal.ts";
import type { Refusal } from "./refusal.ts";

export interface ExplainedEvent extends AuditBase {
  readonly event: "explained";
  readonly outcome: "answered" | "refused";
  /** Who asked. */
  readonly principal: AuditPrincipal | null;
  /** Whom the question is about: of a launch its person, else whomever the operator made up; null where it was refused. */
  readonly about: AboutWhom | null;
  readonly launchId: string | null;
  readonly application: string | null;
  readonly policyVersion: string | null;
  readonly refusal: AuditRefusal | null;
}

interface AboutWhom {
  readonly identityProvider: string;
  readonly subject: string;
}

export type ExplainedOutcome =
  | { readonly about: AboutWhom; readonly data: ExplanationData }
  | { readonly refusal: Refusal; readonly launchId: string | null };

export function explainedEvent(
  stamp: AuditStamp,
  principal: Principal,
  outcome: ExplainedOutcome,
): ExplainedEvent {
  const refused = "refusal" in outcome ? outcome.refusal : undefined;
  const data = "data" in outcome ? outcome.data : undefined;
  return {
    ...base(stamp, refused),
    event: "explained",
    outcome: refused === undefined ? "answered" : "refused",
    principal: auditPrincipal(principal),
    about: "about" in outcome ? outcome.about : null,
    launchId: "launchId" in outcome ? outcome.launchId : (data?.launch?.launchId ?? null),
    application: data?.application.id ?? null,
    policyVersion: data?.policyVersion ?? null,
    refusal: auditRefusal(refused),
  };
}
