/** What an approver sees: who asks for what and why, and the two answers; or what was answered. */
import type { ApprovalState } from "../core/approval.ts";
import { MAX_REASON_LENGTH } from "../core/approval-text.ts";
import type { LocalizedText } from "../core/localized-text.ts";
import {
  APPROVAL_STYLE,
  type AskingPerson,
  duration,
  factsMarkup,
  momentOrNow,
  personName,
} from "./approval-facts.ts";
import type { NavigationEntry } from "./layout.ts";
import { localized } from "./localized.ts";
import { type Markup, markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import { approvalTexts } from "./texts/approval/texts.ts";
import { fill } from "./texts/fill.ts";

export interface DecideView {
  readonly state: ApprovalState;
  readonly application: LocalizedText;
  readonly person: Omit<AskingPerson, "provider"> & { readonly provider: LocalizedText };
  /** The deep link's context; undefined: none. */
  readonly opensAt: string | undefined;
  readonly reason: string;
  readonly comment: string | null;
  readonly askedSecondsAgo: number;
  readonly answerInSeconds: number;
  /** Undefined while nobody has. */
  readonly answeredSecondsAgo: number | undefined;
  readonly grantSeconds: number;
  /** False while it is open: the request is the reader's own, by another account. */
  readonly mayDecide: boolean;
  /** Path of this page, where the form goes. */
  readonly self: string;
  readonly navigation: readonly NavigationEntry[];
}

export function decidePage(request: HttpRequest, view: DecideView): HttpResponse {
  const { language, texts } = approvalTexts(request.languages);
  const { decide, facts } = texts;
  const application = localized(view.application, language);
  const provider = localized(view.person.provider, language);
  const person = personName({ ...view.person, provider });
  const isOpen = view.state === "requested";
  const lasts = duration(view.grantSeconds, language);
  const { answeredSecondsAgo: answered } = view;
  const list = factsMarkup([
    [facts.person, person],
    [facts.email, view.person.email],
    [facts.account, `${view.person.subject} (${provider})`],
    [facts.application, application],
    [facts.opensAt, view.opensAt],
    [facts.reason, view.reason, true],
    [facts.asked, momentOrNow(-view.askedSecondsAgo, language)],
    [facts.closes, isOpen ? momentOrNow(view.answerInSeconds, language) : undefined],
    [facts.opensFor, isOpen ? lasts : undefined],
    [facts.answered, answered === undefined ? undefined : momentOrNow(-answered, language)],
    [facts.comment, view.comment ?? undefined, true],
  ]);
  const toList = markup`<li><a class="button" href="/approvals">${decide.toList}</a></li>`;
  const content = markup`${introduction(view, decide, lasts)}${list}${view.mayDecide ? formMarkup(view, decide, toList) : markup`<ul class="actions">${toList}</ul>`}`;
  return pageAnswer(request, 200, {
    title: fill(decide.title, { person, application }),
    content,
    navigation: view.navigation,
    style: APPROVAL_STYLE,
  });
}

type Words = ReturnType<typeof approvalTexts>["texts"]["decide"];

function introduction({ state, mayDecide }: DecideView, decide: Words, lasts: string): Markup {
  if (mayDecide) {
    return markup`<p>${fill(decide.what, { duration: lasts })} <strong>${decide.wholeApplication}</strong></p>`;
  }
  const said = state === "requested" ? decide.own : decide[state];
  return markup`<p role="status"><strong>${said}</strong></p>`;
}

function formMarkup({ self }: DecideView, decide: Words, toList: Markup): Markup {
  return markup`<form method="post" action="${self}"><div class="field"><label for="comment">${decide.comment}</label>
<textarea id="comment" name="comment" maxlength="${MAX_REASON_LENGTH}" rows="3" dir="auto" aria-describedby="hint"></textarea><p id="hint">${decide.commentHint}</p></div>
<ul class="actions"><li><button class="button primary" type="submit" name="verdict" value="approved">${decide.approve}</button></li>
<li><button class="button" type="submit" name="verdict" value="refused">${decide.refuse}</button></li>${toList}</ul></form>`;
}
