/**
 * Where AppStream sends people after a session. Anybody may open it, so it knows nothing of the session that ended; only
 * whoever is signed in here sees something of theirs.
 */
import type { LocalizedText } from "../core/localized-text.ts";
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
  const { navigation, last } = view;
  const words = last && {
    application: localized(last.name, language),
    moment: momentFromNow(-last.openedAgo, language),
  };
  const opened = words && markup`<p>${fill(ended.opened, words)}</p>`;
  const again =
    last &&
    words &&
    markup`<li><a class="button primary" href="${last.href}">${fill(ended.openAgain, words)}</a></li>`;
  const content = markup`<p>${ended.intro}</p>${opened}<ul class="actions">${again}
<li><a class="button${last === undefined ? " primary" : ""}" href="/">${texts.toApplications}</a></li>
<li><a class="button" href="/sessions">${NAVIGATION_TEXTS[language].sessions}</a></li></ul>`;
  return pageAnswer(request, 200, { ...page, navigation, content });
}
