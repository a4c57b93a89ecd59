/**
 * The drains of all the broker's Regions. Each Region's launches read their own table, so a command writes to all of
 * them, and says exactly where it could not.
 */
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { Drain } from "../../functions/core/situation.ts";
import type { DrainStore, StoreFailure } from "../../functions/ports.ts";
import { createDrainStore } from "../../functions/stores/drain-store.ts";
import { createDynamoDbClient, OTHER_REGION } from "../../functions/stores/dynamodb-client.ts";

export interface RegionalDrainsOptions {
  readonly regions: readonly string[];
  readonly table: string;
  /** Another endpoint than AWS's; `{region}` in it stands for the Region. */
  readonly endpoint: string | undefined;
}

export interface StoredDrain extends Drain {
  /** Regions that answered and do not have it: their launches still go to the fleet. */
  readonly missingIn: readonly string[];
}

export interface StoredDrains {
  /** By fleet id; of several ends the latest. */
  readonly drains: ReadonlyMap<string, StoredDrain>;
  /** Regions whose table did not answer. */
  readonly away: readonly string[];
}

export interface RegionalDrains {
  /** An error: no table answered. */
  read(): Promise<Result<StoredDrains, StoreFailure>>;
  /** The Regions where it could not be written. */
  begin(fleet: string, drain: Drain): Promise<readonly string[]>;
  end(fleet: string): Promise<readonly string[]>;
}

export function createRegionalDrains({ regions, table, endpoint }: RegionalDrainsOptions): RegionalDrains {
  const stores = regions.map((region) => {
    const client = createDynamoDbClient({ region, endpoint, patience: OTHER_REGION });
    return { region, store: createDrainStore(client, table, OTHER_REGION) };
  });
  const everywhere = async (write: (store: DrainStore) => Promise<Result<void, StoreFailure>>) => {
    const written = await Promise.all(
      stores.map(async ({ region, store }) => ({ region, outcome: await write(store) })),
    );
    return written.flatMap(({ region, outcome }) => (outcome.ok ? [] : [region]));
  };
  return {
    async read() {
      const answers = await Promise.all(
        stores.map(async ({ region, store }) => ({ region, answer: await store.read() })),
      );
      const read = answers.flatMap(({ region, answer }) =>
        answer.ok ? [{ region, drains: answer.value }] : [],
      );
      const away = answers.flatMap(({ region, answer }) => (answer.ok ? [] : [region]));
      return read.length === 0 ? err("unavailable") : ok({ drains: together(read), away });
    },
    begin: (fleet, drain) => everywhere((store) => store.begin(fleet, drain)),
    end: (fleet) => everywhere((store) => store.end(fleet)),
  };
}

function together(
  read: readonly { readonly region: string; readonly drains: ReadonlyMap<string, Drain> }[],
): ReadonlyMap<string, StoredDrain> {
  const fleets = new Set(read.flatMap(({ drains }) => [...drains.keys()]));
  const entries = [...fleets].toSorted().flatMap((fleet) => {
    const missingIn = read.filter(({ drains }) => !drains.has(fleet)).map(({ region }) => region);
    const [latest] = read
      .flatMap(({ drains }) => drains.get(fleet) ?? [])
      .toSorted((a, b) => b.until - a.until);
    return latest === undefined ? [] : [[fleet, { ...latest, missingIn }] as const];
  });
  return new Map(entries);
}
