/**
 * A live session of theirs is in the way: AppStream would silently return it, or it is one more than they may have. The
 * person chooses, and what ends a session is a form of ours, never a link.
 */
import type { InTheWay } from "../core/decision.ts";
import type { LocalizedText } from "../core/localized-text.ts";
import { localized } from "./localized.ts";
import { type Markup, markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import { type HttpResponse, json } from "./response.ts";
import { fill, minutesBetween, momentFromNow } from "./texts/fill.ts";
import type { Language } from "./texts/languages.ts";
import { LIMIT_TEXTS, type ReasonTexts } from "./texts/limits.ts";
import { textsFor } from "./texts/texts.ts";

interface OtherApplication {
  readonly name: LocalizedText;
  /** Undefined: it is the one that they want, and its link leads here. */
  readonly href: string | undefined;
}

export interface ChoiceView {
  readonly application: LocalizedText;
  /** Of the session that is open; undefined where the policy no longer has its application. */
  readonly other: OtherApplication | undefined;
  readonly why: InTheWay;
  /** Of the session: comes back with the form, so that the yes is to what this page showed. */
  readonly launchId: string;
  /** Somebody has it on a screen; null: not known. */
  readonly isConnected: boolean | null;
  /** When AppStream ends it; null: not known. */
  readonly endsInSeconds: number | null;
  /** How long a new place usually takes. */
  readonly rebuildSeconds: readonly [number, number];
  /** The launch, where the form goes: a path of ours with the intent. */
  readonly launchHref: string;
}

export function choicePage(request: HttpRequest, view: ChoiceView): HttpResponse {
  const { language, texts } = textsFor(request.languages);
  const { choice } = texts;
  const { launchId, isConnected, endsInSeconds, launchHref } = view;
  const application = localized(view.application, language);
  const other = view.other === undefined ? choice.another : localized(view.other.name, language);
  const names = { application, other };
  const { what, warning } = reasons(view, language);
  const goBack =
    view.other?.href &&
    markup`<li><a class="button primary" href="${view.other.href}">${fill(choice.goBack, names)}</a></li>`;
  const ends =
    endsInSeconds === null
      ? undefined
      : paragraph(fill(choice.ends, { moment: momentFromNow(endsInSeconds, language) }));
  const content = markup`${paragraph(fill(what, names))}${isConnected === true ? paragraph(choice.onScreen) : undefined}${ends}
<p id="warning">${warning}</p>
<form method="post" action="${launchHref}"><input type="hidden" name="launch" value="${launchId}"><ul class="actions">${goBack}
<li><button class="button" type="submit" aria-describedby="warning">${fill(choice.end, names)}</button></li>
<li><a class="button" href="/">${texts.toApplications}</a></li></ul></form>`;
  const title = fill(choice.title, names);
  return pageAnswer(request, 409, { title, content });
}

function reasons({ why, rebuildSeconds }: ChoiceView, language: Language): ReasonTexts {
  if (why === "session_limit") return LIMIT_TEXTS[language].inTheWay;
  const { what, warning } = textsFor([language]).texts.choice;
  return { what, warning: fill(warning, { duration: minutesBetween(rebuildSeconds, language) }) };
}

function paragraph(text: string): Markup {
  return markup`<p>${text}</p>`;
}

/** For programs (RFC 9457), with both ways on. */
export function choiceAnswer(request: HttpRequest, view: ChoiceView): HttpResponse {
  const { language, texts } = textsFor(request.languages);
  const application = localized(view.application, language);
  const other = view.other === undefined ? texts.choice.another : localized(view.other.name, language);
  const names = { application, other };
  return json(
    409,
    {
      type: "about:blank",
      title: fill(texts.choice.title, names),
      detail: fill(reasons(view, language).what, names),
      status: 409,
      reason: "another_session_open",
      correlationId: request.correlationId,
      session: {
        launchId: view.launchId,
        isConnected: view.isConnected,
        endsInSeconds: view.endsInSeconds,
        href: view.other?.href ?? null,
      },
      end: { method: "POST", href: view.launchHref, form: { launch: view.launchId } },
    },
    "application/problem+json",
  );
}
