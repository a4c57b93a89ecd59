/**
 * What ends sessions, on DynamoDB: a few items of one Region's launch table, each read and written by itself.
 * Invariant: whatever does not answer, or answers what cannot be read, counts as away; nobody is let in for it.
 */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { err, ok, type Result } from "../core/result.ts";
import type { StoreFailure } from "../ports.ts";
import type { RevocationStore, SessionsOf } from "../revocation-ports.ts";
import { answered, answeredWith, type Patience } from "./dynamodb-client.ts";
import {
  disablingOf,
  endedUntilOf,
  readDisabling,
  readRevocation,
  removeDisabling,
  writeDisabling,
  writeRevocation,
} from "./revocation-item.ts";

/** Every page waits for it: two tries at the table of the same Region, and then the truth that it is away. */
export const SESSION_CHECK: Patience = {
  connectionMilliseconds: 400,
  requestMilliseconds: 600,
  deadlineMilliseconds: 1_300,
};

/** `patience`: the client's own. */
export function createRevocationStore(
  client: DynamoDBClient,
  tableName: string,
  patience: Patience,
): RevocationStore {
  return {
    async read(identity, logoutKeys, nowEpochSeconds) {
      const sessions: readonly SessionsOf[] = [identity, ...logoutKeys.map((logoutKey) => ({ logoutKey }))];
      const read = await answeredWith(
        (options) =>
          Promise.all([
            client.send(readDisabling(tableName, identity), options),
            ...sessions.map((each) => client.send(readRevocation(tableName, each), options)),
          ]),
        patience,
      );
      if (!read.ok) return read;
      const [disabled, ...revoked] = read.value;
      const ends = revoked
        .map(({ Item }) => endedUntilOf(Item, nowEpochSeconds))
        .filter((end) => end !== undefined);
      // An item whose time is no number ends sessions of we know not when.
      if (ends.some(Number.isNaN)) return err("unavailable");
      return ok({
        endedUntil: ends.length === 0 ? undefined : Math.max(...ends),
        disabling: disablingOf(disabled?.Item, nowEpochSeconds),
      });
    },
    async end(sessions, endedUntil, nowEpochSeconds) {
      const put = writeRevocation(tableName, sessions, endedUntil, nowEpochSeconds);
      return endedAlready(await answered((options) => client.send(put, options), patience));
    },
    async disable(identity, disabling) {
      const put = writeDisabling(tableName, identity, disabling);
      return await answered((options) => client.send(put, options), patience);
    },
    async enable(identity) {
      const remove = removeDisabling(tableName, identity);
      return await answered((options) => client.send(remove, options), patience);
    },
  };
}

function endedAlready(written: Result<void, StoreFailure>): Result<void, StoreFailure> {
  return !written.ok && written.error === "conflict" ? ok(undefined) : written;
}
