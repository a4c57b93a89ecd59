/** Whether the table answers: one read of a key that never exists. */
import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { answered } from "./dynamodb-client.ts";

export function createStoreProbe(client: DynamoDBClient, tableName: string): () => Promise<boolean> {
  const get = new GetItemCommand({ TableName: tableName, Key: { pk: { S: "health" } } });
  return async () => (await answered((options) => client.send(get, options))).ok;
}
