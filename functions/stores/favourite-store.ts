/**
 * The applications that each person put first, on DynamoDB: one item a person in the launch table of the Region where
 * they said so, and one attribute an application. All Regions are read, and the newest word on an application counts, so
 * what is no favourite any more is written as well.
 * Items: `pk` (`favourites:<user id>`), `application <id>` (JSON: whether, and when in milliseconds), `expiresAt` (epoch
 * seconds, the table's TTL attribute). TTL deletes late, so every entry's time is tested.
 */
import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import * as v from "valibot";
import type { FavouriteStore } from "../catalogue-ports.ts";
import type { Clock } from "../ports.ts";
import { answered, answeredWith, OPTIONAL_ELSEWHERE } from "./dynamodb-client.ts";
import { unlessResting } from "./unless-resting.ts";

export interface FavouriteStoreOptions {
  /** This Region's. */
  readonly client: DynamoDBClient;
  /** The broker's other Regions'. */
  readonly others: readonly DynamoDBClient[];
  readonly tableName: string;
  readonly now: Clock;
  /** How long to wait for any of them; default: 300. */
  readonly budgetMilliseconds?: number;
}

const MAX_FAVOURITES = 100;
/** Two years after the last word on it. */
const KEPT_SECONDS = 2 * 366 * 86_400;
/** Keeps application ids apart from the item's own attributes. */
const PREFIX = "application ";
const BUDGET_MILLISECONDS = 300;

const storedWord = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ isFavourite: v.boolean(), changedAt: v.pipe(v.number(), v.safeInteger()) }),
);

interface Word extends v.InferOutput<typeof storedWord> {
  readonly application: string;
}

export function createFavouriteStore({
  client,
  others,
  tableName,
  now,
  budgetMilliseconds = BUDGET_MILLISECONDS,
}: FavouriteStoreOptions): FavouriteStore {
  // Whoever has just said so comes back to the list at once, and must find it there: consistent in this Region.
  const tables = [
    wordsIn(client, tableName, true),
    ...others.map((other) => wordsIn(other, tableName, false)),
  ].map((read) => unlessResting(read, now, budgetMilliseconds));

  return {
    async read(userId, nowMilliseconds) {
      const answers = await Promise.all(tables.map((read) => read(userId)));
      const newest = new Map<string, Word>();
      for (const word of answers.flatMap((words) => words ?? [])) {
        if (nowMilliseconds - word.changedAt >= KEPT_SECONDS * 1_000) continue;
        const other = newest.get(word.application);
        if (other === undefined || other.changedAt < word.changedAt) newest.set(word.application, word);
      }
      const favourites = [...newest.values()].filter(({ isFavourite }) => isFavourite);
      favourites.sort((a, b) => b.changedAt - a.changedAt);
      return new Set(favourites.slice(0, MAX_FAVOURITES).map(({ application }) => application));
    },
    async set(userId, application, isFavourite, nowMilliseconds) {
      const command = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(userId),
        UpdateExpression: "SET #application = :word, expiresAt = :expiresAt",
        ExpressionAttributeNames: { "#application": `${PREFIX}${application}` },
        ExpressionAttributeValues: {
          ":word": { S: JSON.stringify({ isFavourite, changedAt: nowMilliseconds }) },
          ":expiresAt": { N: String(Math.floor(nowMilliseconds / 1_000) + KEPT_SECONDS) },
        },
      });
      return await answered((options) => client.send(command, options));
    },
  };
}

/** Undefined: the table is away. */
function wordsIn(client: DynamoDBClient, tableName: string, isConsistent: boolean) {
  return async (userId: string): Promise<readonly Word[] | undefined> => {
    const get = new GetItemCommand({
      TableName: tableName,
      Key: keyOf(userId),
      ConsistentRead: isConsistent,
    });
    const read = await answeredWith((options) => client.send(get, options), OPTIONAL_ELSEWHERE);
    if (!read.ok) return undefined;
    return Object.entries(read.value.Item ?? {}).flatMap(([name, { S }]) => {
      const word = v.safeParse(storedWord, S);
      if (!name.startsWith(PREFIX) || !word.success) return [];
      return [{ application: name.slice(PREFIX.length), ...word.output }];
    });
  };
}

function keyOf(userId: string) {
  return { pk: { S: `favourites:${userId}` } };
}
