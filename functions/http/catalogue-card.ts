/**
 * One application in the catalogue: name, description, state, and the button that makes it a favourite. Kept short, since
 * a page has hundreds. The name is the link, and the state line its explanation.
 */
import type { ApplicationState } from "../core/application-state.ts";
import type { LocalizedText } from "../core/localized-text.ts";
import { type CatalogueReader, stateLine } from "./catalogue-words.ts";
import { localized } from "./localized.ts";
import { type Markup, markup } from "./markup.ts";

export interface CatalogueApplication {
  readonly id: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText | null;
  /** An https address, or a picture as a `data:` address. */
  readonly icon: string | null;
  readonly group: LocalizedText | null;
  readonly state: ApplicationState;
  /** A path of ours. */
  readonly launchPath: string;
  /** Seconds since the epoch. */
  readonly lastOpenedAt: number | undefined;
}

/** As the reader gets to see it. */
export interface Card {
  readonly application: CatalogueApplication;
  readonly name: string;
  readonly description: string | undefined;
  readonly group: string | undefined;
  readonly isFavourite: boolean;
  /** Does not answer what was searched for: on the page, where a script may want it, and not shown. */
  readonly isHidden: boolean;
}

/**
 * `place` tells the ids of the page apart; `add` and `rm` are those of the words before the name. HTML closes what is left
 * open here by itself (§13.1.2.4, `li` and `p`), and letters and digits need no quotes (§13.1.2.3): of two hundred cards
 * that is a tenth of the page.
 */
export function cardMarkup(card: Card, place: number, reader: CatalogueReader): Markup {
  const { application, name, description, isFavourite } = card;
  const { id, icon, launchPath } = application;
  const picture =
    icon === null ? undefined : markup`<img src="${icon}" alt="" width="40" height="40" loading="lazy">`;
  const button = isFavourite
    ? markup` name="remove" value="yes" aria-labelledby="rm a${place}"`
    : markup` aria-labelledby="add a${place}"`;
  const about = description === undefined ? undefined : markup`<p>${description}`;
  return markup`<li${marksOf(card)}>${picture}<a id=a${place} href="${launchPath}">${name}</a><button formaction="/favourites/${id}"${button}></button>${about}<p>${stateLine(application.state, application.lastOpenedAt !== undefined, reader)}`;
}

function marksOf({ application: { state, icon }, name, group, isFavourite, isHidden }: Card): Markup {
  const kind = KINDS[state.kind === "ready" && !state.isObserved ? "unknown" : state.kind];
  return markup`${kind && markup` class=${kind}`}${icon === null ? markup` data-l=${letterOf(name)}` : undefined}${isFavourite && group !== undefined ? markup` data-g="${group}"` : undefined}${isHidden ? markup` hidden` : undefined}`;
}

/** Classes of catalogue-style.ts; the usual state needs none. */
const KINDS = { ready: undefined, unknown: markup`u`, waiting: markup`w`, closed: markup`c` } as const;

/** The first letter or number, for the tile: nothing that would end an attribute without quotes. */
function letterOf(name: string): string {
  return (/[\p{L}\p{N}]/u.exec(name.normalize("NFC"))?.[0] ?? "·").toUpperCase();
}

export function cardOf(
  application: CatalogueApplication,
  { language }: CatalogueReader,
  favourites: ReadonlySet<string>,
  answers: (text: string) => boolean,
): Card {
  const { id, group } = application;
  const name = localized(application.name, language);
  const description =
    application.description === null ? undefined : localized(application.description, language);
  const groupName = group === null ? undefined : localized(group, language);
  return {
    ...{ application, name, description, group: groupName },
    isFavourite: favourites.has(id),
    isHidden: !answers([name, description, groupName].filter((part) => part !== undefined).join(" ")),
  };
}
