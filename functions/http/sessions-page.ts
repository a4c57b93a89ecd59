/**
 * "My sessions", and the page that asks before anything is ended: it says what is lost, and its yes is a form of ours.
 * Invariant: nothing but this person's own sessions is on either.
 */
import type { NavigationEntry, Page } from "./layout.ts";
import { type Markup, markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import {
  applicationName,
  type CardWords,
  placeText,
  SESSION_SCRIPT,
  SESSION_STYLE,
  type SessionCard,
  sessionCards,
  silentNotice,
} from "./session-cards.ts";
import { counted, fill } from "./texts/fill.ts";
import { languageOf } from "./texts/languages.ts";
import { SESSION_TEXTS } from "./texts/sessions.ts";

const PATH = "/sessions";

/** With the way back to the session, a path of ours; undefined where there is none. */
export interface OwnSessionCard extends SessionCard {
  readonly resumeHref: string | undefined;
}

export interface SessionsView {
  readonly cards: readonly OwnSessionCard[];
  readonly silentRegions: readonly string[];
  readonly nowEpochSeconds: number;
  readonly navigation: readonly NavigationEntry[];
}

/** What became of the last form. */
export interface EndedStatus {
  readonly ended: number;
  readonly failed: number;
  readonly isGone: boolean;
}

export function sessionsPage(request: HttpRequest, view: SessionsView, status: EndedStatus): HttpResponse {
  const words = wordsFor(request, view);
  const { texts } = words;
  const hrefs = new Map(view.cards.map(({ id, resumeHref }) => [id, resumeHref]));
  const cards = sessionCards(view.cards, words, (card, name) => {
    const href = hrefs.get(card.id);
    const resume =
      href &&
      markup`<li><a class="button primary" href="${href}">${fill(texts.resume, { application: name })}</a></li>`;
    const end = markup`<li><form method="post" action="${PATH}"><input type="hidden" name="id" value="${card.id}"><button class="button danger" type="submit">${fill(texts.end, { application: name })}</button></form></li>`;
    return markup`<ul class="actions">${resume === "" ? undefined : resume}${end}</ul>`;
  });
  const all =
    view.cards.length < 2
      ? undefined
      : markup`<form method="post" action="${PATH}"><input type="hidden" name="all" value="yes"><p class="actions"><button class="button danger" type="submit">${texts.endAll}</button></p></form>`;
  const list = view.cards.length === 0 ? markup`<p><strong>${texts.empty}</strong></p>` : cards;
  const content = markup`${statusLine(status, words)}<p>${texts.intro}</p>${silentNotice(view.silentRegions, words)}${list}${all}`;
  return page(request, view, { title: texts.title, content, hasLanguages: true });
}

/** `cards`: the one, or all of them, that the yes is about. */
export function confirmEndPage(
  request: HttpRequest,
  view: SessionsView,
  isAll: boolean,
  [first]: readonly [OwnSessionCard],
): HttpResponse {
  const words = wordsFor(request, view);
  const { language, texts } = words;
  const cards = isAll ? view.cards : [first];
  const entries = cards.map(
    (card) =>
      markup`<li><strong>${applicationName(card, words)}</strong>, ${placeText(card.region, language)}</li>`,
  );
  const isSeen = cards.some(({ isConnected }) => isConnected === true);
  const field = isAll
    ? markup`<input type="hidden" name="all" value="yes">`
    : markup`<input type="hidden" name="id" value="${first.id}">`;
  const yes = isAll ? texts.confirmedAll : texts.confirmedOne;
  const content = markup`<p>${texts.lost}</p><ul class="lost">${entries}</ul>${isSeen ? markup`<p><strong>${counted(texts.onScreenWarning, cards.length, language)}</strong></p>` : undefined}
<form method="post" action="${PATH}">${field}<input type="hidden" name="confirmed" value="yes"><ul class="actions"><li><button class="button primary danger" type="submit">${yes}</button></li>
<li><a class="button" href="${PATH}">${texts.keep}</a></li></ul></form>`;
  const name = applicationName(first, words);
  const title = isAll ? texts.confirmAll : fill(texts.confirmOne, { application: name });
  return page(request, view, { title, content });
}

function wordsFor(request: HttpRequest, { nowEpochSeconds }: SessionsView): CardWords {
  const language = languageOf(request.languages);
  return { language, texts: SESSION_TEXTS[language], nowEpochSeconds };
}

function statusLine(
  { ended, failed, isGone }: EndedStatus,
  { language, texts }: CardWords,
): Markup | undefined {
  const said = [
    ...(ended > 0 ? [counted(texts.ended, ended, language)] : []),
    ...(failed > 0 ? [counted(texts.notEnded, failed, language)] : []),
    ...(isGone ? [texts.gone] : []),
  ];
  return said.length === 0 ? undefined : markup`<p class="done" role="status">${said.join(" ")}</p>`;
}

function page(request: HttpRequest, view: SessionsView, own: Page): HttpResponse {
  return pageAnswer(request, 200, {
    ...{ ...own, navigation: view.navigation, isWide: true },
    ...{ script: SESSION_SCRIPT, style: SESSION_STYLE },
  });
}
