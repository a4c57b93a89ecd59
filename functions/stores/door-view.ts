/**
 * A door as this execution environment saw it last. Ten thousand people who wait ask for it all the time, and cost one
 * read a second together.
 */
import type { Door } from "../core/door.ts";
import { ok, type Result } from "../core/result.ts";
import type { Clock, StoreFailure } from "../ports.ts";

/** Milliseconds. */
const KEPT = 1_000;

export interface DoorView {
  /** At most a second old. */
  recent(): Promise<Result<Door, StoreFailure>>;
  /** Read after it was asked for. */
  fresh(): Promise<Result<Door, StoreFailure>>;
  /** As seen last, however long ago; undefined: never. */
  last(): Door | undefined;
  /** What was just written. */
  saw(door: Door): void;
}

export function doorView(read: () => Promise<Result<Door, StoreFailure>>, now: Clock): DoorView {
  let seen: { readonly door: Door; readonly at: number } | undefined;
  let reading: Promise<Result<Door, StoreFailure>> | undefined;
  /** Begun before the last one was asked for, it may have missed what happened since; so those share another. */
  let following: Promise<Result<Door, StoreFailure>> | undefined;
  const saw = (door: Door): void => {
    seen = { door, at: now() };
  };
  const begin = async (): Promise<Result<Door, StoreFailure>> => {
    const answer = await read();
    if (answer.ok) saw(answer.value);
    return answer;
  };
  const start = (): Promise<Result<Door, StoreFailure>> => {
    const started = begin().finally(() => {
      if (reading === started) reading = undefined;
    });
    reading = started;
    return started;
  };
  return {
    saw,
    last: () => seen?.door,
    async recent() {
      if (seen !== undefined && now() - seen.at < KEPT) return ok(seen.door);
      return await (reading ?? start());
    },
    async fresh() {
      if (reading === undefined) return await start();
      following ??= reading.then(() => {
        following = undefined;
        return start();
      });
      return await following;
    },
  };
}
