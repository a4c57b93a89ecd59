import { describe } from "vitest";
import { createMemoryPlaces } from "../support/memory-places.ts";
import { describePlaceStore } from "./place-store.contract.ts";

describe("createMemoryPlaces", () => {
  describePlaceStore(createMemoryPlaces);
});
