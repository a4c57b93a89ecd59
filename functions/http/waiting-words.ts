/** What somebody who waits is told, as sentences in their language: the same on the page and in the answers to its script. */
import type { LocalizedText } from "../core/localized-text.ts";
import { regionCity, regionCountry } from "../core/regions.ts";
import type { WaitReason } from "../core/waiting.ts";
import { localized } from "./localized.ts";
import { counted, fill, minutesBetween, momentFromNow } from "./texts/fill.ts";
import { localeOf } from "./texts/languages.ts";
import type { ChosenTexts } from "./texts/texts.ts";

export interface WaitingView {
  readonly application: LocalizedText;
  readonly reason: WaitReason;
  readonly usualSeconds: readonly [number, number];
  /** How many in the line come first; null: not known. */
  readonly ahead: number | null;
  readonly waitedSeconds: number;
  /** When to ask again. */
  readonly retryAfterSeconds: number;
  /** Regions of fleets that have a place and need a yes, each once. */
  readonly offeredRegions: readonly string[];
  /** Regions that the browser should measure its way to; none where it may not, or has. */
  readonly measuredRegions: readonly string[];
  readonly classWindow: {
    readonly name: string;
    readonly people: number;
    readonly startedSecondsAgo: number;
  } | null;
}

export interface WaitingWords {
  readonly title: string;
  readonly what: string;
  /** Empty where it is not known. */
  readonly ahead: string;
  readonly classWindow: string | undefined;
  readonly offer: string | undefined;
}

export function waitingWords(view: WaitingView, { language, texts }: ChosenTexts): WaitingWords {
  const { waiting } = texts;
  const { reason, usualSeconds, classWindow, offeredRegions } = view;
  return {
    title: fill(waiting.title[reason], { application: localized(view.application, language) }),
    what: fill(waiting.what[reason], { duration: minutesBetween(usualSeconds, language) }),
    ahead: aheadText(view.ahead, { language, texts }),
    classWindow:
      classWindow === null
        ? undefined
        : counted(waiting.classWindow, classWindow.people, language, {
            name: classWindow.name,
            moment: momentFromNow(-classWindow.startedSecondsAgo, language),
          }),
    offer:
      offeredRegions.length === 0
        ? undefined
        : fill(waiting.offer, { places: placesText(offeredRegions, language) }),
  };
}

function aheadText(ahead: number | null, { language, texts }: ChosenTexts): string {
  if (ahead === null) return "";
  return ahead === 0 ? texts.waiting.next : counted(texts.waiting.ahead, ahead, language);
}

/** `Dublin (Ireland) or Northern Virginia (United States)`. */
function placesText(regions: readonly string[], language: string): string {
  const countries = new Intl.DisplayNames(localeOf(language), { type: "region" });
  const places = regions.map((region) => {
    const country = regionCountry(region);
    const city = regionCity(region) ?? region;
    return country === undefined ? city : `${city} (${countries.of(country)})`;
  });
  return new Intl.ListFormat(localeOf(language), { type: "disjunction" }).format(places);
}
