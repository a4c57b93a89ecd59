/** The footer's words, and what each language calls itself. */
import type { InEveryLanguage } from "./languages.ts";

export interface FooterTexts {
  /** Names the choice of language to those who hear the page. */
  readonly language: string;
  readonly help: string;
}

export const FOOTER_TEXTS: InEveryLanguage<FooterTexts> = {
  en: { language: "Language", help: "Help:" },
  es: { language: "Idioma", help: "Ayuda:" },
  pt: { language: "Idioma", help: "Ajuda:" },
  de: { language: "Sprache", help: "Hilfe:" },
  tr: { language: "Dil", help: "Yardım:" },
};

export const LANGUAGE_NAMES: InEveryLanguage<string> = {
  en: "English",
  es: "Español",
  pt: "Português",
  de: "Deutsch",
  tr: "Türkçe",
};
