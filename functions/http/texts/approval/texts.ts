/** What the pages of just-in-time approval say, in the reader's language. */
import { type InEveryLanguage, type Language, languageOf } from "../languages.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { pt } from "./pt.ts";
import type { ApprovalTexts } from "./shape.ts";
import { tr } from "./tr.ts";

const APPROVAL_TEXTS: InEveryLanguage<ApprovalTexts> = { en, es, pt, de, tr };

export function approvalTexts(languages: readonly string[]): {
  readonly language: Language;
  readonly texts: ApprovalTexts;
} {
  const language = languageOf(languages);
  return { language, texts: APPROVAL_TEXTS[language] };
}
