/**
 * What ends sessions, as items of the launch table. Items: `revoked:<key>` with `endedUntil` (milliseconds since the
 * epoch) and `expiresAt`; `disabled:<key>` with `disabling` (JSON) and, where it has an end, `expiresAt` (epoch seconds,
 * the table's TTL attribute). A person's key is a digest of their identity.
 * Invariant: a disabling that cannot be read disables all the same.
 */
import { createHash } from "node:crypto";
import {
  type AttributeValue,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as v from "valibot";
import { LONGEST_BROKER_SESSION_SECONDS } from "../core/longest-session.ts";
import type { Disabling, Identity, SessionsOf } from "../revocation-ports.ts";

type Item = Readonly<Record<string, AttributeValue>>;

/** Differences between clocks, and the second in which a session is created. */
const SPARE_SECONDS = 600;

const storedDisabling = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    by: v.string(),
    reason: v.string(),
    at: v.pipe(v.number(), v.safeInteger()),
    until: v.nullable(v.pipe(v.number(), v.safeInteger())),
  }),
);

export function readRevocation(tableName: string, sessions: SessionsOf): GetItemCommand {
  return consistentRead(tableName, `revoked:${keyOf(sessions)}`);
}

export function readDisabling(tableName: string, identity: Identity): GetItemCommand {
  return consistentRead(tableName, `disabled:${keyOf(identity)}`);
}

/** Eventually would be late: somebody was told that the session is over. */
function consistentRead(tableName: string, pk: string): GetItemCommand {
  return new GetItemCommand({ TableName: tableName, Key: { pk: { S: pk } }, ConsistentRead: true });
}

/** Fails where as much is ended already. */
export function writeRevocation(
  tableName: string,
  sessions: SessionsOf,
  endedUntil: number,
  nowEpochSeconds: number,
): PutItemCommand {
  const expiresAt = nowEpochSeconds + LONGEST_BROKER_SESSION_SECONDS + SPARE_SECONDS;
  return new PutItemCommand({
    TableName: tableName,
    Item: {
      pk: { S: `revoked:${keyOf(sessions)}` },
      endedUntil: { N: String(endedUntil) },
      expiresAt: { N: String(expiresAt) },
    },
    ConditionExpression: "attribute_not_exists(pk) OR endedUntil < :endedUntil OR expiresAt <= :now",
    ExpressionAttributeValues: {
      ":endedUntil": { N: String(endedUntil) },
      ":now": { N: String(nowEpochSeconds) },
    },
  });
}

export function writeDisabling(tableName: string, identity: Identity, disabling: Disabling): PutItemCommand {
  const { by, reason, at, until } = disabling;
  return new PutItemCommand({
    TableName: tableName,
    Item: {
      pk: { S: `disabled:${keyOf(identity)}` },
      disabling: { S: JSON.stringify({ by, reason, at, until }) },
      ...(until !== null && { expiresAt: { N: String(until) } }),
    },
  });
}

export function removeDisabling(tableName: string, identity: Identity): DeleteItemCommand {
  return new DeleteItemCommand({ TableName: tableName, Key: { pk: { S: `disabled:${keyOf(identity)}` } } });
}

export function endedUntilOf(item: Item | undefined, nowEpochSeconds: number): number | undefined {
  if (item === undefined || isOver(item, nowEpochSeconds)) return undefined;
  return Number(item.endedUntil?.N);
}

export function disablingOf(item: Item | undefined, nowEpochSeconds: number): Disabling | undefined {
  if (item === undefined || isOver(item, nowEpochSeconds)) return undefined;
  const stored = v.safeParse(storedDisabling, item.disabling?.S);
  return stored.success ? stored.output : { by: "unknown", reason: "unknown", at: 0, until: null };
}

/** TTL deletes days late. */
function isOver(item: Item, nowEpochSeconds: number): boolean {
  return item.expiresAt !== undefined && Number(item.expiresAt.N) <= nowEpochSeconds;
}

/** What a person's sessions, or those of a logout key, are filed under. */
export function keyOf(sessions: SessionsOf): string {
  if ("logoutKey" in sessions) return sessions.logoutKey;
  const { identityProvider, subject } = sessions;
  return createHash("sha256")
    .update(JSON.stringify(["identity", identityProvider, subject]))
    .digest("base64url");
}
