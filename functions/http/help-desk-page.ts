/**
 * The help desk's pages: the two questions, one person's sessions, and a launch explained. Everything goes by forms that
 * post, so that nobody's identifiers come to stand in an address.
 * Invariant: what an operator typed, what a provider named and what a policy says are text here and nothing else.
 */
import type { LocalizedText } from "../core/localized-text.ts";
import { type NavigationEntry, pageStyle } from "./layout.ts";
import { localized } from "./localized.ts";
import { type Markup, markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import {
  type CardWords,
  SESSION_SCRIPT,
  SESSION_STYLE,
  type SessionCard,
  sessionCards,
  silentNotice,
} from "./session-cards.ts";
import { counted, fill } from "./texts/fill.ts";
import { HELP_DESK_TEXTS, type HelpDeskFault, type HelpDeskTexts } from "./texts/help-desk.ts";
import { type Language, languageOf } from "./texts/languages.ts";
import { SESSION_TEXTS } from "./texts/sessions.ts";

/** How somebody is looked up, as the forms have it. */
export interface Lookup {
  /** `reference`, `user`, or `subject:` with an identity provider's id. */
  readonly by: string;
  readonly value: string;
}

export interface DeskView {
  readonly navigation: readonly NavigationEntry[];
  /** Those whose users can be found by their subject. */
  readonly providers: readonly { readonly id: string; readonly name: LocalizedText }[];
}

interface ShownPerson {
  readonly identityProvider: string | null;
  readonly subject: string | null;
  readonly userId: string;
}

/** What kept an answer from being given, and what had been typed. */
export interface DeskFault {
  readonly status: number;
  readonly fault: HelpDeskFault;
  readonly typed: Lookup | undefined;
  readonly reference: string | undefined;
}

export function helpDeskPage(request: HttpRequest, view: DeskView, fault?: DeskFault): HttpResponse {
  const { language, texts } = wordsFor(request);
  const { by = "reference", value = "" } = fault?.typed ?? {};
  const kinds = [
    ["reference", texts.byReference],
    ["user", texts.byUser],
    ...view.providers.map(({ id, name }) => [
      `subject:${id}`,
      fill(texts.bySubject, { provider: localized(name, language) }),
    ]),
  ] as const;
  const options = kinds.map(
    ([kind = "", label]) =>
      markup`<option value="${kind}"${kind === by ? markup` selected` : undefined}>${label}</option>`,
  );
  const alert =
    fault && markup`<p class="notice" role="alert"><strong>${texts.faults[fault.fault]}</strong></p>`;
  const content = markup`${alert}<p>${texts.intro}</p><div class="desk">
<section><h2>${texts.findTitle}</h2><p>${texts.findIntro}</p><form method="post" action="/help-desk/sessions" autocomplete="off">
<p class="field"><label for="by">${texts.by}</label><select id="by" name="by">${options}</select></p>
<p class="field"><label for="value">${texts.value}</label><input id="value" name="value" required maxlength="255" spellcheck="false" autocapitalize="off" value="${value}"></p>
<p class="actions"><button class="button primary" type="submit">${texts.find}</button></p></form></section>
<section><h2>${texts.explainTitle}</h2><p>${texts.explainIntro}</p><form method="post" action="/help-desk/launch" autocomplete="off">
<p class="field"><label for="reference">${texts.reference}</label><input id="reference" name="reference" required maxlength="64" spellcheck="false" autocapitalize="off" value="${fault?.reference ?? ""}"></p>
<p class="actions"><button class="button primary" type="submit">${texts.explain}</button></p></form></section></div>`;
  return answer(request, fault?.status ?? 200, view, texts.title, content, fault === undefined);
}

export interface PersonView extends DeskView {
  readonly person: ShownPerson;
  readonly cards: readonly SessionCard[];
  readonly silentRegions: readonly string[];
  readonly nowEpochSeconds: number;
  /** Goes into the forms that end a session. */
  readonly lookup: Lookup;
}

/** What became of the form that was to end one. */
export type EndOutcome = "ended" | "gone" | "not_ended" | "no_reason";

const END_STATUS: Readonly<Record<EndOutcome, number>> = {
  ended: 200,
  gone: 409,
  not_ended: 503,
  no_reason: 400,
};

export function personPage(request: HttpRequest, view: PersonView, outcome?: EndOutcome): HttpResponse {
  const { language, texts, sessions } = wordsFor(request);
  const { lookup, nowEpochSeconds } = view;
  const words = { language, texts: { ...sessions, silent: texts.silent }, nowEpochSeconds };
  const cards = sessionCards(view.cards, words, (card, name) => {
    const field = `reason-${card.id}`;
    return markup`<form class="ending" method="post" action="/help-desk/end" autocomplete="off">${hidden(lookup)}<input type="hidden" name="id" value="${card.id}">
<p class="field"><label for="${field}">${texts.reason}</label><input id="${field}" name="reason" aria-label="${texts.reason}: ${name}" required maxlength="200" aria-describedby="hint-${card.id}"></p><p id="hint-${card.id}" class="hint">${texts.reasonHint}</p>
<button class="button danger" type="submit">${fill(sessions.end, { application: name })}</button></form>`;
  });
  const list = view.cards.length === 0 ? markup`<p><strong>${texts.empty}</strong></p>` : cards;
  const content = markup`${outcomeLine(outcome, words, texts)}${personList(view.person, undefined, texts)}${silentNotice(view.silentRegions, words)}${list}${back(texts)}`;
  const status = outcome === undefined ? 200 : END_STATUS[outcome];
  return answer(request, status, view, texts.personTitle, content);
}

export interface LaunchView extends DeskView {
  readonly person: ShownPerson;
  readonly launchId: string | undefined;
  /** English; ids stand in back quotes. */
  readonly sentences: readonly string[];
  /** As the operator typed it. */
  readonly reference: string;
}

export function launchExplainedPage(request: HttpRequest, view: LaunchView): HttpResponse {
  const { language, texts } = wordsFor(request);
  const sentences = view.sentences.map((sentence) => markup`<li>${withCode(sentence)}</li>`);
  const isForeign = language !== "en";
  const lookup = { by: "reference", value: view.reference };
  const content = markup`${personList(view.person, view.launchId, texts)}${isForeign ? markup`<p>${texts.inEnglish}</p>` : undefined}
<ol class="story"${isForeign ? markup` lang="en"` : undefined}>${sentences}</ol>
<form method="post" action="/help-desk/sessions">${hidden(lookup)}<ul class="actions"><li><button class="button" type="submit">${texts.showSessions}</button></li><li><a class="button" href="/help-desk">${texts.another}</a></li></ul></form>`;
  return answer(request, 200, view, texts.launchTitle, content);
}

interface DeskWords {
  readonly language: Language;
  readonly texts: HelpDeskTexts;
  readonly sessions: CardWords["texts"];
}

function wordsFor(request: HttpRequest): DeskWords {
  const language = languageOf(request.languages);
  return { language, texts: HELP_DESK_TEXTS[language], sessions: SESSION_TEXTS[language] };
}

function hidden({ by, value }: Lookup): Markup {
  return markup`<input type="hidden" name="by" value="${by}"><input type="hidden" name="value" value="${value}">`;
}

function personList(person: ShownPerson, launchId: string | undefined, texts: HelpDeskTexts): Markup {
  const rows = [
    [texts.identityProvider, person.identityProvider ?? texts.notKnown],
    [texts.subject, person.subject ?? texts.notKnown],
    [texts.userId, person.userId],
    ...(launchId === undefined ? [] : [[texts.launchId, launchId]]),
  ].map(([name, value]) => markup`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`);
  return markup`<dl class="who">${rows}</dl>`;
}

function outcomeLine(
  outcome: EndOutcome | undefined,
  { language, texts: sessions }: CardWords,
  texts: HelpDeskTexts,
): Markup | undefined {
  if (outcome === undefined) return undefined;
  const said: Readonly<Record<EndOutcome, string>> = {
    ended: counted(sessions.ended, 1, language),
    gone: sessions.gone,
    not_ended: counted(sessions.notEnded, 1, language),
    no_reason: texts.faults.reason,
  };
  return markup`<p class="done" role="status">${said[outcome]}</p>`;
}

function back(texts: HelpDeskTexts): Markup {
  return markup`<p class="actions"><a class="button" href="/help-desk">${texts.another}</a></p>`;
}

/** Every other part of the sentence stood in back quotes. */
function withCode(sentence: string): readonly Markup[] {
  return sentence
    .split("`")
    .map((part, place) => (place % 2 === 1 ? markup`<code>${part}</code>` : markup`${part}`));
}

const DESK_STYLE = pageStyle(`${SESSION_STYLE.text}
.desk{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:2rem 2.5rem;margin-top:1.5rem}
.desk h2{margin:0;font-size:1.2rem}
.field{display:grid;gap:.3rem;margin:1rem 0 0}
.field label{color:var(--ink);font-weight:600}
.field input,.field select{width:100%;min-height:2.75rem;padding:.5rem .7rem;border:1px solid var(--soft);border-radius:.4rem;background:var(--card);color:var(--ink);font:inherit}
.field :focus-visible{outline:3px solid var(--accent);outline-offset:1px}
.hint{font-size:.875rem}
.session>.letter{align-self:start}
.ending{grid-column:2/-1;display:grid;gap:.4rem;justify-items:start;margin-top:.5rem}
.session>.ending{padding-top:.6rem;border-top:1px solid var(--line);width:100%}
.ending .field{width:100%;margin:0}
.who{display:flex;flex-wrap:wrap;gap:.75rem 2rem;margin:0 0 1rem}
.who dt{color:var(--soft);font-size:.875rem}
.who dd{margin:0}
.story{padding-left:1.4rem;display:grid;gap:.5rem;max-width:80ch}
@media (max-width:44rem){.ending{grid-column:1/-1}.ending .button{width:100%}}
`);

function answer(
  request: HttpRequest,
  status: number,
  { navigation }: DeskView,
  title: string,
  content: Markup,
  hasLanguages = false,
): HttpResponse {
  return pageAnswer(request, status, {
    ...{ title, content, navigation, isWide: true, hasLanguages },
    ...{ script: SESSION_SCRIPT, style: DESK_STYLE },
  });
}
