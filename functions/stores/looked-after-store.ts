/**
 * Who has sessions that somebody must look after, on DynamoDB: a few items of the launch table in the person's home
 * Region, so that they are found without a scan.
 * Items: `pk` (`timed:<shard>`), `due <user id>` (epoch seconds) for each person, `expiresAt` (the TTL attribute, far off).
 */
import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { ok } from "../core/result.ts";
import type { LookedAfter, Reminder } from "../use-ports.ts";
import { answered, answeredWith } from "./dynamodb-client.ts";
import { sha256, type UseHomes } from "./use-homes.ts";

export interface LookedAfterOptions {
  readonly homes: UseHomes;
  /** This Region's table, of which `due` tells. */
  readonly own: DynamoDBClient;
  readonly tableName: string;
}

/** An item holds some thousands of people. */
const SHARDS = 16;
const PREFIX = "due ";
const KEPT_SECONDS = 40 * 86_400;

export function createLookedAfterStore({ homes, own, tableName }: LookedAfterOptions): LookedAfter {
  return {
    async remind(userId, dueAt, nowEpochSeconds) {
      const { client, patience } = homes(userId);
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(shardOf(userId)),
        // A second earlier than it was: never later, and always another than whoever is looking now has read.
        UpdateExpression: "SET #person = if_not_exists(#person, :next) - :second, expiresAt = :expiresAt",
        ExpressionAttributeNames: { "#person": `${PREFIX}${userId}` },
        ExpressionAttributeValues: {
          ":next": number(dueAt + 1),
          ":second": number(1),
          ":expiresAt": number(nowEpochSeconds + KEPT_SECONDS),
        },
      });
      return await answered((options) => client.send(update, options), patience);
    },
    async due(nowEpochSeconds) {
      const shards = await Promise.all(
        Array.from({ length: SHARDS }, (_, shard) =>
          answeredWith((options) => {
            const get = new GetItemCommand({ TableName: tableName, Key: keyOf(shard), ConsistentRead: true });
            return own.send(get, options);
          }),
        ),
      );
      const reminders: Reminder[] = [];
      for (const shard of shards) {
        if (!shard.ok) return shard;
        for (const [name, { N }] of Object.entries(shard.value.Item ?? {})) {
          if (name.startsWith(PREFIX))
            reminders.push({ userId: name.slice(PREFIX.length), dueAt: Number(N) });
        }
      }
      const overdue = reminders.filter(({ dueAt }) => dueAt <= nowEpochSeconds);
      return ok(overdue.toSorted((a, b) => a.dueAt - b.dueAt));
    },
    async done({ userId, dueAt }, nextDueAt, nowEpochSeconds) {
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: keyOf(shardOf(userId)),
        UpdateExpression:
          nextDueAt === undefined
            ? "SET expiresAt = :expiresAt REMOVE #person"
            : "SET expiresAt = :expiresAt, #person = :next",
        ConditionExpression: "#person = :dueAt",
        ExpressionAttributeNames: { "#person": `${PREFIX}${userId}` },
        ExpressionAttributeValues: {
          ":dueAt": number(dueAt),
          ":expiresAt": number(nowEpochSeconds + KEPT_SECONDS),
          ...(nextDueAt !== undefined && { ":next": number(nextDueAt) }),
        },
      });
      return await answered((options) => own.send(update, options));
    },
  };
}

function shardOf(userId: string): number {
  return sha256(userId).charCodeAt(0) % SHARDS;
}

function keyOf(shard: number) {
  return { pk: { S: `timed:${shard}` } };
}

function number(value: number) {
  return { N: String(value) };
}
