/** Whether the table answers: one read of a key that never exists. */
import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { Clock } from "../ports.ts";
import { answered } from "./dynamodb-client.ts";

/** Anyone may ask for the health, so that the table is asked at most this often. */
const KEPT_MILLISECONDS = 5_000;

export function createStoreProbe(
  client: DynamoDBClient,
  tableName: string,
  now: Clock,
): () => Promise<boolean> {
  const get = new GetItemCommand({ TableName: tableName, Key: { pk: { S: "health" } } });
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<boolean> | undefined;
  return async () => {
    if (answer === undefined || now() - asked >= KEPT_MILLISECONDS) {
      asked = now();
      answer = answered((options) => client.send(get, options)).then(({ ok }) => ok);
    }
    return await answer;
  };
}
