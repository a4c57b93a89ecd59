/**
 * Time to live for the embedded store, which lacks it: removes items whose time has passed.
 * As in DynamoDB the removal is late, so whoever reads an item still compares its time with the clock.
 */

import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDB,
} from "@aws-sdk/client-dynamodb";

export interface ExpiringTable {
  readonly name: string;
  /** Holds a number: seconds since the epoch. */
  readonly ttlAttribute: string;
}

/** Returns how many items went. An item that was renewed meanwhile stays. */
export async function removeExpired(
  client: DynamoDB,
  { name, ttlAttribute }: ExpiringTable,
  nowEpochSeconds: number,
): Promise<number> {
  const expired = {
    TableName: name,
    ExpressionAttributeNames: { "#ttl": ttlAttribute },
    ExpressionAttributeValues: { ":now": { N: String(nowEpochSeconds) } },
  };
  let removed = 0;
  let next: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.scan({
      ...expired,
      FilterExpression: "#ttl < :now",
      ...(next && { ExclusiveStartKey: next }),
    });
    for (const { pk } of page.Items ?? []) {
      if (!pk) continue;
      try {
        await client.deleteItem({ ...expired, Key: { pk }, ConditionExpression: "#ttl < :now" });
        removed += 1;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    }
    next = page.LastEvaluatedKey;
  } while (next);
  return removed;
}
