/** Whether the table answers: one read of a key that never exists. */
import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";

export function createStoreProbe(client: DynamoDBClient, tableName: string): () => Promise<boolean> {
  return async () => {
    try {
      await client.send(new GetItemCommand({ TableName: tableName, Key: { pk: { S: "health" } } }));
      return true;
    } catch {
      // Why it does not answer is in the client's metrics; a health check has two answers.
      return false;
    }
  };
}
