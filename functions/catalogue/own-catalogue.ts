/** A person's own catalogue: what they may launch, and what of it they put first. Both are looked up side by side. */
import type { FavouriteStore } from "../catalogue-ports.ts";
import type { Clock } from "../ports.ts";
import type { Catalogue, CatalogueEntry, CatalogueQuestion } from "./catalogue.ts";

export interface OwnCataloguePorts {
  readonly catalogue: Catalogue;
  readonly favourites: Pick<FavouriteStore, "read">;
  readonly now: Clock;
}

export interface OwnCatalogue {
  readonly applications: readonly CatalogueEntry[];
  /** Ids; some may be of applications that are not theirs any more. */
  readonly favourites: ReadonlySet<string>;
}

export async function ownCatalogue(
  { catalogue, favourites, now }: OwnCataloguePorts,
  question: CatalogueQuestion,
): Promise<OwnCatalogue> {
  const [applications, first] = await Promise.all([
    catalogue.applicationsFor(question),
    favourites.read(question.principal.userId, now()),
  ]);
  return { applications, favourites: first };
}
