/**
 * Where AppStream sends people after a session. Anybody may open it, so its address knows nothing of the session that
 * ended; only whoever is signed in here sees something of theirs: who ended it, if the broker did, and a way back.
 */
import type { LocalizedText } from "../core/localized-text.ts";
import type { EndCause } from "../core/session-end.ts";
import type { NavigationEntry } from "./layout.ts";
import { localized } from "./localized.ts";
import { markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import { ENDED_TEXTS } from "./texts/ended.ts";
import { fill, momentFromNow } from "./texts/fill.ts";
import { NAVIGATION_TEXTS } from "./texts/navigation.ts";
import { textsFor } from "./texts/texts.ts";

export interface EndedView {
  readonly navigation: readonly NavigationEntry[];
  /** Of the session of theirs that the broker ended last, a few minutes ago at most. */
  readonly end:
    | { readonly name: LocalizedText; readonly by: EndCause; readonly endedAgo: number }
    | undefined;
  /** What they opened last, with its launch, a path of ours. */
  readonly last:
    | { readonly name: LocalizedText; readonly openedAgo: number; readonly href: string }
    | undefined;
}

/** `view`: undefined for whoever is not signed in. */
export function endedPage(request: HttpRequest, view: EndedView | undefined): HttpResponse {
  const { language, texts } = textsFor(request.languages);
  const ended = ENDED_TEXTS[language];
  const page = { title: ended.title, hasLanguages: true };
  if (view === undefined) {
    const content = markup`<p>${ended.signedOut}</p><ul class="actions"><li><a class="button primary" href="/">${texts.signIn}</a></li></ul>`;
    return pageAnswer(request, 200, { ...page, content });
  }
  const { navigation, end, last } = view;
  const told =
    end &&
    fill(ended.by[end.by], {
      application: localized(end.name, language),
      moment: momentFromNow(-end.endedAgo, language),
    });
  const words = last && {
    application: localized(last.name, language),
    moment: momentFromNow(-last.openedAgo, language),
  };
  // Who is told how it ended knows when they opened it.
  const opened = told === undefined ? words && markup`<p>${fill(ended.opened, words)}</p>` : undefined;
  const again =
    last &&
    words &&
    markup`<li><a class="button primary" href="${last.href}">${fill(ended.openAgain, words)}</a></li>`;
  const content = markup`${told && markup`<p><strong>${told}</strong></p>`}<p>${ended.intro}</p>${opened}<ul class="actions">${again}
<li><a class="button${last === undefined ? " primary" : ""}" href="/">${texts.toApplications}</a></li>
<li><a class="button" href="/sessions">${NAVIGATION_TEXTS[language].sessions}</a></li></ul>`;
  return pageAnswer(request, 200, { ...page, navigation, content });
}
