/**
 * Where each person's launches went, on DynamoDB: one item a person in the launch table of the Region that launched, and
 * one attribute a fleet. A person may have been served by any Region of the broker, so all are asked, and those that do
 * not answer soon are left out.
 * Items: `pk` (`person:<user id>`), `fleet <fleet id>` (JSON: launch id, application, its time, when and by whom its session
 * was ended), `expiresAt` (epoch seconds,
 * the table's TTL attribute). TTL deletes late, so every entry's time is tested.
 */
import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import * as v from "valibot";
import { lastKnownAt } from "../core/last-known-at.ts";
import { LONGEST_STREAMING_SECONDS as LONGEST_SECONDS } from "../core/longest-session.ts";
import type { Result } from "../core/result.ts";
import { END_CAUSES } from "../core/session-end.ts";
import type { Clock, RecordedPlace, StoreFailure } from "../ports.ts";
import type { PlaceArchive } from "../session-ports.ts";
import { answered, answeredWith, OPTIONAL, OPTIONAL_ELSEWHERE } from "./dynamodb-client.ts";
import { unlessResting } from "./unless-resting.ts";

export interface PlaceStoreOptions {
  /** This Region's. */
  readonly client: DynamoDBClient;
  /** The broker's other Regions'. */
  readonly others: readonly DynamoDBClient[];
  readonly tableName: string;
  readonly now: Clock;
  /** How long to wait for any of them; default: 300. */
  readonly budgetMilliseconds?: number;
}

/** Keeps fleet ids apart from the item's own attributes. */
const PREFIX = "fleet ";
const BUDGET_MILLISECONDS = 300;

const storedPlace = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    launchId: v.string(),
    application: v.string(),
    launchedAt: v.pipe(v.number(), v.safeInteger()),
    endedAt: v.optional(v.pipe(v.number(), v.safeInteger())),
    // A word of a version to come is none, and the place is one all the same.
    endedBy: v.fallback(v.optional(v.picklist(END_CAUSES)), undefined),
  }),
);

export function createPlaceStore({
  client,
  others,
  tableName,
  now,
  budgetMilliseconds = BUDGET_MILLISECONDS,
}: PlaceStoreOptions): PlaceArchive {
  const near = Math.max(OPTIONAL.deadlineMilliseconds, budgetMilliseconds);
  const tables = [
    { of: client, read: placesIn(client, tableName, near) },
    ...others.map((of) => ({
      of,
      read: placesIn(of, tableName, OPTIONAL_ELSEWHERE.deadlineMilliseconds),
    })),
  ].map(({ of, read }) => ({ of, read: unlessResting(read, now, budgetMilliseconds) }));

  const everywhere: PlaceArchive["everywhere"] = async (userId, nowEpochSeconds) => {
    const newest = new Map<string, RecordedPlace>();
    const silentRegions: string[] = [];
    const answers = await Promise.all(
      tables.map(async ({ of, read }) => ({ of, places: await read(userId) })),
    );
    for (const { of, places } of answers) {
      if (places === undefined) silentRegions.push(await of.config.region());
      for (const place of places ?? []) {
        if (nowEpochSeconds - lastKnownAt(place) >= LONGEST_SECONDS) continue;
        const other = newest.get(place.fleet);
        if (other === undefined || lastKnownAt(other) < lastKnownAt(place)) newest.set(place.fleet, place);
      }
    }
    return { places: [...newest.values()], silentRegions };
  };

  return {
    everywhere,
    recent: async (userId, nowEpochSeconds) => (await everywhere(userId, nowEpochSeconds)).places,
    async remember(userId, { fleet, ...place }, nowEpochSeconds): Promise<Result<void, StoreFailure>> {
      const command = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(userId),
        UpdateExpression: "SET #fleet = :place, expiresAt = :expiresAt",
        // A fleet's id may be a reserved word, or hold characters that an expression cannot.
        ExpressionAttributeNames: { "#fleet": `${PREFIX}${fleet}` },
        ExpressionAttributeValues: {
          ":place": { S: JSON.stringify(place) },
          ":expiresAt": { N: String(nowEpochSeconds + LONGEST_SECONDS) },
        },
      });
      return await answered((options) => client.send(command, options));
    },
  };
}

type ReadPlaces = (userId: string) => Promise<readonly RecordedPlace[] | undefined>;

/** Undefined: the table is away. */
function placesIn(client: DynamoDBClient, tableName: string, deadlineMilliseconds: number): ReadPlaces {
  return async (userId) => {
    const get = new GetItemCommand({ TableName: tableName, Key: keyOf(userId) });
    const read = await answeredWith((options) => client.send(get, options), { deadlineMilliseconds });
    if (!read.ok) return undefined;
    return Object.entries(read.value.Item ?? {}).flatMap(([name, { S }]) => {
      const place = v.safeParse(storedPlace, S);
      if (!name.startsWith(PREFIX) || !place.success) return [];
      return [{ fleet: name.slice(PREFIX.length), ...place.output }];
    });
  };
}

function keyOf(userId: string) {
  return { pk: { S: `person:${userId}` } };
}
