/**
 * The hand-off to AppStream's native client. A browser does not say whether a program took the link, so the page opens it,
 * watches whether the window loses the focus, and offers the ways on. Without JavaScript all of them are there at once.
 */
import { pageScript } from "./layout.ts";
import { markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import { languageOf } from "./texts/languages.ts";
import { NATIVE_CLIENT_TEXTS } from "./texts/native-client.ts";
import { textsFor } from "./texts/texts.ts";

/** AWS's own page of clients (https://docs.aws.amazon.com/appstream2/latest/developerguide/client-application.html). */
const CLIENT_PAGE = "https://clients.amazonappstream.com/";

export const NATIVE_CLIENT_SCRIPT = pageScript(`"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const page = at("native").dataset;
  const GRACE_MILLISECONDS = 4000;
  let isTaken = false;
  const take = () => {
    if (isTaken) return;
    isTaken = true;
    at("missing").hidden = true;
    at("status").textContent = page.openedText;
  };
  addEventListener("blur", take);
  document.addEventListener("visibilitychange", () => document.hidden && take());
  at("missing").hidden = true;
  // Whoever comes back with the Back button has opened it before.
  const [entry] = performance.getEntriesByType("navigation");
  if (entry?.type !== "back_forward") location.href = at("open").href;
  setTimeout(() => {
    if (isTaken) return;
    at("missing").hidden = false;
    at("status").textContent = page.nothingText;
  }, GRACE_MILLISECONDS);
  // Past its time the link would open the client on an error.
  setTimeout(() => {
    at("open").removeAttribute("href");
    at("open").hidden = true;
    at("again").hidden = false;
    if (!isTaken) at("status").textContent = page.overText;
  }, Number(page.validSeconds) * 1000);
})();
`);

export interface NativeClientView {
  /** Holds the streaming URL: this page is for the one person it was minted for, and is never stored. */
  readonly nativeUrl: string;
  /** The same launch in the browser, and anew in the client: paths of ours. */
  readonly browserHref: string;
  readonly againHref: string;
  readonly validSeconds: number;
}

export function nativeClientPage(request: HttpRequest, view: NativeClientView): HttpResponse {
  const { nativeUrl, browserHref, againHref, validSeconds } = view;
  const { texts } = textsFor(request.languages);
  const own = NATIVE_CLIENT_TEXTS[languageOf(request.languages)];
  const content = markup`<p id="native" data-valid-seconds="${validSeconds}" data-opened-text="${own.opened}" data-nothing-text="${own.nothing}" data-over-text="${own.over}">${texts.openInClientIntro}</p>
<p id="status" role="status"></p>
<ul class="actions"><li><a id="open" class="button primary" href="${nativeUrl}">${texts.openInClientButton}</a><a id="again" class="button primary" href="${againHref}" hidden>${own.again}</a></li>
<li><a class="button" href="${browserHref}">${texts.openInBrowser}</a></li></ul>
<p id="missing"><a href="${CLIENT_PAGE}" rel="noreferrer">${own.install}</a></p>`;
  return pageAnswer(request, 200, { title: texts.openInClient, content, script: NATIVE_CLIENT_SCRIPT });
}
