/** What the pages say, in the reader's language; one file for each. */
import { en } from "./en.ts";
import { es } from "./es.ts";
import type { Texts } from "./shape.ts";

const TEXTS: ReadonlyMap<string, Texts> = new Map([
  ["en", en],
  ["es", es],
]);

export interface ChosenTexts {
  readonly language: string;
  readonly texts: Texts;
}

/** The first of the browser's languages we have; English otherwise. */
export function textsFor(languages: readonly string[]): ChosenTexts {
  for (const language of languages) {
    const texts = TEXTS.get(language);
    if (texts !== undefined) return { language, texts };
  }
  return { language: "en", texts: en };
}
