/** What "my sessions" and the help desk need from the outside beyond what a launch does. */
import type { PlaceStore, RecordedPlace } from "./ports.ts";

/** Where a person's launches went, with a word on what could not be read. */
interface KnownPlaces {
  readonly places: readonly RecordedPlace[];
  /** Regions of the broker that did not answer in time: what was launched there may be missing. */
  readonly silentRegions: readonly string[];
}

export interface PlaceArchive extends PlaceStore {
  /** As `recent`. Never rejects. */
  everywhere(userId: string, nowEpochSeconds: number): Promise<KnownPlaces>;
}
