/** The policy's own words, in the reader's language where it has them. */
import type { LocalizedText } from "../core/localized-text.ts";

export function localized(text: LocalizedText, language: string): string {
  return text[language] ?? text.en;
}
