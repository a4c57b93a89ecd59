/** What the pages say, in the reader's language; one file for each. */
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { type InEveryLanguage, type Language, languageOf } from "./languages.ts";
import { pt } from "./pt.ts";
import type { Texts } from "./shape.ts";
import { tr } from "./tr.ts";

const TEXTS: InEveryLanguage<Texts> = { en, es, pt, de, tr };

export interface ChosenTexts {
  readonly language: Language;
  readonly texts: Texts;
}

/** The first of the reader's languages we have; English otherwise. */
export function textsFor(languages: readonly string[]): ChosenTexts {
  const language = languageOf(languages);
  return { language, texts: TEXTS[language] };
}
