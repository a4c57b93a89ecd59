/**
 * Handles on DynamoDB: one conditional update of the launch's item (launch-store.ts) in the table of the handle's home,
 * whatever Region is asked; read afterwards only where the condition failed, to tell why.
 * It adds to the item `redeemedAt` (epoch seconds, of the first time), `redeemedBy` (the redemption's digest) and
 * `redeemedSession`.
 */
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as v from "valibot";
import type { ContextStore, RedeemedLaunch, Redemption } from "../context-ports.ts";
import { type HandleFacts, handleFault } from "../core/handle-fault.ts";
import { err, type Result } from "../core/result.ts";
import type { StoreFailure } from "../ports.ts";
import { answeredWith, createDynamoDbClient, OTHER_REGION, type Patience } from "./dynamodb-client.ts";

export interface ContextStoreOptions {
  readonly regions: readonly string[];
  /** The Region this runs in, whose table is near. */
  readonly own: string;
  readonly tableName: string;
  /** Another endpoint than AWS's; `{region}` in it stands for the Region. */
  readonly endpoint: string | undefined;
}

/** For whom an answer was lost: long enough to ask again, far too short for whoever finds the handle later. */
const REPEAT_SECONDS = 60;

/** A repetition may come after the handle's time: what it asks for has been given already. AND binds before OR. */
const REDEEMABLE = [
  "handleDigest = :handle AND binding IN (BINDINGS) AND #state <> :failed AND expiresAt > :now",
  "(attribute_not_exists(redeemedBy) AND handleExpiresAt > :now OR redeemedBy = :attempt AND redeemedAt > :repeatable)",
].join(" AND ");

const REDEEMED =
  "SET redeemedAt = if_not_exists(redeemedAt, :now), redeemedBy = :attempt, redeemedSession = :session";

const storedRecord = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    ...{ identityProvider: v.string(), subject: v.string(), userId: v.string(), application: v.string() },
    sealedHandover: v.optional(v.string()),
  }),
);

const storedPlacement = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ fleetId: v.string(), region: v.string(), stack: v.string(), fleet: v.string() }),
);

export function createContextStore({ regions, own, tableName, endpoint }: ContextStoreOptions): ContextStore {
  const tables = new Map(
    regions.map((region) => {
      const far = region === own ? {} : { patience: OTHER_REGION };
      const client = createDynamoDbClient({ region, endpoint, ...far });
      return [region, { client, tableName, patience: far.patience }];
    }),
  );
  return {
    async redeem(home, redemption, nowEpochSeconds) {
      const table = tables.get(home);
      if (table === undefined) return err("handle_home_unknown");
      const redeemed = await redeemIn(table, redemption, nowEpochSeconds);
      if (redeemed.ok) return redeemed;
      if (redeemed.error === "unavailable") return err("unavailable");
      const read = await readFrom(table, redemption.launchId);
      if (!read.ok) return err("unavailable");
      return err(handleFault(read.value, redemption, nowEpochSeconds) ?? "unavailable");
    },
  };
}

interface Table {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly patience: Patience | undefined;
}

type Item = Readonly<Record<string, AttributeValue>>;

async function redeemIn(
  { client, tableName, patience }: Table,
  { launchId, handleDigest, bindings, attemptDigest, sessionId }: Redemption,
  nowEpochSeconds: number,
): Promise<Result<RedeemedLaunch, StoreFailure>> {
  const values = [...new Set(bindings)].map(
    (binding, place) => [`:binding${place}`, { S: binding }] as const,
  );
  const command = new UpdateItemCommand({
    TableName: tableName,
    Key: { pk: { S: launchId } },
    UpdateExpression: REDEEMED,
    ConditionExpression: REDEEMABLE.replace("BINDINGS", values.map(([name]) => name).join(", ")),
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: {
      ...Object.fromEntries(values),
      ":handle": { S: handleDigest },
      ":attempt": { S: attemptDigest },
      ":session": { S: sessionId },
      ":failed": { S: "failed" },
      ":now": { N: String(nowEpochSeconds) },
      ":repeatable": { N: String(nowEpochSeconds - REPEAT_SECONDS) },
    },
    ReturnValues: "ALL_NEW",
  });
  return await answeredWith(async (options) => {
    const { Attributes = {} } = await client.send(command, options);
    return redeemedLaunch(launchId, Attributes);
  }, patience);
}

/** An item that is no launch has no record; it is as good as none. */
async function readFrom(
  { client, tableName, patience }: Table,
  launchId: string,
): Promise<Result<HandleFacts | undefined, StoreFailure>> {
  const get = new GetItemCommand({
    TableName: tableName,
    Key: { pk: { S: launchId } },
    ConsistentRead: true,
  });
  return await answeredWith(async (options) => {
    const { Item } = await client.send(get, options);
    return Item?.record === undefined ? undefined : handleFacts(Item);
  }, patience);
}

/** Throws for an item that the broker did not write, which counts as a table that did not answer. */
function redeemedLaunch(launchId: string, item: Item): RedeemedLaunch {
  const { sealedHandover, ...record } = v.parse(storedRecord, item.record?.S);
  const placement = v.parse(storedPlacement, item.placement?.S);
  return { launchId, ...record, sealedHandover, placement, redeemedAt: Number(item.redeemedAt?.N) };
}

function handleFacts(item: Item): HandleFacts {
  return {
    state: item.state?.S ?? "",
    userId: v.parse(storedRecord, item.record?.S).userId,
    handleDigest: item.handleDigest?.S ?? "",
    binding: item.binding?.S ?? "",
    isRedeemed: item.redeemedBy !== undefined,
    handleExpiresAt: Number(item.handleExpiresAt?.N),
    expiresAt: Number(item.expiresAt?.N),
  };
}
