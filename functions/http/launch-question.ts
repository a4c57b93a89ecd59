/** For somebody whom another site's page sent to a launch without a click: nothing is minted before they say yes. */
import type { LocalizedText } from "../core/localized-text.ts";
import { localized } from "./localized.ts";
import { markup } from "./markup.ts";
import { pageAnswer } from "./page-answer.ts";
import type { HttpRequest } from "./request.ts";
import type { HttpResponse } from "./response.ts";
import { fill } from "./texts/fill.ts";
import { languageOf } from "./texts/languages.ts";
import { LAUNCH_QUESTION_TEXTS } from "./texts/launch-question.ts";

/** `href`: the same launch, a path of ours, which a click on this page leads to. */
export function launchQuestionPage(request: HttpRequest, name: LocalizedText, href: string): HttpResponse {
  const language = languageOf(request.languages);
  const texts = LAUNCH_QUESTION_TEXTS[language];
  const names = { application: localized(name, language) };
  const content = markup`<p>${texts.what}</p><ul class="actions">
<li><a class="button primary" href="${href}">${fill(texts.open, names)}</a></li>
<li><a class="button" href="/">${texts.no}</a></li></ul>`;
  return pageAnswer(request, 200, { title: fill(texts.title, names), content });
}
