/**
 * The page where a person says why they need an application that somebody must approve. It keeps the intent in its form,
 * and what they wrote where it is at fault.
 */

import { MAX_REASON_LENGTH } from "../core/approval-text.ts";
import type { LocalizedText } from "../core/localized-text.ts";
import { APPROVAL_STYLE, duration } from "./approval-facts.ts";
import type { NavigationEntry } from "./layout.ts";
import { localized } from "./localized.ts";
import { type Markup, markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import { approvalTexts } from "./texts/approval/texts.ts";
import { counted, fill } from "./texts/fill.ts";
import { textsFor } from "./texts/texts.ts";

export interface AskView {
  readonly application: LocalizedText;
  readonly grantSeconds: number;
  readonly minReasonLength: number;
  /** Names and values of the intent, for the form. */
  readonly intent: readonly (readonly [name: string, value: string])[];
  readonly navigation: readonly NavigationEntry[];
  /** As it was posted, where it is at fault. */
  readonly former?: { readonly reason: string; readonly fault: "too_short" | "too_long" } | undefined;
}

/** 403 to whoever comes to launch, 400 to whoever gave a reason that is none. */
export function askPage(request: HttpRequest, view: AskView): HttpResponse {
  const { language, texts } = approvalTexts(request.languages);
  const { ask } = texts;
  const application = localized(view.application, language);
  const { toApplications } = textsFor(request.languages).texts;
  const { former, minReasonLength } = view;
  const hint = `${counted(ask.hint, minReasonLength, language)} ${ask.whoReads}`;
  const describedBy = former === undefined ? "hint" : "fault hint";
  const isInvalid = former && markup` aria-invalid="true" autofocus`;
  const content = markup`<p>${ask.what}</p><p>${fill(ask.lasts, { duration: duration(view.grantSeconds, language) })}</p>
<form method="post" action="/approvals">${view.intent.map(hiddenField)}<div class="field"><label for="reason">${ask.reason}</label>${faultMarkup(view, ask, language)}
<textarea id="reason" name="reason" required maxlength="${MAX_REASON_LENGTH}" rows="4" dir="auto" aria-describedby="${describedBy}"${isInvalid}>${former?.reason}</textarea>
<p id="hint">${hint}</p></div>
<ul class="actions"><li><button class="button primary" type="submit">${ask.send}</button></li>
<li><a class="button" href="/approvals">${ask.own}</a></li>
<li><a class="button" href="/">${toApplications}</a></li></ul></form>`;
  return pageAnswer(request, former === undefined ? 403 : 400, {
    title: fill(ask.title, { application }),
    content,
    navigation: view.navigation,
    style: APPROVAL_STYLE,
  });
}

function faultMarkup(
  { former, minReasonLength }: AskView,
  ask: ReturnType<typeof approvalTexts>["texts"]["ask"],
  language: string,
): Markup | undefined {
  if (former === undefined) return undefined;
  const fault =
    former.fault === "too_short"
      ? counted(ask.tooShort, minReasonLength, language)
      : counted(ask.tooLong, MAX_REASON_LENGTH, language);
  return markup`<p id="fault" class="fault" role="alert">${fault}</p>`;
}

function hiddenField([name, value]: readonly [string, string]): Markup {
  return markup`<input type="hidden" name="${name}" value="${value}">`;
}
