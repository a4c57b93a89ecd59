/**
 * A fleet's door as an item of the launch table, and the three writes to it: the rules of core/door.ts as conditions.
 * Items: `pk` (`door:<fleet id>`), the members of `Door` as numbers, `given <slot>` for each slot of seconds in which
 * places were given of late, `expiresAt` (epoch seconds, the table's TTL attribute).
 * Invariant: a place is counted by the write that its condition lets through, so of any number at once no more are let
 * in than there are places.
 */
import { type AttributeValue, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type Door, NEW_DOOR, slotOf } from "../core/door.ts";

type Item = Readonly<Record<string, AttributeValue>>;
type Member = Exclude<keyof Door, "given">;

/** What an observation sets anew; `next` counts on by itself. */
const TURNED = [
  ...["observedAt", "freePlaces", "taken", "openPlaces", "openTaken"],
  ...["called", "returning", "lineTaken", "missed", "admitted"],
] as const satisfies readonly Member[] as readonly Member[];
const GIVEN = "given ";
/** Longer than anybody may wait: a line must not begin anew while somebody stands in it. */
const KEPT_SECONDS = 86_400;

export function readDoor(tableName: string, fleet: string): GetItemCommand {
  return new GetItemCommand({ TableName: tableName, Key: keyOf(fleet), ConsistentRead: true });
}

export function doorFrom(item: Item = {}): Door {
  const number = (name: string): number => {
    const value = Number(item[name]?.N ?? 0);
    return Number.isSafeInteger(value) ? value : 0;
  };
  const members = [...TURNED, "next" as const].map((name) => [name, number(name)]);
  const given = Object.keys(item)
    .filter((name) => name.startsWith(GIVEN))
    .map((name) => [Number(name.slice(GIVEN.length)), number(name)] as const);
  return { ...NEW_DOOR, ...(Object.fromEntries(members) as Partial<Door>), given: new Map(given) };
}

/** Fails where the door has been turned since `former` was read, or a place given. */
export function turnDoor(
  tableName: string,
  fleet: string,
  former: Door,
  door: Door,
  nowMilliseconds: number,
): UpdateItemCommand {
  const forgotten = [...former.given.keys()].filter((slot) => !door.given.has(slot));
  const sets = [...TURNED.map((name) => `#${name} = :${name}`), "#next = if_not_exists(#next, :none)"];
  const removes = forgotten.map((_, place) => `#given${place}`).join(", ");
  return new UpdateItemCommand({
    TableName: tableName,
    Key: keyOf(fleet),
    UpdateExpression: `SET ${sets.join(", ")}, expiresAt = :expiresAt${removes && ` REMOVE ${removes}`}`,
    ConditionExpression:
      former.observedAt === 0
        ? "attribute_not_exists(#observedAt)"
        : "#observedAt = :formerObservedAt AND #taken = :formerTaken",
    ExpressionAttributeNames: {
      ...namesOf([...TURNED, "next"]),
      ...Object.fromEntries(forgotten.map((slot, place) => [`#given${place}`, `${GIVEN}${slot}`])),
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(TURNED.map((name) => [`:${name}`, { N: String(door[name]) }])),
      ...(former.observedAt !== 0 && {
        ":formerObservedAt": { N: String(former.observedAt) },
        ":formerTaken": { N: String(former.taken) },
      }),
      ":none": { N: "0" },
      ":expiresAt": expiry(nowMilliseconds),
    },
  });
}

/**
 * Takes a place of the observation at `observedAt` or a newer one. `number` for somebody who is called; undefined takes
 * one of those that are for anybody.
 */
export function enterDoor(
  tableName: string,
  { fleet, observedAt, number }: { fleet: string; observedAt: number; number: number | undefined },
  nowMilliseconds: number,
): UpdateItemCommand {
  const counter = number === undefined ? "openTaken" : "lineTaken";
  const own = number === undefined ? "#openTaken < #openPlaces" : "#admitted >= :number";
  return new UpdateItemCommand({
    TableName: tableName,
    Key: keyOf(fleet),
    UpdateExpression: `ADD #taken :one, #${counter} :one, #given :one`,
    ConditionExpression: `#observedAt >= :observedAt AND #taken < #freePlaces AND ${own}`,
    ExpressionAttributeNames: {
      ...namesOf(["taken", "observedAt", "freePlaces", counter]),
      ...namesOf(number === undefined ? ["openPlaces"] : ["admitted"]),
      "#given": `${GIVEN}${slotOf(nowMilliseconds)}`,
    },
    ExpressionAttributeValues: {
      ":one": { N: "1" },
      ":observedAt": { N: String(observedAt) },
      ...(number !== undefined && { ":number": { N: String(number) } }),
    },
  });
}

/** Answers the number as `next`. */
export function drawNumber(tableName: string, fleet: string, nowMilliseconds: number): UpdateItemCommand {
  return new UpdateItemCommand({
    TableName: tableName,
    Key: keyOf(fleet),
    UpdateExpression: "ADD #next :one SET expiresAt = :expiresAt",
    ExpressionAttributeNames: namesOf(["next"]),
    ExpressionAttributeValues: { ":one": { N: "1" }, ":expiresAt": expiry(nowMilliseconds) },
    ReturnValues: "UPDATED_NEW",
  });
}

function keyOf(fleet: string) {
  return { pk: { S: `door:${fleet}` } };
}

/** Some of them are words that DynamoDB reserves. */
function namesOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`#${name}`, name]));
}

function expiry(nowMilliseconds: number): AttributeValue {
  return { N: String(Math.floor(nowMilliseconds / 1_000) + KEPT_SECONDS) };
}
