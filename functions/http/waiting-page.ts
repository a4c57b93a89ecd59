/**
 * The waiting page, its JSON twin for programs, and what its own script is told. It keeps the intent: every way on is the
 * same launch. Without JavaScript it loads itself again, and the launch decides anew each time.
 */
import { LATENCY_COOKIE } from "./cookies.ts";
import { localized } from "./localized.ts";
import { type Markup, markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import { type HttpResponse, json } from "./response.ts";
import { fill, minutes } from "./texts/fill.ts";
import { type ChosenTexts, textsFor } from "./texts/texts.ts";
import { WAITING_SCRIPT } from "./waiting-script.ts";
import { type WaitingView, type WaitingWords, waitingWords } from "./waiting-words.ts";

/** Paths of ours, with the intent. */
export interface WaitingPaths {
  readonly launch: string;
  /** The launch with the yes to the overflow fleets. */
  readonly consent: string;
  /** Where the script asks. */
  readonly wait: string;
}

/** Of AWS's names of Regions only, which the policy was checked to hold; AWS answers there to anybody. */
function whomToAsk({ measuredRegions }: WaitingView): readonly string[] {
  return ["'self'", ...measuredRegions.map((region) => `https://dynamodb.${region}.amazonaws.com`)];
}

/** 202 to everybody: nothing was refused, and nothing is there yet. */
export function waitingPage(request: HttpRequest, view: WaitingView, paths: WaitingPaths): HttpResponse {
  const chosen = textsFor(request.languages);
  const words = waitingWords(view, chosen);
  const { retryAfterSeconds } = view;
  const page = pageAnswer(
    request,
    202,
    {
      title: words.title,
      // In <noscript>: it would load the page again under the script.
      head: markup`<noscript><meta http-equiv="refresh" content="${retryAfterSeconds};url=${paths.launch}"></noscript>`,
      content: pageContent(view, words, paths, chosen),
      script: WAITING_SCRIPT,
    },
    { connect: whomToAsk(view) },
  );
  const headers = { "retry-after": String(retryAfterSeconds) };
  return { ...page, headers: { ...page.headers, ...headers } };
}

function pageContent(
  view: WaitingView,
  words: WaitingWords,
  paths: WaitingPaths,
  { language, texts: { waiting } }: ChosenTexts,
): Markup {
  const application = localized(view.application, language);
  const inClass = words.classWindow === undefined ? undefined : markup`<p>${words.classWindow}</p>`;
  const offer =
    words.offer === undefined
      ? undefined
      : markup`<div class="aside"><p>${words.offer}</p><ul class="actions"><li><a class="button" href="${paths.consent}">${waiting.offerButton}</a></li></ul></div>`;
  return markup`<div id="waiting" class="pulse" aria-hidden="true" data-launch="${paths.launch}" data-ask="${paths.wait}" data-offers="${view.offeredRegions.join(" ")}" data-measure="${view.measuredRegions.join(" ")}" data-measure-cookie="${LATENCY_COOKIE}" data-pause-seconds="${view.retryAfterSeconds}" data-waited-seconds="${view.waitedSeconds}" data-waited-text="${waiting.waited}" data-checked-text="${waiting.checked}" data-ready-text="${fill(waiting.ready, { application })}" data-trouble-text="${waiting.trouble}"></div>
<p id="what" role="status">${words.what}</p>
${inClass}<p id="ahead" role="status">${words.ahead}</p>
${waitedLine(view.waitedSeconds, language, waiting.waited)}
<p>${waiting.goesOn}</p>
<ul class="actions"><li><a id="check" class="button primary" href="${paths.launch}">${waiting.checkNow}</a></li>
<li><a class="button" href="/">${waiting.stop}</a></li></ul>
<p id="checked" role="status"></p>
${offer}`;
}

/** From the first minute on; the script goes on counting. */
function waitedLine(waitedSeconds: number, language: string, text: string): Markup {
  const count = Math.floor(waitedSeconds / 60);
  if (count < 1) return markup`<p id="waited" hidden></p>`;
  return markup`<p id="waited">${fill(text, { duration: minutes(count, language) })}</p>`;
}

/** For programs that ask for the launch as JSON. */
export function waitingAnswer(request: HttpRequest, view: WaitingView, paths: WaitingPaths): HttpResponse {
  const answer = json(202, { ...facts(view, paths), correlationId: request.correlationId });
  const headers = { "retry-after": String(view.retryAfterSeconds) };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** For the page's script: the facts, and the sentences that stand on the page. */
export function stillWaitingAnswer(
  request: HttpRequest,
  view: WaitingView,
  paths: WaitingPaths,
): HttpResponse {
  const { title, what, ahead } = waitingWords(view, textsFor(request.languages));
  return json(200, { state: "waiting", ...facts(view, paths), title, what, aheadText: ahead });
}

export function readyAnswer(): HttpResponse {
  return json(200, { state: "ready" });
}

function facts(view: WaitingView, { consent }: WaitingPaths): Record<string, unknown> {
  const { reason, usualSeconds, ahead, waitedSeconds, retryAfterSeconds, offeredRegions, classWindow } = view;
  return {
    ...{ retryAfterSeconds, reason, usualSeconds, ahead, waitedSeconds, classWindow },
    offers: offeredRegions.map((region) => ({ region, href: consent })),
  };
}
