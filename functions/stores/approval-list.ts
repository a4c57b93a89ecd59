/**
 * Which requests are open: one item for each application, whose approvers look through them, and one for each person, who
 * has one for each application at most. An item of the launch table with an attribute for each request, so that two that
 * are made at once never overwrite each other.
 * Items: `pk` (`approvals:for:<application>` or `approvals:of:<user id>`), `open <name>` (JSON: id, until), `expiresAt`
 * (the TTL attribute).
 * Invariant: an entry is a hint. Whether its request is open the request itself says.
 */
import { type AttributeValue, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import * as v from "valibot";

/** Keeps names apart from the item's own attributes. */
const PREFIX = "open ";
/** Longer than any request may be answered (policy-schema-approval.ts). */
const KEPT_SECONDS = 8 * 86_400;
/** An expression may name only so many at once; the next request clears the others away. */
const MOST_CLEARED = 50;

const stored = v.pipe(v.string(), v.parseJson(), v.object({ id: v.string(), until: v.number() }));

export interface ListEntry {
  /** The application in a person's list, the request's id in an application's. */
  readonly name: string;
  readonly id: string;
  /** Seconds since the epoch. */
  readonly until: number;
}

export type ApprovalListKey = `for:${string}` | `of:${string}`;

export function readList(tableName: string, key: ApprovalListKey): GetItemCommand {
  return new GetItemCommand({ TableName: tableName, Key: keyOf(key), ConsistentRead: true });
}

/** Also those that are over. */
export function entriesFrom(item: Readonly<Record<string, AttributeValue>> = {}): readonly ListEntry[] {
  return Object.entries(item).flatMap(([name, { S }]) => {
    const entry = v.safeParse(stored, S);
    return name.startsWith(PREFIX) && entry.success
      ? [{ name: name.slice(PREFIX.length), ...entry.output }]
      : [];
  });
}

/** Fails where another entry of that name has come since `former` was read; clears what is over. */
export function addToList(
  tableName: string,
  key: ApprovalListKey,
  entry: ListEntry,
  former: ListEntry | undefined,
  over: readonly ListEntry[],
  nowEpochSeconds: number,
): UpdateItemCommand {
  const cleared = over.filter(({ name }) => name !== entry.name).slice(0, MOST_CLEARED);
  const places = cleared.map((_, place) => `#over${place}`);
  const expected = former === undefined ? "attribute_not_exists(#entry)" : "#entry = :former";
  return new UpdateItemCommand({
    TableName: tableName,
    Key: keyOf(key),
    UpdateExpression: `SET #entry = :entry, expiresAt = :expiresAt${places.length === 0 ? "" : ` REMOVE ${places.join(", ")}`}`,
    // Its own, where the SDK repeats a write whose answer was lost.
    ConditionExpression: `${expected} OR #entry = :entry`,
    ExpressionAttributeNames: {
      "#entry": `${PREFIX}${entry.name}`,
      ...Object.fromEntries(cleared.map(({ name }, place) => [`#over${place}`, `${PREFIX}${name}`])),
    },
    ExpressionAttributeValues: {
      ":entry": { S: textOf(entry) },
      ":expiresAt": { N: String(nowEpochSeconds + KEPT_SECONDS) },
      ...(former && { ":former": { S: textOf(former) } }),
    },
  });
}

/** Fails where the entry of that name is of another request by now. */
export function takeOffList(tableName: string, key: ApprovalListKey, entry: ListEntry): UpdateItemCommand {
  return new UpdateItemCommand({
    TableName: tableName,
    Key: keyOf(key),
    UpdateExpression: "REMOVE #entry",
    ConditionExpression: "#entry = :entry",
    ExpressionAttributeNames: { "#entry": `${PREFIX}${entry.name}` },
    ExpressionAttributeValues: { ":entry": { S: textOf(entry) } },
  });
}

function textOf({ id, until }: ListEntry): string {
  return JSON.stringify({ id, until });
}

function keyOf(key: ApprovalListKey) {
  return { pk: { S: `approvals:${key}` } };
}
