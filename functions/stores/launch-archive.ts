/**
 * Past launches from the launch tables of all the broker's Regions: one consistent read each, side by side, each under a
 * deadline of its own. Items are launch-store.ts's.
 * Invariant: neither the handle's digest nor what is sealed leaves this file, and what has expired is not there.
 */
import { type AttributeValue, type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { ArchivedLaunch } from "../core/explain-launch.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { LaunchArchive, StoreFailure } from "../ports.ts";
import { answered, createDynamoDbClient, OTHER_REGION } from "./dynamodb-client.ts";

export interface LaunchArchiveOptions {
  readonly regions: readonly string[];
  /** The Region this runs in, whose table is near; undefined: none of them. */
  readonly own: string | undefined;
  readonly tableName: string;
  /** Another endpoint than AWS's; `{region}` in it stands for the Region. */
  readonly endpoint: string | undefined;
}

type Item = Readonly<Record<string, AttributeValue>>;

export function createLaunchArchive({
  regions,
  own,
  tableName,
  endpoint,
}: LaunchArchiveOptions): LaunchArchive {
  const tables = regions.map((region) => {
    const far = region === own ? {} : { patience: OTHER_REGION };
    const client = createDynamoDbClient({ region, endpoint, ...far });
    const read = (launchId: string) => launchIn(client, tableName, launchId, far.patience);
    return { region, read };
  });
  return {
    async find(launchId, nowEpochSeconds) {
      const answers = await Promise.all(
        tables.map(async ({ region, read }) => ({ region, answer: await read(launchId) })),
      );
      for (const { answer } of answers) {
        if (answer.ok && answer.value !== undefined && nowEpochSeconds < answer.value.expiresAt) {
          return ok(answer.value.launch);
        }
      }
      const silent = answers.filter(({ answer }) => !answer.ok).map(({ region }) => region);
      return err(silent.length === 0 ? { kind: "not_found" } : { kind: "unavailable", regions: silent });
    },
  };
}

interface StoredLaunch {
  readonly launch: ArchivedLaunch;
  readonly expiresAt: number;
}

async function launchIn(
  client: DynamoDBClient,
  tableName: string,
  launchId: string,
  patience: typeof OTHER_REGION | undefined,
): Promise<Result<StoredLaunch | undefined, StoreFailure>> {
  const get = new GetItemCommand({
    TableName: tableName,
    Key: { pk: { S: launchId } },
    ConsistentRead: true,
  });
  let found: StoredLaunch | undefined;
  const asked = await answered(async (options) => {
    const { Item } = await client.send(get, options);
    found = Item && storedLaunch(launchId, Item);
  }, patience);
  return asked.ok ? ok(found) : asked;
}

/** Undefined for an item of another kind. Throws for JSON that is none, which counts as a table that did not answer. */
function storedLaunch(launchId: string, item: Item): StoredLaunch | undefined {
  const record = item.record?.S;
  if (record === undefined) return undefined;
  const unchanging = JSON.parse(record) as Omit<ArchivedLaunch, "placement" | "failedAttempts"> & {
    readonly sealedHandover?: string;
    /** What records of former versions call it. */
    readonly sealedContext?: string;
  };
  const { sealedHandover: _, sealedContext: __, ...shown } = unchanging;
  const { reason } = item;
  return {
    expiresAt: Number(item.expiresAt?.N),
    launch: {
      ...shown,
      launchId,
      basis: shown.basis ?? null,
      waitedSeconds: shown.waitedSeconds ?? null,
      placement: JSON.parse(item.placement?.S ?? ""),
      failedAttempts: JSON.parse(item.failedAttempts?.S ?? ""),
      state: item.state?.S as ArchivedLaunch["state"],
      reason: reason?.S === undefined || reason.S === "none" ? null : reason.S,
    },
  };
}
