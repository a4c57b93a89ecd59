/**
 * A person's number in the line of a fleet, as an item of the launch table, so that whoever comes back without their
 * ticket stands where they stood, and nobody stands there twice.
 * Items: `pk` (`line:<fleet id>:<user id>`), `number` (gone once it is used up), `expiresAt` (epoch seconds, the table's
 * TTL attribute). TTL deletes late, so every draw tests it.
 * Invariant: one number a person and fleet, and it lets in once: using it up removes it, on the condition that it is there.
 */
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";

export interface Stander {
  /** Policy id. */
  readonly fleet: string;
  readonly userId: string;
}

/** Answers the number as `number`, kept longer from now on; fails where they have none in force. */
export function keepNumber(
  tableName: string,
  stander: Stander,
  expiresAt: number,
  nowEpochSeconds: number,
): UpdateItemCommand {
  return new UpdateItemCommand({
    ...itemOf(tableName, stander),
    UpdateExpression: "SET expiresAt = :expiresAt",
    ConditionExpression: "attribute_exists(#number) AND expiresAt > :now",
    ExpressionAttributeValues: {
      ":expiresAt": { N: String(expiresAt) },
      ":now": { N: String(nowEpochSeconds) },
    },
    ReturnValues: "ALL_NEW",
  });
}

/** Fails where they have one in force. */
export function holdNumber(
  tableName: string,
  stander: Stander,
  number: number,
  expiresAt: number,
  nowEpochSeconds: number,
): UpdateItemCommand {
  return new UpdateItemCommand({
    ...itemOf(tableName, stander),
    UpdateExpression: "SET #number = :number, expiresAt = :expiresAt",
    ConditionExpression: "attribute_not_exists(#number) OR expiresAt <= :now",
    ExpressionAttributeValues: {
      ":number": { N: String(number) },
      ":expiresAt": { N: String(expiresAt) },
      ":now": { N: String(nowEpochSeconds) },
    },
  });
}

/** Of any number at once, one gets through. */
export function useNumber(tableName: string, stander: Stander, number: number): UpdateItemCommand {
  return new UpdateItemCommand({
    ...itemOf(tableName, stander),
    UpdateExpression: "REMOVE #number",
    ConditionExpression: "#number = :number",
    ExpressionAttributeValues: { ":number": { N: String(number) } },
  });
}

/** Undoes `useNumber`; fails where they have drawn another since. */
export function returnNumber(tableName: string, stander: Stander, number: number): UpdateItemCommand {
  return new UpdateItemCommand({
    ...itemOf(tableName, stander),
    UpdateExpression: "SET #number = :number",
    ConditionExpression: "attribute_exists(expiresAt) AND attribute_not_exists(#number)",
    ExpressionAttributeValues: { ":number": { N: String(number) } },
  });
}

/** `number` is a word that DynamoDB reserves. */
function itemOf(tableName: string, { fleet, userId }: Stander) {
  return {
    TableName: tableName,
    Key: { pk: { S: `line:${fleet}:${userId}` } },
    ExpressionAttributeNames: { "#number": "number" },
  };
}
