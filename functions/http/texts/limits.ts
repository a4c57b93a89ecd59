/** What somebody is told who is over a limit, beside the refusal's own page, in every language. */
import type { InEveryLanguage } from "./languages.ts";

export interface LimitTexts {
  /** With `{moment}`. */
  readonly renews: string;
}

export const LIMIT_TEXTS: InEveryLanguage<LimitTexts> = {
  en: { renews: "Your time begins anew on {moment}." },
  es: { renews: "Su tiempo se renueva el {moment}." },
  pt: { renews: "O seu tempo renova-se na seguinte data: {moment}." },
  de: { renews: "Neue Zeit steht Ihnen ab dem folgenden Zeitpunkt zur Verfügung: {moment}." },
  tr: { renews: "Süreniz şu tarihte yenilenir: {moment}." },
};
