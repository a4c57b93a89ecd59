/**
 * The catalogue: what this person may launch, their favourites first and then by group. The search box is a form of its
 * own; all buttons belong to one other form. The script only makes both quicker.
 */
import { type Card, type CatalogueApplication, cardOf } from "./catalogue-card.ts";
import { CATALOGUE_SCRIPT } from "./catalogue-script.ts";
import { matcher } from "./catalogue-search.ts";
import { sectionsMarkup } from "./catalogue-sections.ts";
import { CATALOGUE_STYLE } from "./catalogue-style.ts";
import type { CatalogueReader } from "./catalogue-words.ts";
import type { NavigationEntry } from "./layout.ts";
import { type Markup, markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import { CATALOGUE_TEXTS } from "./texts/catalogue/texts.ts";
import { counted, fill, momentFromNow } from "./texts/fill.ts";
import { languageOf } from "./texts/languages.ts";

export interface CatalogueView {
  readonly person: string | undefined;
  /** Both in seconds since the epoch. */
  readonly authenticatedAt: number;
  readonly nowEpochSeconds: number;
  readonly applications: readonly CatalogueApplication[];
  /** Application ids. */
  readonly favourites: ReadonlySet<string>;
  readonly navigation: readonly NavigationEntry[];
  /** What was searched for; empty: nothing. */
  readonly query: string;
}

const MAX_RECENT = 6;

export function cataloguePage(request: HttpRequest, view: CatalogueView): HttpResponse {
  const language = languageOf(request.languages);
  const reader = { language, texts: CATALOGUE_TEXTS[language] };
  const { applications, favourites, query, navigation } = view;
  const answers = matcher(query);
  const cards = applications.map((application) => cardOf(application, reader, favourites, answers));
  const rest =
    cards.length === 0
      ? markup`<p>${reader.texts.none}</p>`
      : markup`${searchBox(cards, query, reader)}${recentList(view, cards, reader)}${sectionsMarkup(cards, query !== "", reader)}`;
  return pageAnswer(
    request,
    200,
    {
      ...{ title: reader.texts.title, navigation, isWide: true, hasLanguages: true },
      content: markup`${top(view, reader)}${rest}`,
      ...{ script: CATALOGUE_SCRIPT, style: CATALOGUE_STYLE },
    },
    { connect: ["'self'"], images: imageSources(applications) },
  );
}

function top(
  { person, authenticatedAt, nowEpochSeconds }: CatalogueView,
  { language, texts }: CatalogueReader,
): Markup {
  const ago = nowEpochSeconds - authenticatedAt;
  const since =
    ago < 60 ? texts.signedInNow : fill(texts.signedInSince, { moment: momentFromNow(-ago, language) });
  const who =
    person === undefined ? undefined : markup`<strong>${fill(texts.signedInAs, { person })}</strong> · `;
  return markup`<div class="top"><p>${who}${since}</p><form method="post" action="/logout"><button class="button quiet" type="submit">${texts.signOut}</button></form></div>`;
}

function searchBox(cards: readonly Card[], query: string, { language, texts }: CatalogueReader): Markup {
  const count = cards.filter(({ isHidden }) => !isHidden).length;
  const isAsked = query !== "";
  const found = count === 0 ? texts.foundNone : counted(texts.found, count, language);
  return markup`<form class="find" role="search" method="get" action="/"><input id="q" type="search" name="q" value="${query}" placeholder="${texts.search}" aria-label="${texts.search}" maxlength="100" autocomplete="off"><button class="button" type="submit">${texts.searchButton}</button></form>
<p><span id="found" role="status">${isAsked ? found : undefined}</span> <a id="all" href="/"${isAsked ? undefined : markup` hidden`}>${texts.showAll}</a></p>`;
}

function recentList(
  { nowEpochSeconds, query }: CatalogueView,
  cards: readonly Card[],
  { language, texts }: CatalogueReader,
): Markup | undefined {
  const recent = cards
    .map(({ name, application: { launchPath, lastOpenedAt } }) => ({ name, launchPath, lastOpenedAt }))
    .filter((card): card is typeof card & { lastOpenedAt: number } => card.lastOpenedAt !== undefined)
    .toSorted((a, b) => b.lastOpenedAt - a.lastOpenedAt)
    .slice(0, MAX_RECENT);
  if (recent.length === 0) return undefined;
  const links = recent.map(({ name, launchPath, lastOpenedAt }) => {
    const ago = nowEpochSeconds - lastOpenedAt;
    const moment = ago < 60 ? undefined : markup` <span>${momentFromNow(-ago, language)}</span>`;
    return markup`<li><a href="${launchPath}">${name}${moment}</a></li>`;
  });
  return markup`<section class="recents" aria-labelledby="recent"${query === "" ? undefined : markup` hidden`}><h2 id="recent">${texts.recent}</h2><ul class="recent">${links}</ul></section>`;
}

/** Exactly the origins in use, and none that a policy could not name. */
function imageSources(applications: readonly CatalogueApplication[]): readonly string[] {
  const sources = applications.flatMap(({ icon }) => {
    if (icon === null) return [];
    return [icon.startsWith("data:") ? "data:" : new URL(icon).origin];
  });
  return [...new Set(sources)].filter((source) => SOURCE.test(source)).toSorted();
}

/** An icon elsewhere is not shown: a host's name may hold what ends a directive. */
const SOURCE = /^(?:data:|https:\/\/[a-z0-9.-]+(?::\d+)?)$/;
