/**
 * Who is disabled, in the tables of all the broker's Regions: read from each, written to all. Each Region lets in by its
 * own table, so that one that does not know is said by name.
 */

import { err } from "../../functions/core/result.ts";
import type { RegionalEndings } from "../../functions/ending-ports.ts";
import type { Disabling, Identity, RegionalRevocations } from "../../functions/revocation-ports.ts";
import { createDynamoDbClient, OTHER_REGION } from "../../functions/stores/dynamodb-client.ts";
import { createEndingStore } from "../../functions/stores/ending-store.ts";
import { everywhere } from "../../functions/stores/regional-revocations.ts";
import { createRevocationStore } from "../../functions/stores/revocation-store.ts";

export interface RegionalPeopleOptions {
  readonly regions: readonly string[];
  readonly tableName: string;
  /** Another endpoint than AWS's; `{region}` in it stands for the Region. */
  readonly endpoint: string | undefined;
}

export interface RegionalState {
  readonly region: string;
  /** `away`: its table did not answer; undefined: not disabled there. */
  readonly disabling: Disabling | "away" | undefined;
}

export interface RegionalPeople {
  readonly everywhere: RegionalRevocations;
  /** Asked for in the first Region that answers, whose keeper ends the sessions of all. */
  readonly endings: RegionalEndings;
  read(person: Identity, nowEpochSeconds: number): Promise<readonly RegionalState[]>;
}

export function createRegionalPeople({
  regions,
  tableName,
  endpoint,
}: RegionalPeopleOptions): RegionalPeople {
  const clients = regions.map(
    (region) => [region, createDynamoDbClient({ region, endpoint, patience: OTHER_REGION })] as const,
  );
  const stores = new Map(
    clients.map(([region, client]) => [region, createRevocationStore(client, tableName, OTHER_REGION)]),
  );
  const endings = clients.map(
    ([region, client]) => [region, createEndingStore({ client, tableName, patience: OTHER_REGION })] as const,
  );
  return {
    everywhere: everywhere(stores),
    endings: {
      async request(sessions, wanted, now) {
        for (const [, store] of endings) {
          const requested = await store.request(sessions, wanted, now);
          if (requested.ok) return requested;
        }
        return err("unavailable");
      },
      async withdraw(sessions, by) {
        const withdrawn = endings.map(async ([region, store]) => {
          const { ok } = await store.withdraw(sessions, by);
          return ok ? [] : [region];
        });
        return (await Promise.all(withdrawn)).flat();
      },
    },
    read: (person, now) =>
      Promise.all(
        [...stores].map(async ([region, store]) => {
          const standing = await store.read(person, [], now);
          return { region, disabling: standing.ok ? standing.value.disabling : "away" };
        }),
      ),
  };
}
