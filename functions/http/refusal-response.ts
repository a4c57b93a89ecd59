/**
 * A refusal as an answer: a helpful page for browsers, RFC 9457 problem details for programs.
 * Both say the coarse public code and the reference, never the exact reason: that is in the audit event.
 */
import { requestRefusedEvent } from "../core/audit-event.ts";
import type { LocalizedText } from "../core/localized-text.ts";
import {
  type Evidence,
  type PageKey,
  presentationOf,
  type Refusal,
  type RefusalReason,
  refusal,
} from "../core/refusal.ts";
import type { AuditSink, Clock } from "../ports.ts";
import { auditStamp } from "../timestamps.ts";
import { type Markup, markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import { renewalText } from "./renewal.ts";
import type { HttpRequest } from "./request.ts";
import { type HttpResponse, json } from "./response.ts";
import { languageOf } from "./texts/languages.ts";
import { NAVIGATION_TEXTS } from "./texts/navigation.ts";
import type { Texts } from "./texts/shape.ts";
import { type ChosenTexts, textsFor } from "./texts/texts.ts";

export interface WaysOn {
  /** The launch to try again, a path of ours. */
  readonly retry?: string | undefined;
  /** Starts a fresh sign-in, a path of ours. */
  readonly signIn?: string | undefined;
  readonly support?: LocalizedText | null | undefined;
  /** In the place of the reason's own page, where a route's visitor came for something else. */
  readonly page?: PageKey | undefined;
}

const RETRY_AFTER_SECONDS = "30";

/** Where the same request would be refused again, whoever made it and whenever. */
const IN_VAIN: ReadonlySet<PageKey> = new Set([
  "not_this_way",
  "not_found",
  "no_sign_in",
  "invalid_link",
  "broken_setup",
  "not_embeddable",
]);

export function refuse(
  request: HttpRequest,
  refused: Refusal,
  ways: WaysOn = {},
  cookies: readonly string[] = [],
): HttpResponse {
  const { status } = presentationOf(refused.reason);
  const response = request.prefersJson
    ? json(status, problem(request, refused), "application/problem+json")
    : refusalPage(request, status, refused, ways);
  return {
    ...response,
    cookies: [...cookies],
    headers: { ...response.headers, ...(status === 503 && { "retry-after": RETRY_AFTER_SECONDS }) },
  };
}

export interface RefusalPorts {
  readonly audit: AuditSink;
  readonly now: Clock;
  /** The policy's word on where to get help. */
  readonly support: LocalizedText | null;
}

/** For a refusal made by a handler itself; use cases write their own events. */
export function refuseAndAudit(
  { audit, now, support }: RefusalPorts,
  request: HttpRequest,
  reason: RefusalReason,
  evidence: Evidence = {},
  page?: PageKey,
): HttpResponse {
  const refused = refusal(reason, evidence);
  audit.write(requestRefusedEvent(auditStamp(now(), request.correlationId), request.routeKey, refused));
  return refuse(request, refused, { page, support });
}

function problem(request: HttpRequest, refused: Refusal): Record<string, unknown> {
  const { status, code, page } = presentationOf(refused.reason);
  const { texts } = textsFor(request.languages);
  const { title, next } = texts.pages[page];
  return {
    type: "about:blank",
    title,
    detail: next,
    status,
    reason: code,
    correlationId: request.correlationId,
  };
}

function refusalPage(request: HttpRequest, status: number, refused: Refusal, ways: WaysOn): HttpResponse {
  const chosen = textsFor(request.languages);
  const { texts } = chosen;
  const { title, what, next } = texts.pages[ways.page ?? presentationOf(refused.reason).page];
  const renews = renewalText(refused.evidence, [chosen.language]);
  const renewal = renews && markup`<p><strong>${renews}</strong></p>`;
  const hours = refused.reason === "outside_hours" ? openingHours(refused.evidence, texts) : undefined;
  return pageAnswer(request, status, {
    title,
    content: markup`<p>${what}</p>${hours}${renewal}<p>${next}</p>${help(ways, chosen)}${actions(refused, ways, chosen)}`,
    reference: { label: texts.reference, code: request.correlationId },
    saysSupport: Boolean(ways.support),
  });
}

function openingHours(evidence: Evidence, texts: Texts): Markup {
  const days = String(evidence.days)
    .split(" ")
    .map((day) => texts.days[day] ?? day)
    .join(", ");
  return markup`<p><strong>${texts.opens}: ${days}, ${String(evidence.from)}–${String(evidence.until)} (${String(evidence.timeZone)})</strong></p>`;
}

function help({ support }: WaysOn, { language, texts }: ChosenTexts): Markup | undefined {
  return support ? markup`<p>${texts.help} ${support[language] ?? support.en}</p>` : undefined;
}

/** At most two: what helps for this page first, then the way home. */
function actions(refused: Refusal, ways: WaysOn, { texts, language }: ChosenTexts): Markup {
  const { page } = presentationOf(refused.reason);
  const needsSignIn = page === "mfa_required" || page === "no_access" || page === "signed_out_needed";
  // A time that is spent comes back by itself, hours or days from now.
  const mayRetry = !IN_VAIN.has(page) && page !== "time_budget" && !needsSignIn;
  const label = page === "signed_out_needed" ? texts.signIn : texts.signInAgain;
  const first =
    page === "session_limit" && ways.retry !== undefined
      ? link("/sessions", NAVIGATION_TEXTS[languageOf([language])].sessions, true)
      : needsSignIn && ways.signIn !== undefined
        ? link(ways.signIn, label, true)
        : mayRetry && ways.retry !== undefined
          ? link(ways.retry, texts.tryAgain, true)
          : undefined;
  return markup`<ul class="actions">${first}${link("/", texts.toApplications, first === undefined)}</ul>`;
}

function link(href: string, text: string, isPrimary: boolean): Markup {
  return markup`<li><a class="button${isPrimary ? " primary" : ""}" href="${href}">${text}</a></li>`;
}
