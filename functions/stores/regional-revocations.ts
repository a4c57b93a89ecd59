/**
 * What ends sessions, in the launch tables of all the broker's Regions. Each Region's functions read their own, so that
 * whoever ends anything writes to all, and says exactly where it could not.
 */
import type { Result } from "../core/result.ts";
import type { StoreFailure } from "../ports.ts";
import type { RegionalRevocations, RevocationStore } from "../revocation-ports.ts";
import { createDynamoDbClient, OTHER_REGION } from "./dynamodb-client.ts";
import { createRevocationStore } from "./revocation-store.ts";

export interface RegionalRevocationsOptions {
  readonly regions: readonly string[];
  readonly tableName: string;
  /** Another endpoint than AWS's; `{region}` in it stands for the Region. */
  readonly endpoint: string | undefined;
}

export function createRegionalRevocations({
  regions,
  tableName,
  endpoint,
}: RegionalRevocationsOptions): RegionalRevocations {
  return everywhere(
    new Map(
      regions.map((region) => {
        const client = createDynamoDbClient({ region, endpoint, patience: OTHER_REGION });
        return [region, createRevocationStore(client, tableName, OTHER_REGION)];
      }),
    ),
  );
}

type Written = Result<void, StoreFailure>;

/** `stores` by Region. */
export function everywhere(stores: ReadonlyMap<string, RevocationStore>): RegionalRevocations {
  const inAll = async (
    write: (store: RevocationStore) => Promise<readonly Written[]>,
  ): Promise<readonly string[]> => {
    const written = await Promise.all(
      [...stores].map(async ([region, store]) => ({ region, outcomes: await write(store) })),
    );
    return written.flatMap(({ region, outcomes }) => (outcomes.every(({ ok }) => ok) ? [] : [region]));
  };
  return {
    end: (ends, now) =>
      inAll((store) =>
        Promise.all(ends.map(({ sessions, endedUntil }) => store.end(sessions, endedUntil, now))),
      ),
    disable: (identity, disabling) => inAll(async (store) => [await store.disable(identity, disabling)]),
    enable: (identity) => inAll(async (store) => [await store.enable(identity)]),
  };
}
