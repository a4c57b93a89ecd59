/** What the catalogue says. State lines are put together from short parts with a middle dot between them. */
import type { ClosedFor } from "../../../core/application-state.ts";
import type { WaitReason } from "../../../core/waiting.ts";
import type { PluralText } from "../shape.ts";

export interface CatalogueTexts {
  readonly title: string;
  readonly none: string;
  /** `{person}`. */
  readonly signedInAs: string;
  /** `{moment}`, such as "2 hours ago". */
  readonly signedInSince: string;
  readonly signedInNow: string;
  readonly signOut: string;
  readonly search: string;
  readonly searchButton: string;
  readonly showAll: string;
  /** `{count}`. */
  readonly found: PluralText;
  readonly foundNone: string;
  readonly recent: string;
  readonly favourites: string;
  /** Headings: where no application has a group, and for those that have none. */
  readonly all: string;
  readonly others: string;
  /** The application's name follows. */
  readonly addFavourite: string;
  readonly removeFavourite: string;
  /** `{application}`. */
  readonly added: string;
  readonly removed: string;
  readonly ready: string;
  /** `{place}`; nothing is known of its state. */
  readonly opensIn: string;
  readonly waiting: Readonly<Record<WaitReason, string>>;
  /** `{duration}`, such as "10–20 minutes". */
  readonly usually: string;
  /** After the usual wait, for somebody who opened it of late: their own session has its place. */
  readonly unlessOpen: string;
  readonly closed: string;
  readonly closedFor: Readonly<Record<Exclude<ClosedFor, "outside_hours">, string>>;
  /** After the reason, with `{moment}` and `{zone}`: when there is time again. */
  readonly renews: string;
  /** `{days}`, `{from}`, `{until}`, `{zone}`. */
  readonly openHours: string;
}
