/**
 * What the launch function is compared with. Invariant: every variant runs in the same environment, against the same
 * endpoint, and answers the same redirect.
 */
import { bundled, ROOT, unbundled, type Variant } from "./build-variant.ts";
import type { LaunchCalls } from "./launch-calls.ts";

export async function comparedVariants({ signedIn, withToken }: LaunchCalls): Promise<readonly Variant[]> {
  return await Promise.all([
    bundled({
      id: "empty",
      name: "empty handler",
      entry: new URL("./handlers/empty.ts", import.meta.url),
      events: signedIn,
    }),
    bundled({
      id: "floor",
      name: "verify and sign by hand",
      entry: new URL("./handlers/floor.ts", import.meta.url),
      events: [withToken],
    }),
    bundled({
      id: "launch",
      name: "launch (DynamoDB record)",
      entry: new URL("functions/entries/launch.ts", ROOT),
      events: signedIn,
    }),
    bundled({
      id: "memory",
      name: "launch (record in memory)",
      entry: new URL("./handlers/launch-in-memory.ts", import.meta.url),
      events: signedIn,
    }),
    unbundled({
      id: "sample",
      name: "the usual sample, SDK unbundled",
      entry: new URL("./handlers/sample.ts", import.meta.url),
      events: signedIn,
    }),
  ]);
}
