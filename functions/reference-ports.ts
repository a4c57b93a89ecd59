/** Where the reference codes of pages lead, for whoever helps the people who read them out. */
import type { LaunchReference } from "./core/launch-reference.ts";
import type { Result } from "./core/result.ts";
import type { NotFound, StoreFailure } from "./ports.ts";

export interface ReferenceStore {
  /** In this Region; a fraction of a second at most. `conflict`: the code has been written before. */
  write(reference: LaunchReference): Promise<Result<void, StoreFailure>>;
}

export interface ReferenceArchive {
  /** Looks in every Region of the broker; `code` as pages show it. */
  find(code: string, nowEpochSeconds: number): Promise<Result<LaunchReference, NotFound>>;
}
