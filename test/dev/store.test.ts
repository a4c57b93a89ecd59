import { connect as connectSocket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { ConditionalCheckFailedException, DynamoDB } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { removeExpired } from "../../dev/store-expiry.ts";

let store: Store;
let client: DynamoDB;

const connect = (endpoint: string) =>
  new DynamoDB({ endpoint, region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });

beforeAll(async () => {
  store = await startStore({ port: 0 });
  client = connect(store.endpoint);
  await store.createTable({ name: "things", ttlAttribute: "expiresAt" });
});

afterAll(async () => {
  client.destroy();
  await store.stop();
});

const put = (pk: string, expiresAt?: number) =>
  client.putItem({
    TableName: "things",
    Item: { pk: { S: pk }, ...(expiresAt !== undefined && { expiresAt: { N: String(expiresAt) } }) },
    ConditionExpression: "attribute_not_exists(pk)",
  });

describe("startStore", () => {
  it("makes tables with one string key, paid per request, ready at once", async () => {
    const { Table } = await client.describeTable({ TableName: "things" });
    expect(Table).toMatchObject({
      TableStatus: "ACTIVE",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
    });
  });

  it("lets exactly one of fifty racing conditional puts win", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => put("race")));
    const losers = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(losers).toHaveLength(49);
    for (const { reason } of losers) expect(reason).toBeInstanceOf(ConditionalCheckFailedException);
  });

  it("refuses a second table of the same name", async () => {
    await expect(store.createTable({ name: "things" })).rejects.toMatchObject({
      name: "ResourceInUseException",
    });
  });

  it("survives a client that hangs up in the middle of a request", async () => {
    const socket = connectSocket(Number(new URL(store.endpoint).port), "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nbegun");
    await setTimeout(20);
    socket.destroy();
    await setTimeout(20);
    await expect(put("after the hang-up")).resolves.toBeDefined();
  });

  it("starts empty, next to a store that is not", async () => {
    const other = await startStore({ port: 0 });
    const otherClient = connect(other.endpoint);
    const { TableNames } = await otherClient.listTables({});
    otherClient.destroy();
    await other.stop();
    expect(TableNames).toStrictEqual([]);
  });

  it("frees its port when stopped, and names a port that is taken", async () => {
    const port = Number(new URL(store.endpoint).port);
    await expect(startStore({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is already in use`);
    const first = await startStore({ port: 0 });
    const freed = Number(new URL(first.endpoint).port);
    await first.stop();
    await (await startStore({ port: freed })).stop();
  });
});

describe("startStore, of several Regions", () => {
  const REGIONS = ["eu-west-1", "us-east-1"];
  let regional: Store;
  const clients = new Map<string, DynamoDB>();
  const connectTo = (region: string): DynamoDB => {
    const former = clients.get(region);
    const made = former ?? connect(regional.endpointTemplate.replace("{region}", region));
    clients.set(region, made);
    return made;
  };
  const putIn = (region: string, pk: string) =>
    connectTo(region).putItem({
      TableName: "things",
      Item: { pk: { S: pk } },
      ConditionExpression: "attribute_not_exists(pk)",
    });

  beforeAll(async () => {
    regional = await startStore({ port: 0, regions: REGIONS });
    await regional.createTable({ name: "things" });
  });
  afterAll(async () => {
    for (const made of clients.values()) made.destroy();
    await regional.stop();
  });

  it("gives each Region tables of its own", async () => {
    await putIn("eu-west-1", "here");
    await expect(putIn("us-east-1", "here")).resolves.toBeDefined();
    await expect(putIn("eu-west-1", "here")).rejects.toThrow(ConditionalCheckFailedException);
  });

  it("takes a path without a Region for the first one's", async () => {
    await putIn("eu-west-1", "first");
    const plain = connect(regional.endpoint);
    const { Item } = await plain.getItem({ TableName: "things", Key: { pk: { S: "first" } } });
    plain.destroy();
    expect(Item).toEqual({ pk: { S: "first" } });
  });

  it("breaks the connection to a Region that it does not have", async () => {
    await expect(putIn("eu-south-1", "nowhere")).rejects.toThrow();
  });

  it("lets one Region be away and come back with what was in it, and the other never know", async () => {
    await putIn("us-east-1", "kept");
    regional.setAway("us-east-1", true);
    await expect(putIn("us-east-1", "lost")).rejects.toThrow();
    await expect(putIn("eu-west-1", "meanwhile")).resolves.toBeDefined();
    regional.setAway("us-east-1", false);
    await expect(putIn("us-east-1", "kept")).rejects.toThrow(ConditionalCheckFailedException);
    await expect(putIn("us-east-1", "lost")).resolves.toBeDefined();
  });
});

describe("removeExpired", () => {
  it("removes what is past its time, and leaves what is not or has none", async () => {
    await Promise.all([put("past", 999), put("now", 1000), put("future", 1001), put("timeless")]);
    const table = { name: "things", ttlAttribute: "expiresAt" };
    expect(await removeExpired(client, table, 1000)).toBe(1);
    const { Items } = await client.scan({ TableName: "things" });
    const left = Items?.map(({ pk }) => pk?.S);
    expect(left).toEqual(expect.arrayContaining(["now", "future", "timeless"]));
    expect(left).not.toContain("past");
  });
});
