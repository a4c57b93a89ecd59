/** The two tables as an operator makes them, and launches read back from the raw item, past the adapter. */
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
} from "@aws-sdk/client-dynamodb";
import { createDynamoDbClient } from "../../functions/stores/dynamodb-client.ts";
import "../stores/local-credentials.ts";
import type { StoredLaunch } from "../support/memory-stores.ts";

export const LAUNCHES = "launches";
export const LOGIN_TRANSACTIONS = "login-transactions";

export function connect(endpoint: string): DynamoDBClient {
  return createDynamoDbClient({ region: "eu-west-1", endpoint });
}

export async function createTables(client: DynamoDBClient): Promise<void> {
  for (const TableName of [LAUNCHES, LOGIN_TRANSACTIONS]) {
    const command = new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    });
    await client.send(command).catch((cause: Error) => {
      // The client's own: its first try took a Java that has just started too long, and made the table.
      if (cause.name !== "ResourceInUseException") throw cause;
    });
  }
}

type Item = Record<string, AttributeValue>;

export async function readItem(
  client: DynamoDBClient,
  tableName: string,
  pk: string,
): Promise<Item | undefined> {
  const command = new GetItemCommand({ TableName: tableName, Key: { pk: { S: pk } }, ConsistentRead: true });
  return (await client.send(command)).Item;
}

export async function forget(client: DynamoDBClient, tableName: string, pk: string): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: tableName, Key: { pk: { S: pk } } }));
}

export async function readLaunch(
  client: DynamoDBClient,
  launchId: string,
): Promise<StoredLaunch | undefined> {
  const item = await readItem(client, LAUNCHES, launchId);
  if (item === undefined) return undefined;
  const record = JSON.parse(text(item, "record"));
  return {
    state: text(item, "state") as StoredLaunch["state"],
    reason: item.reason?.S,
    placement: {
      ...JSON.parse(text(item, "placement")),
      ...{ handleDigest: text(item, "handleDigest"), binding: text(item, "binding") },
    },
    failedAttempts: JSON.parse(text(item, "failedAttempts")),
    handleExpiresAt: Number(item.handleExpiresAt?.N),
    expiresAt: Number(item.expiresAt?.N),
    record: { sealedHandover: undefined, ...record },
  };
}

function text(item: Item, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new Error(`the item has no text ${name}`);
  return value;
}
