/**
 * What the person sees who asked: that nobody has answered yet, or what became of it. It goes on by itself: with the script,
 * and without it by loading itself again; once it is approved the same address leads to the launch.
 */
import type { ApprovalState } from "../core/approval.ts";
import type { LocalizedText } from "../core/localized-text.ts";
import { APPROVAL_STYLE, type Fact, factsMarkup, momentOrNow } from "./approval-facts.ts";
import { REQUEST_SCRIPT } from "./approval-request-script.ts";
import type { NavigationEntry } from "./layout.ts";
import { localized } from "./localized.ts";
import { type Markup, markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import { type HttpResponse, json } from "./response.ts";
import { approvalTexts } from "./texts/approval/texts.ts";
import { fill } from "./texts/fill.ts";
import { textsFor } from "./texts/texts.ts";

export interface RequestView {
  /** `approved`: it was, and is over; before that the handler leads on. */
  readonly state: ApprovalState;
  readonly application: LocalizedText;
  readonly reason: string;
  readonly comment: string | null;
  readonly askedSecondsAgo: number;
  /** Negative once it is past. */
  readonly answerInSeconds: number;
  /** Path of this page. */
  readonly self: string;
  /** The whole address, to pass on. */
  readonly link: string;
  /** The launch with its intent. */
  readonly launch: string;
  /** The policy's; null: none. */
  readonly notifyEmail: string | null;
  readonly navigation: readonly NavigationEntry[];
}

/** People answer in minutes; whoever waits for hours is asked for less often. */
const SOON_SECONDS = 900;
const PAUSE_SECONDS = 4;
const LONG_PAUSE_SECONDS = 20;

export function requestPage(request: HttpRequest, view: RequestView): HttpResponse {
  return view.state === "requested" ? waiting(request, view) : closed(request, view);
}

/** For the page's script. */
export function requestAnswer(state: ApprovalState): HttpResponse {
  return json(200, { state });
}

function waiting(request: HttpRequest, view: RequestView): HttpResponse {
  const { language, texts } = approvalTexts(request.languages);
  const words = texts.request;
  const application = localized(view.application, language);
  const pause = view.askedSecondsAgo < SOON_SECONDS ? PAUSE_SECONDS : LONG_PAUSE_SECONDS;
  const { toApplications } = textsFor(request.languages).texts;
  const content = markup`<div id="waiting" class="pulse" aria-hidden="true" data-self="${view.self}" data-pause-seconds="${pause}" data-trouble-text="${words.trouble}" data-copied-text="${words.copied}"></div>
<p role="status">${words.waiting}</p>
${factsMarkup(ownFacts(view, language, texts.facts))}
<div class="aside"><p>${words.passOn}</p><div class="field"><label for="link">${words.link}</label><input id="link" type="text" readonly value="${view.link}"></div>
<ul class="actions"><li><button id="copy" class="button" type="button" hidden>${words.copy}</button></li>${mailMarkup(view, words, application)}</ul><p id="copied" role="status"></p></div>
<ul class="actions"><li><a class="button primary" href="${view.self}">${words.checkNow}</a></li>
<li><a class="button" href="/">${toApplications}</a></li></ul>
<p id="trouble" role="status"></p>`;
  return pageAnswer(
    request,
    200,
    {
      title: fill(words.waitingTitle, { application }),
      // In <noscript>: it would load the page again under the script.
      head: markup`<noscript><meta http-equiv="refresh" content="${pause + 1};url=${view.self}"></noscript>`,
      content,
      navigation: view.navigation,
      script: REQUEST_SCRIPT,
      style: APPROVAL_STYLE,
    },
    { connect: ["'self'"] },
  );
}

function closed(request: HttpRequest, view: RequestView): HttpResponse {
  const { language, texts } = approvalTexts(request.languages);
  const words = texts.request;
  const names = { application: localized(view.application, language) };
  const { title, what } = {
    refused: { title: words.refusedTitle, what: words.refused },
    expired: { title: words.expiredTitle, what: words.expired },
    approved: { title: words.overTitle, what: words.over },
    requested: { title: words.waitingTitle, what: words.waiting },
  }[view.state];
  const { toApplications } = textsFor(request.languages).texts;
  const content = markup`<p>${fill(what, names)}</p>
${factsMarkup([...ownFacts({ ...view, answerInSeconds: null }, language, texts.facts), [texts.facts.comment, view.comment ?? undefined, true]])}
<ul class="actions"><li><a class="button primary" href="${view.launch}">${words.askAgain}</a></li>
<li><a class="button" href="/">${toApplications}</a></li></ul>`;
  return pageAnswer(request, 200, {
    title: fill(title, names),
    content,
    navigation: view.navigation,
    style: APPROVAL_STYLE,
  });
}

type Texts = ReturnType<typeof approvalTexts>["texts"];

function ownFacts(
  view: Pick<RequestView, "reason" | "askedSecondsAgo"> & { readonly answerInSeconds: number | null },
  language: string,
  facts: Texts["facts"],
): readonly Fact[] {
  const until = view.answerInSeconds === null ? undefined : momentOrNow(view.answerInSeconds, language);
  return [
    [facts.reason, view.reason, true],
    [facts.asked, momentOrNow(-view.askedSecondsAgo, language)],
    [facts.closes, until],
  ];
}

function mailMarkup(
  { notifyEmail, link }: RequestView,
  words: Texts["request"],
  application: string,
): Markup | undefined {
  if (notifyEmail === null) return undefined;
  const subject = encodeURIComponent(fill(words.mailSubject, { application }));
  // RFC 6068 §5: line breaks in a body are %0D%0A.
  const body = encodeURIComponent(fill(words.mailBody, { application, link }).replaceAll("\n", "\r\n"));
  return markup`<li><a class="button" href="mailto:${notifyEmail}?subject=${subject}&amp;body=${body}">${words.mail}</a></li>`;
}
