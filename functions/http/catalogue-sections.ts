/**
 * The catalogue's cards under their headings: favourites, the policy's groups, and whatever has none. All buttons belong
 * to one form, so that a card needs none of its own. Of many applications the groups are closed until somebody opens one
 * or searches.
 */
import { type Card, cardMarkup } from "./catalogue-card.ts";
import type { CatalogueReader } from "./catalogue-words.ts";
import { type Markup, markup } from "./markup.ts";

interface Section {
  readonly heading: string;
  readonly cards: Card[];
  /** What a search for the heading finds: a group's name says what its applications are. */
  readonly isGroup: boolean;
  readonly mayFold: boolean;
}

const MANY_APPLICATIONS = 60;

export function sectionsMarkup(cards: readonly Card[], isSearch: boolean, reader: CatalogueReader): Markup {
  const { texts } = reader;
  const isFolded = cards.length > MANY_APPLICATIONS;
  let place = 0;
  const sections = sectionsOf(cards, reader).map((section, number) => {
    const items = section.cards.map((card) => {
      place += 1;
      return cardMarkup(card, place, reader);
    });
    const shown = section.cards.filter(({ isHidden }) => !isHidden).length;
    const group = section.isGroup ? markup` data-g="${section.heading}"` : undefined;
    const marks = markup`${group}${shown === 0 ? markup` hidden` : undefined}`;
    const heading = markup`<h2 id="g${number}">${section.heading}</h2>`;
    const list = markup`<ul class="cards" aria-labelledby="g${number}">${items}</ul>`;
    const count = new Intl.NumberFormat(reader.language).format(shown);
    return isFolded && section.mayFold
      ? markup`<details${marks}${isSearch ? markup` open` : undefined}><summary>${heading} <span>${count}</span></summary>${list}</details>`
      : markup`<section${marks}>${heading}${list}</section>`;
  });
  return markup`<form id="catalogue" method="post" data-one="${texts.found.one}" data-other="${texts.found.other}" data-none="${texts.foundNone}" data-added="${texts.added}" data-removed="${texts.removed}"><input type="hidden" name="favourite" value="yes"><span hidden id="add">${texts.addFavourite}</span><span hidden id="rm">${texts.removeFavourite}</span>${sections}</form>`;
}

/** Groups in the policy's order. */
function sectionsOf(cards: readonly Card[], { texts }: CatalogueReader): readonly Section[] {
  const favourites: Card[] = [];
  const others: Card[] = [];
  const groups = new Map<string, Card[]>();
  for (const card of cards) {
    if (card.isFavourite) favourites.push(card);
    else if (card.group === undefined) others.push(card);
    else
      groups
        .set(card.group, groups.get(card.group) ?? [])
        .get(card.group)
        ?.push(card);
  }
  const hasGroups = groups.size > 0;
  const sections: readonly Section[] = [
    { heading: texts.favourites, cards: favourites, isGroup: false, mayFold: false },
    ...[...groups].map(([heading, own]) => ({ heading, cards: own, isGroup: true, mayFold: true })),
    {
      ...{ heading: hasGroups ? texts.others : texts.all, cards: others },
      ...{ isGroup: false, mayFold: hasGroups },
    },
  ];
  return sections.filter((section) => section.cards.length > 0);
}
