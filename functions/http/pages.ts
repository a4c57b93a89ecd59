/** The pages that are no refusal: start page, choice of identity provider, hand-off to the native client. */
import type { LocalizedText } from "../core/localized-text.ts";
import { renderPage } from "./layout.ts";
import { localized } from "./localized.ts";
import { type Markup, markup } from "./markup.ts";
import type { HttpRequest } from "./request.ts";
import { type HttpResponse, html } from "./response.ts";
import { textsFor } from "./texts/texts.ts";

export interface ProviderLink {
  readonly name: LocalizedText;
  readonly href: string;
}

export interface ApplicationLink {
  readonly name: LocalizedText;
  readonly description: LocalizedText | null;
  readonly href: string;
}

export function signInPage(request: HttpRequest, providers: readonly ProviderLink[]): HttpResponse {
  const { language, texts } = textsFor(request.languages);
  const isOne = providers.length === 1;
  const buttons = providers.map(
    ({ name, href }) =>
      markup`<li><a class="button primary" href="${href}">${texts.signInWith} ${localized(name, language)}</a></li>`,
  );
  const content = markup`<p>${isOne ? texts.welcomeIntro : texts.chooseProviderIntro}</p><ul class="actions">${buttons}</ul>`;
  const title = isOne ? texts.welcome : texts.chooseProvider;
  return html(200, renderPage({ language, title, content, reference: undefined }));
}

export function startPage(
  request: HttpRequest,
  person: string | undefined,
  applications: readonly ApplicationLink[],
): HttpResponse {
  const { language, texts } = textsFor(request.languages);
  const entries = applications.map(
    ({ name, description, href }) =>
      markup`<li><a href="${href}"><strong>${localized(name, language)}</strong>${description === null ? undefined : markup`<span>${localized(description, language)}</span>`}</a></li>`,
  );
  const list =
    entries.length === 0
      ? markup`<p>${texts.noApplications}</p>`
      : markup`<p>${texts.applicationsIntro}</p><ul class="apps">${entries}</ul>`;
  const who = person === undefined ? undefined : markup`<p>${texts.signedInAs} ${person}</p>`;
  const content = markup`${who}${list}<form method="post" action="/logout"><p class="actions"><button class="button" type="submit">${texts.signOut}</button></p></form>`;
  return html(200, renderPage({ language, title: texts.applications, content, reference: undefined }));
}

/** The native URL holds the streaming URL: this page is for the one person it was minted for, and is never stored. */
export function nativeClientPage(request: HttpRequest, nativeUrl: string, browserHref: string): HttpResponse {
  const { language, texts } = textsFor(request.languages);
  const content: Markup = markup`<p>${texts.openInClientIntro}</p><ul class="actions">
<li><a class="button primary" href="${nativeUrl}">${texts.openInClientButton}</a></li>
<li><a class="button" href="${browserHref}">${texts.openInBrowser}</a></li></ul>`;
  return html(200, renderPage({ language, title: texts.openInClient, content, reference: undefined }));
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
  return html(200, renderPage({ language, title: texts.continueTitle, content, reference: undefined }));
}

/** Where AppStream sends people after a session. It says nothing of whose: anybody may open it. */
export function endedPage(request: HttpRequest): HttpResponse {
  const { language, texts } = textsFor(request.languages);
  const content = markup`<p>${texts.endedIntro}</p><ul class="actions"><li><a class="button primary" href="/">${texts.toApplications}</a></li></ul>`;
  return html(200, renderPage({ language, title: texts.endedTitle, content, reference: undefined }));
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
  const { language, texts } = textsFor(request.languages);
  const intro = after === "sign_in" ? texts.onwardIntro : texts.choice.ended;
  const content = markup`<p>${intro}</p><ul class="actions"><li><a class="button primary" href="${href}">${texts.onwardButton}</a></li></ul>`;
  const page = html(
    200,
    renderPage({ language, title: texts.onwardTitle, content, reference: undefined }),
    cookies,
  );
  return { ...page, headers: { ...page.headers, refresh: `0;url=${href}` } };
}
