/**
 * What each person uses and the seats of applications, on DynamoDB: items of the launch table in their home Region.
 * Items: `pk` (`use:<user id>`), `version` (counts writes), `use` (JSON), `writer` (random for each write); and `pk` (`seats:<application>`), `seats` (a set of
 * launch ids); both `expiresAt` (epoch seconds, the TTL attribute). TTL deletes late, so the time of a person's item is tested.
 */
import { randomUUID } from "node:crypto";
import {
  BatchGetItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as v from "valibot";
import { NO_USE, type PersonUse } from "../core/person-use.ts";
import { err, ok } from "../core/result.ts";
import type { UseStore } from "../use-ports.ts";
import { answered, answeredWith } from "./dynamodb-client.ts";
import type { UseHome, UseHomes } from "./use-homes.ts";

/** Longer than any period: what was spent is known until it no longer counts. */
const KEPT_SECONDS = 40 * 86_400;

const epochSeconds = v.pipe(v.number(), v.safeInteger());

const storedUse = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    person: v.nullable(v.object({ identityProvider: v.string(), subject: v.string() })),
    slots: v.array(
      v.object({
        ...{ launchId: v.string(), application: v.string(), fleet: v.nullable(v.string()) },
        ...{ startedAt: epochSeconds, countedUntil: epochSeconds, openUntil: v.optional(epochSeconds, 0) },
        ...{ isOver: v.boolean(), ending: v.nullable(v.string()) },
      }),
    ),
    spent: v.array(v.object({ application: v.string(), from: epochSeconds, seconds: epochSeconds })),
  }),
);

export function createUseStore(homes: UseHomes, tableName: string): UseStore {
  const takenAt = async ({ client, patience }: UseHome, applications: readonly string[]) => {
    const Keys = applications.map(seatsOf);
    const get = new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys } } });
    const read = await answeredWith((options) => client.send(get, options), patience);
    if (!read.ok) return [];
    const { Responses: found, UnprocessedKeys: unread } = read.value;
    const taken = new Map(found?.[tableName]?.map(({ pk, seats }) => [pk?.S, seats?.SS?.length]));
    const missing = new Set(unread?.[tableName]?.Keys?.map(({ pk }) => pk?.S));
    return applications.flatMap((id) => {
      const key = seatsOf(id).pk.S;
      return missing.has(key) ? [] : [[id, taken.get(key) ?? 0] as const];
    });
  };
  return {
    async read(userId, nowEpochSeconds) {
      const { client, patience } = homes(userId);
      const get = new GetItemCommand({ TableName: tableName, Key: person(userId), ConsistentRead: true });
      const read = await answeredWith((options) => client.send(get, options), patience);
      if (!read.ok) return read;
      const { Item: item } = read.value;
      if (item === undefined) return ok(NO_USE);
      const version = Number(item.version?.N);
      // An item that is over is overwritten by whoever comes, as it stands there.
      if (Number(item.expiresAt?.N) <= nowEpochSeconds) return ok({ ...NO_USE, version });
      const use = v.safeParse(storedUse, item.use?.S);
      // What cannot be read might hold any number of sessions.
      return use.success ? ok({ version, ...use.output }) : err("unavailable");
    },
    async write(userId, { version, ...use }: PersonUse, nowEpochSeconds) {
      const { client, patience } = homes(userId);
      const writer = randomUUID();
      const stillAsRead = version === 0 ? "attribute_not_exists(pk)" : "#version = :read";
      const put = new PutItemCommand({
        TableName: tableName,
        Item: {
          ...person(userId),
          version: { N: String(version + 1) },
          use: { S: JSON.stringify(use) },
          writer: { S: writer },
          expiresAt: { N: String(nowEpochSeconds + KEPT_SECONDS) },
        },
        // The SDK repeats a write whose answer was lost: it finds its own first try and succeeds.
        ConditionExpression: `${stillAsRead} OR writer = :writer`,
        ...(version > 0 && { ExpressionAttributeNames: { "#version": "version" } }),
        ExpressionAttributeValues: {
          ":writer": { S: writer },
          ...(version > 0 && { ":read": { N: String(version) } }),
        },
      });
      return await answered((options) => client.send(put, options), patience);
    },
    async takeSeat(application, launchId, seats, nowEpochSeconds) {
      const { client, patience } = homes(application);
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: seatsOf(application),
        UpdateExpression: "ADD seats :launch SET expiresAt = :expiresAt",
        ConditionExpression: "attribute_not_exists(seats) OR size(seats) < :seats OR contains(seats, :id)",
        ExpressionAttributeValues: {
          ":launch": { SS: [launchId] },
          ":id": { S: launchId },
          ":seats": { N: String(seats) },
          ":expiresAt": { N: String(nowEpochSeconds + KEPT_SECONDS) },
        },
      });
      return await answered((options) => client.send(update, options), patience);
    },
    async seatsTaken(applications) {
      const asked = [...Map.groupBy(applications, homes)].flatMap(([home, ids]) =>
        batchesOf(ids).map((batch) => takenAt(home, batch)),
      );
      return new Map((await Promise.all(asked)).flat());
    },
    async leaveSeat(application, launchId) {
      const { client, patience } = homes(application);
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: seatsOf(application),
        UpdateExpression: "DELETE seats :launch",
        ExpressionAttributeValues: { ":launch": { SS: [launchId] } },
      });
      return await answered((options) => client.send(update, options), patience);
    },
  };
}

/** DynamoDB answers for so many items at once. */
const MOST_ITEMS = 100;

function batchesOf(ids: readonly string[]): readonly (readonly string[])[] {
  const batches = Math.ceil(ids.length / MOST_ITEMS);
  return Array.from({ length: batches }, (_, at) => ids.slice(at * MOST_ITEMS, (at + 1) * MOST_ITEMS));
}

function person(userId: string) {
  return { pk: { S: `use:${userId}` } };
}

function seatsOf(application: string) {
  return { pk: { S: `seats:${application}` } };
}
