/** The languages of our pages, and how a reader's is chosen. */

export const LANGUAGES = ["en", "es", "pt", "de", "tr"] as const;

export type Language = (typeof LANGUAGES)[number];

/** Texts of one part of the product: a language without them is a compile error. */
export type InEveryLanguage<T> = Readonly<Record<Language, T>>;

/** The first of the reader's languages we have; English otherwise. Primary language subtags, lower case. */
export function languageOf(languages: readonly string[]): Language {
  return languages.find(isLanguage) ?? "en";
}

/**
 * What `Intl` is asked for. A bare `pt` would be Brazil's, where no people at all are one person (CLDR's plural of 0), and a
 * bare `en` would write dates as America does.
 */
export function localeOf(language: string): string {
  return LOCALES.get(language) ?? language;
}

const LOCALES: ReadonlyMap<string, string> = new Map([
  ["en", "en-GB"],
  ["pt", "pt-PT"],
]);

export function isLanguage(language: string): language is Language {
  return (LANGUAGES as readonly string[]).includes(language);
}
