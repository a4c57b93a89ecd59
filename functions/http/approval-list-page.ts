/** The open requests that concern a person: those that wait for their answer, and their own. */
import type { LocalizedText } from "../core/localized-text.ts";
import { APPROVAL_STYLE, momentOrNow } from "./approval-facts.ts";
import type { NavigationEntry } from "./layout.ts";
import { localized } from "./localized.ts";
import { type Markup, markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import { approvalTexts } from "./texts/approval/texts.ts";
import { fill } from "./texts/fill.ts";
import { textsFor } from "./texts/texts.ts";

export interface ListedRequest {
  readonly application: LocalizedText;
  readonly href: string;
  /** Undefined in one's own list. */
  readonly person: string | undefined;
  readonly reason: string;
  readonly askedSecondsAgo: number;
}

export interface ApprovalListView {
  /** Undefined for whoever is no approver. */
  readonly toDecide: readonly ListedRequest[] | undefined;
  readonly own: readonly ListedRequest[];
  readonly isWhole: boolean;
  readonly navigation: readonly NavigationEntry[];
}

export function approvalListPage(request: HttpRequest, view: ApprovalListView): HttpResponse {
  const { language, texts } = approvalTexts(request.languages);
  const { list } = texts;
  const entry = ({ application, href, person, reason, askedSecondsAgo }: ListedRequest): Markup => {
    const moment = momentOrNow(-askedSecondsAgo, language);
    const who = person === undefined ? moment : fill(list.asks, { person, moment });
    return markup`<li><a href="${href}"><strong>${localized(application, language)}</strong><span>${who}</span><span class="quote" dir="auto">${reason}</span></a></li>`;
  };
  const section = (title: string, none: string, entries: readonly ListedRequest[]): Markup =>
    entries.length === 0
      ? markup`<h2>${title}</h2><p>${none}</p>`
      : markup`<h2>${title}</h2><ul class="apps">${entries.map(entry)}</ul>`;
  const { toApplications } = textsFor(request.languages).texts;
  const content = markup`${view.isWhole ? undefined : markup`<p role="status"><strong>${list.partly}</strong></p>`}${view.toDecide && section(list.toDecide, list.nothingToDecide, view.toDecide)}${section(list.own, list.noOwn, view.own)}
<ul class="actions"><li><a class="button" href="/">${toApplications}</a></li></ul>`;
  return pageAnswer(request, 200, {
    title: list.title,
    content,
    navigation: view.navigation,
    hasLanguages: true,
    style: APPROVAL_STYLE,
  });
}
