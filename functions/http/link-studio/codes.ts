/**
 * What a portal team puts on its pages: link, button and frame, as HTML that holds whatever was typed as text.
 * Invariant: addresses are the broker's own origin and a path of ours.
 */
import { launchPath } from "../../core/intent.ts";
import { type Markup, markup, toHtml } from "../markup.ts";
import type { Language } from "../texts/languages.ts";

export const TARGETS = ["tab", "same", "native", "embed"] as const;
export type Target = (typeof TARGETS)[number];

export interface ButtonChoice {
  readonly application: string;
  readonly label: string;
  /** Undefined: as the page around it. */
  readonly language: Language | undefined;
  readonly target: Target;
  readonly context: string | undefined;
}

/** `origin`: the broker's own. */
export function launchLink(origin: string, { application, context, target }: ButtonChoice): string {
  return `${origin}${launchPath({ application, context, client: target === "native" ? "native" : "web" })}`;
}

/** The element alone; `target` may be another than the choice's, where it stands only to be looked at. */
export function buttonElement(origin: string, choice: ButtonChoice, target: Target = choice.target): Markup {
  const { application, label, language, context } = choice;
  const attributes = [
    attribute("application", application),
    context === undefined ? undefined : attribute("context", context),
    attribute("label", label),
    language && attribute("lang", language),
    target === "tab" ? undefined : attribute("target", target),
  ].filter((part) => part !== undefined);
  return markup`<streamgate-launch${attributes}>
  <a href="${launchLink(origin, choice)}">${label}</a>
</streamgate-launch>`;
}

export function buttonCode(origin: string, choice: ButtonChoice): string {
  return toHtml(markup`<script src="${origin}/launch-button.js" async></script>
${buttonElement(origin, choice)}`);
}

export function frameCode(origin: string, { application, context, label }: ButtonChoice): string {
  const query = context === undefined ? "" : `?context=${encodeURIComponent(context)}`;
  return toHtml(
    markup`<iframe src="${origin}/embed/${application}${query}" title="${label}" width="100%" height="640" allow="autoplay; clipboard-read; clipboard-write; fullscreen" referrerpolicy="no-referrer"></iframe>`,
  );
}

function attribute(name: string, value: string): Markup {
  return markup` ${name}="${value}"`;
}
