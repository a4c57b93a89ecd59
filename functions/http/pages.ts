/** The small pages that are no refusal: choice of identity provider, the question after a tile, the way onward. */
import type { LocalizedText } from "../core/localized-text.ts";
import { localized } from "./localized.ts";
import { markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import { textsFor } from "./texts/texts.ts";

export interface ProviderLink {
  readonly name: LocalizedText;
  readonly href: string;
}

/** `isStart`: nothing is under way that another language's link would lose. */
export function signInPage(
  request: HttpRequest,
  providers: readonly ProviderLink[],
  { isStart = false }: { readonly isStart?: boolean } = {},
): HttpResponse {
  const { language, texts } = textsFor(request.languages);
  const isOne = providers.length === 1;
  const buttons = providers.map(
    ({ name, href }) =>
      markup`<li><a class="button primary" href="${href}">${texts.signInWith} ${localized(name, language)}</a></li>`,
  );
  const content = markup`<p>${isOne ? texts.welcomeIntro : texts.chooseProviderIntro}</p><ul class="actions">${buttons}</ul>`;
  const title = isOne ? texts.welcome : texts.chooseProvider;
  return pageAnswer(request, 200, { title, content, hasLanguages: isStart });
}

export interface ContinueQuestion {
  /** The form's address, a path of ours. */
  readonly action: string;
  /** Comes back with the form: the yes is to what this page showed, whatever the cookie says by then. */
  readonly proposal: string;
  readonly person: string;
  readonly application: LocalizedText | undefined;
  /** Who is signed in here now and is somebody else. */
  readonly current: string | undefined;
}

/** For a sign-in that nobody here began: whoever clicked a tile knows the name, whoever was tricked does not. */
export function continuePage(request: HttpRequest, question: ContinueQuestion): HttpResponse {
  const { language, texts } = textsFor(request.languages);
  const { action, proposal, person, application, current } = question;
  const opens =
    application && markup`<p>${texts.continueOpens} <strong>${localized(application, language)}</strong></p>`;
  const replaces =
    current === undefined ? undefined : markup`<p>${texts.continueReplaces} <strong>${current}</strong></p>`;
  const content = markup`<p>${texts.continueIntro}</p><p><strong>${person}</strong></p>${opens}${replaces}
<form method="post" action="${action}"><input type="hidden" name="proposal" value="${proposal}"><ul class="actions"><li><button class="button primary" type="submit">${texts.continueYes}</button></li>
<li><a class="button" href="/">${texts.continueNo}</a></li></ul></form>`;
  return pageAnswer(request, 200, { title: texts.continueTitle, content });
}

/**
 * Goes on by itself. Not a redirect: browsers hold the policy of the page with the form, `form-action 'self'`, against
 * every address that follows, and the last is the streaming host.
 */
export function onwardPage(
  request: HttpRequest,
  href: string,
  cookies: readonly string[],
  after: "sign_in" | "session_end" = "sign_in",
): HttpResponse {
  const { texts } = textsFor(request.languages);
  const intro = after === "sign_in" ? texts.onwardIntro : texts.choice.ended;
  const content = markup`<p>${intro}</p><ul class="actions"><li><a class="button primary" href="${href}">${texts.onwardButton}</a></li></ul>`;
  const page = pageAnswer(request, 200, { title: texts.onwardTitle, content }, {}, cookies);
  return { ...page, headers: { ...page.headers, refresh: `0;url=${href}` } };
}
