/** A text by BCP 47 language; `en` is always there. */
export interface LocalizedText {
  readonly en: string;
  readonly [language: string]: string;
}
