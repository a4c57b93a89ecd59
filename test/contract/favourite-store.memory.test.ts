import { describe } from "vitest";
import { createMemoryFavourites } from "../support/memory-favourites.ts";
import { describeFavouriteStore } from "./favourite-store.contract.ts";

describe("createMemoryFavourites", () => {
  describeFavouriteStore(createMemoryFavourites);
});
