/**
 * Streaming sessions as cards: which application, where, since when, how much longer, and whether somebody sees it. For the
 * person's own page and for the help desk's.
 * Invariant: times are in the document as moments with their zone; the script only says them as the reader's clock does.
 */
import type { LocalizedText } from "../core/localized-text.ts";
import { regionCity, regionCountry } from "../core/regions.ts";
import { pageScript, pageStyle } from "./layout.ts";
import { localized } from "./localized.ts";
import { type Markup, markup } from "./markup.ts";
import { momentFromNow } from "./texts/fill.ts";
import { localeOf } from "./texts/languages.ts";
import type { SessionTexts } from "./texts/sessions.ts";

export interface SessionCard {
  readonly id: string;
  /** Undefined where the policy no longer has the application. */
  readonly application: LocalizedText | undefined;
  readonly region: string;
  readonly state: "live" | "reserved" | "unconfirmed";
  readonly isConnected: boolean | null;
  /** Seconds since the epoch. */
  readonly startedAt: number;
  /** Seconds since the epoch; null: not known. */
  readonly expiresAt: number | null;
}

export interface CardWords {
  readonly language: string;
  readonly texts: SessionTexts;
  readonly nowEpochSeconds: number;
}

/** `actions` by card: what can be done with that session. */
export function sessionCards(
  cards: readonly SessionCard[],
  words: CardWords,
  actions: (card: SessionCard, name: string) => Markup,
): Markup {
  const { language, texts } = words;
  const entries = cards.map((card) => {
    const name = applicationName(card, words);
    const { state, isConnected, startedAt, expiresAt } = card;
    const until = expiresAt === null ? undefined : markup`<p>${sentence(texts.ends, expiresAt, words)}</p>`;
    return markup`<li class="session"><span class="letter" aria-hidden="true">${firstLetter(name, language)}</span>
<div class="facts"><h2>${name}</h2><p>${placeText(card.region, language)} · <code>${card.region}</code></p>
<p>${sentence(texts.opened, startedAt, words)} <span class="absolute">(${absoluteTime(startedAt, language)})</span></p>${until}
<p class="state ${isConnected === true ? "seen" : state}"><strong>${stateText(card, texts)}</strong></p></div>
${actions(card, name)}</li>`;
  });
  return markup`<ul class="sessions" data-language="${localeOf(language)}">${entries}</ul>`;
}

export function applicationName({ application }: SessionCard, { language, texts }: CardWords): string {
  return application === undefined ? texts.formerApplication : localized(application, language);
}

/** `Dublin (Ireland)`; the Region's own name where it has no city. */
export function placeText(region: string, language: string): string {
  const city = regionCity(region) ?? region;
  const country = regionCountry(region);
  if (country === undefined) return city;
  return `${city} (${new Intl.DisplayNames(localeOf(language), { type: "region" }).of(country)})`;
}

/** Undefined where every Region answered. */
export function silentNotice(regions: readonly string[], { language, texts }: CardWords): Markup | undefined {
  if (regions.length === 0) return undefined;
  const places = regions.map((region) => placeText(region, language));
  const [before, after] = around(texts.silent, "{places}");
  const list = new Intl.ListFormat(localeOf(language), { type: "conjunction" }).format(places);
  return markup`<p class="notice"><strong>${before}${list}${after}</strong></p>`;
}

function stateText({ state, isConnected }: SessionCard, texts: SessionTexts): string {
  if (state !== "live") return texts[state];
  return isConnected === true ? texts.onScreen : texts.offScreen;
}

function firstLetter(name: string, language: string): string {
  const [first = ""] = name;
  return first.toLocaleUpperCase(language);
}

/** The sentence with its moment marked up, so that the script can say it anew. */
function sentence(text: string, at: number, { language, nowEpochSeconds }: CardWords): Markup {
  const [before, after] = around(text, "{moment}");
  const moment = momentOf(at - nowEpochSeconds, language);
  return markup`${before}<time datetime="${isoText(at)}" data-relative>${moment}</time>${after}`;
}

function momentOf(seconds: number, language: string): string {
  if (Math.abs(seconds) >= 60) return momentFromNow(seconds, language);
  return new Intl.RelativeTimeFormat(localeOf(language), { numeric: "auto" }).format(0, "second");
}

function absoluteTime(at: number, language: string): Markup {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    ...{ dateStyle: "medium", timeStyle: "short", timeZone: "UTC" },
  });
  return markup`<time datetime="${isoText(at)}" data-absolute>${format.format(at * 1_000)} UTC</time>`;
}

function isoText(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString();
}

function around(text: string, slot: string): readonly [string, string] {
  const [before = "", after = ""] = text.split(slot, 2);
  return [before, after];
}

export const SESSION_STYLE = pageStyle(`
.sessions{list-style:none;margin:1.5rem 0 0;padding:0;display:grid;gap:.9rem}
.session{display:grid;grid-template-columns:auto 1fr auto;gap:.5rem 1.1rem;align-items:center;padding:1.1rem 1.25rem;border:1px solid var(--line);border-radius:.6rem}
.letter{display:grid;place-items:center;width:3rem;height:3rem;border-radius:.6rem;background:color-mix(in srgb,var(--accent) 13%,var(--card));color:var(--accent);font-size:1.4rem;font-weight:650}
.session h2{margin:0;font-size:1.15rem;line-height:1.3}
.session p{margin:.15rem 0}
.session code{font-size:.875em;white-space:nowrap}
.state strong::before{content:"";display:inline-block;width:.6rem;height:.6rem;margin-right:.5rem;border-radius:50%;border:2px solid var(--accent)}
.state.seen strong::before{background:var(--accent)}
.state.unconfirmed strong::before{border-style:dotted;border-color:var(--soft)}
.session .actions{margin:0;justify-content:flex-end}
.session form{margin:0}
.button.danger{border-color:#b3261e;color:#b3261e}
.button.primary.danger{background:#b3261e;color:#fff}
@media (prefers-color-scheme:dark){.button.danger{border-color:#ffb4ab;color:#ffb4ab}.button.primary.danger{background:#ffb4ab;color:#410002}}
.notice,.done{padding:.8rem 1rem;border:1px solid var(--line);border-left:4px solid var(--accent);border-radius:.35rem;max-width:none}
.notice strong{font-weight:500}
.lost{color:var(--soft)}
@media (max-width:44rem){.session{grid-template-columns:auto 1fr}.letter{align-self:start}.session>.actions{grid-column:1/-1;justify-content:flex-start;margin-top:.6rem}.session>.actions>li,.session>.actions form,.session>.actions .button{width:100%;text-align:center}}
`);

/** Says the times by the reader's own clock, and goes on doing so. Without it they stand in UTC, as of when the page was made. */
export const SESSION_SCRIPT = pageScript(`
(() => {
  const list = document.querySelector("[data-language]");
  if (!list) return;
  const relative = new Intl.RelativeTimeFormat(list.dataset.language);
  const near = new Intl.RelativeTimeFormat(list.dataset.language, { numeric: "auto" });
  const absolute = new Intl.DateTimeFormat(list.dataset.language, { dateStyle: "medium", timeStyle: "short" });
  const fromNow = (seconds) => {
    const away = Math.abs(seconds);
    if (away < 60) return near.format(0, "second");
    const rounded = (unit) => Math.sign(seconds) * Math.round(away / unit);
    if (away < 5400) return relative.format(rounded(60), "minute");
    if (away < 129600) return relative.format(rounded(3600), "hour");
    return relative.format(rounded(86400), "day");
  };
  const say = () => {
    for (const time of list.querySelectorAll("time[data-relative]")) {
      time.textContent = fromNow((Date.parse(time.dateTime) - Date.now()) / 1000);
    }
  };
  for (const time of list.querySelectorAll("time[data-absolute]")) {
    time.textContent = absolute.format(Date.parse(time.dateTime));
  }
  say();
  setInterval(say, 30000);
})();
`);
