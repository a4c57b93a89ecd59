/** When somebody's time begins anew, in their language and in the time zone whose midnight it is. */
import type { Evidence } from "../core/refusal.ts";
import { fill } from "./texts/fill.ts";
import { languageOf, localeOf } from "./texts/languages.ts";
import { LIMIT_TEXTS } from "./texts/limits.ts";

/** Undefined where the evidence is not that of `time_budget_spent`. */
export function renewalText(
  { renewsAt, timeZone }: Evidence,
  languages: readonly string[],
): string | undefined {
  if (typeof renewsAt !== "number" || typeof timeZone !== "string") return undefined;
  const language = languageOf(languages);
  const format = new Intl.DateTimeFormat(localeOf(language), {
    ...{ weekday: "long", day: "numeric", month: "long", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone },
  });
  const moment = `${format.format(renewsAt * 1_000)} (${timeZone})`;
  return fill(LIMIT_TEXTS[language].renews, { moment });
}
