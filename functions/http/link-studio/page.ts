/**
 * The link studio: a form that asks for what a button needs, and the code that comes of it with a preview. It is sent by
 * GET and does nothing, so that a choice can be bookmarked and shown to a colleague.
 */
import type { LocalizedText } from "../../core/localized-text.ts";
import type { NavigationEntry } from "../layout.ts";
import { localized } from "../localized.ts";
import { type Markup, markup } from "../markup.ts";
import { pageAnswer } from "../page-answer.ts";
import type { HttpRequest } from "../request.ts";
import type { HttpResponse } from "../response.ts";
import { fill } from "../texts/fill.ts";
import { LANGUAGES, type Language, languageOf } from "../texts/languages.ts";
import { LINK_STUDIO_TEXTS, type LinkStudioTexts } from "../texts/link-studio.ts";
import { type ButtonChoice, buttonCode, buttonElement, frameCode, launchLink, TARGETS } from "./codes.ts";
import { LINK_STUDIO_SCRIPT } from "./script.ts";
import { LINK_STUDIO_STYLE } from "./style.ts";

interface StudioApplication {
  readonly id: string;
  readonly name: LocalizedText;
}

/** Why no code is shown. */
export type StudioFault =
  | { readonly field: "context"; readonly pattern: string; readonly length: number }
  | { readonly field: "context"; readonly pattern: null }
  | { readonly field: "target" };

export interface StudioView {
  /** The broker's own. */
  readonly origin: string;
  /** Ids, in policy order; the first is the default. */
  readonly portals: readonly string[];
  readonly portal: string;
  readonly mayEmbed: boolean;
  readonly readsStates: boolean;
  readonly applications: readonly StudioApplication[];
  /** Undefined where the portal shows no application. `label` as typed. */
  readonly choice: ButtonChoice | undefined;
  readonly fault: StudioFault | undefined;
}

export function linkStudioPage(
  request: HttpRequest,
  view: StudioView | undefined,
  navigation: readonly NavigationEntry[],
): HttpResponse {
  const language = languageOf(request.languages);
  const texts = LINK_STUDIO_TEXTS[language];
  const frame = { title: texts.title, navigation, isWide: true, style: LINK_STUDIO_STYLE };
  if (view === undefined) {
    return pageAnswer(request, 200, { ...frame, content: markup`<p>${texts.noPortals}</p>` });
  }
  const content = markup`<p>${texts.intro}</p><div class="studio">
${form(view, texts, language)}
<div>${outcome(view, texts, language)}</div></div>`;
  const script = `${view.origin}/launch-button.js`;
  return pageAnswer(
    request,
    200,
    {
      ...{ ...frame, content, script: LINK_STUDIO_SCRIPT },
      head: markup`<script src="${script}" async></script>`,
    },
    { scriptFiles: [script], connect: ["'self'"] },
  );
}

function form(view: StudioView, texts: LinkStudioTexts, language: Language): Markup {
  const { portals, portal, applications, choice, fault } = view;
  const applicationOptions = applications.map(({ id, name }) =>
    option(id, localized(name, language), id === choice?.application),
  );
  const languageOptions = [
    option("", texts.pageLanguage, choice?.language === undefined),
    ...LANGUAGES.map((each) => option(each, nameOf(each), each === choice?.language)),
  ];
  const targetOptions = TARGETS.map((each) => option(each, texts.targets[each], each === choice?.target));
  const portalOptions = portals.map((id) => option(id, id, id === portal));
  return markup`<form method="get" action="/link-studio">
<label for="portal">${texts.portal}</label><select id="portal" name="portal">${portalOptions}</select>
<label for="application">${texts.application}</label><select id="application" name="application">${applicationOptions}</select>
<label for="label">${texts.label}</label><input id="label" name="label" maxlength="80" value="${choice?.label ?? ""}" aria-describedby="label-hint" autocomplete="off"><p class="hint" id="label-hint">${texts.labelHint}</p>
<label for="language">${texts.language}</label><select id="language" name="language">${languageOptions}</select>
<label for="target">${texts.target}</label><select id="target" name="target"${describedBy(fault, "target")}>${targetOptions}</select>${faultText(fault, "target", texts)}
<label for="context">${texts.context}</label><input id="context" name="context" maxlength="1024" value="${choice?.context ?? ""}"${describedBy(fault, "context")} autocomplete="off" spellcheck="false">${faultText(fault, "context", texts) ?? markup`<p class="hint" id="context-hint">${texts.contextHint}</p>`}
<ul class="actions"><li><button class="button primary" type="submit">${texts.show}</button></li></ul></form>`;
}

function option(value: string, text: string, isChosen: boolean): Markup {
  return markup`<option value="${value}"${isChosen ? markup` selected` : undefined}>${text}</option>`;
}

function nameOf(language: Language): string {
  return new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
}

function describedBy(fault: StudioFault | undefined, field: StudioFault["field"]): Markup | undefined {
  if (fault?.field === field) return markup` aria-invalid="true" aria-describedby="${field}-fault"`;
  return field === "context" ? markup` aria-describedby="context-hint"` : undefined;
}

function faultText(
  fault: StudioFault | undefined,
  field: StudioFault["field"],
  texts: LinkStudioTexts,
): Markup | undefined {
  if (fault?.field !== field) return undefined;
  return markup`<p class="hint fault" id="${field}-fault">${faultWords(fault, texts)}</p>`;
}

function faultWords(fault: StudioFault, texts: LinkStudioTexts): string {
  if (fault.field === "target") return texts.embedsNot;
  if (fault.pattern === null) return texts.contextNone;
  return fill(texts.contextWrong, { pattern: fault.pattern, length: String(fault.length) });
}

function outcome(view: StudioView, texts: LinkStudioTexts, language: Language): Markup {
  const { origin, choice, fault, applications, mayEmbed, readsStates } = view;
  if (choice === undefined) return markup`<p>${texts.noApplications}</p>`;
  if (fault !== undefined) return markup`<p role="alert" class="fault">${faultWords(fault, texts)}</p>`;
  const name = applications.find(({ id }) => id === choice.application)?.name ?? { en: choice.application };
  const label = choice.label === "" ? localized(name, choice.language ?? language) : choice.label;
  const labelled = { ...choice, label };
  // In a page of ours nothing may be framed: what would embed opens a tab instead.
  const shown = labelled.target === "embed" ? "tab" : labelled.target;
  const frame = mayEmbed
    ? block("frame", texts.frame, fill(texts.frameHint, { origin }), frameCode(origin, labelled), texts)
    : undefined;
  return markup`<h2>${texts.preview}</h2><p class="hint">${texts.previewHint}</p>
<div class="stand">${buttonElement(origin, labelled, shown)}</div>
<p class="hint">${readsStates ? texts.readsStates : texts.readsNoStates}</p>
<p id="copied" role="status" data-done="${texts.copied}" data-failed="${texts.copyFailed}"></p>
${block("button", texts.button, fill(texts.buttonHint, { origin }), buttonCode(origin, labelled), texts)}
${block("link", texts.link, texts.linkHint, launchLink(origin, labelled), texts)}
${frame}`;
}

function block(id: string, title: string, hint: string, code: string, texts: LinkStudioTexts): Markup {
  return markup`<h2 id="${id}-title">${title}</h2><p class="hint">${hint}</p><pre tabindex="0" aria-labelledby="${id}-title" role="group"><code id="${id}-code">${code}</code></pre>
<button class="button" type="button" data-copies="${id}-code" aria-describedby="${id}-title" hidden>${texts.copy}</button>`;
}
