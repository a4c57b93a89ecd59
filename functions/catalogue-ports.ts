/** What the catalogue needs from the outside beside what launches share. Time comes in as an argument. */
import type { Result } from "./core/result.ts";
import type { StoreFailure } from "./ports.ts";

/** The applications that each person put first. */
export interface FavouriteStore {
  /** Application ids, the newest hundred, from every Region of the broker that answers in time. Never rejects. */
  read(userId: string, nowMilliseconds: number): Promise<ReadonlySet<string>>;
  /** In this Region; over the Regions the newest word on an application counts. */
  set(
    userId: string,
    application: string,
    isFavourite: boolean,
    nowMilliseconds: number,
  ): Promise<Result<void, StoreFailure>>;
}
