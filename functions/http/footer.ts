/**
 * The foot of a page: whom to ask for help, and the page in other languages. The links of the picker are queries of their
 * own, so they stand only where a page says that its address has none to lose and that asking for it again does nothing:
 * never on a launch, a wait, a sign-in under way, or the answer to a form.
 */
import type { Branding } from "./branding.ts";
import { LANGUAGE_PARAMETER } from "./language-choice.ts";
import { localized } from "./localized.ts";
import { type Markup, markup } from "./markup.ts";
import { FOOTER_TEXTS, LANGUAGE_NAMES } from "./texts/footer.ts";
import { LANGUAGES, type Language } from "./texts/languages.ts";

export interface FooterFacts {
  readonly language: Language;
  /** Undefined: the policy names nobody, or the page has said it already. */
  readonly support: Branding["support"];
  readonly hasLanguages: boolean;
}

/** Undefined where it would be empty. */
export function pageFooter({ language, support, hasLanguages }: FooterFacts): Markup | undefined {
  if (support === undefined && !hasLanguages) return undefined;
  const texts = FOOTER_TEXTS[language];
  const help = support && markup`<p>${texts.help} ${localized(support, language)}</p>`;
  const links = LANGUAGES.map(
    (each) =>
      markup`<li><a href="?${LANGUAGE_PARAMETER}=${each}" lang="${each}"${each === language ? markup` aria-current="true"` : undefined}>${LANGUAGE_NAMES[each]}</a></li>`,
  );
  const picker = hasLanguages
    ? markup`<nav aria-label="${texts.language}"><ul>${links}</ul></nav>`
    : undefined;
  return markup`<footer>${help}${picker}</footer>`;
}
