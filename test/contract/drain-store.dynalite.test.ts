import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { err, ok } from "../../functions/core/result.ts";
import { createDrainStore } from "../../functions/stores/drain-store.ts";
import { describeDrainStore } from "./drain-store.contract.ts";
import { connect, createTables, forget, LAUNCHES } from "./dynamodb-tables.ts";

let dynalite: Store;
let client: DynamoDBClient;

beforeAll(async () => {
  dynalite = await startStore({ port: 0 });
  client = connect(dynalite.endpoint);
  await createTables(client);
});

afterAll(async () => {
  client.destroy();
  await dynalite.stop();
});

beforeEach(() => forget(client, LAUNCHES, "maintenance"));

describe("createDrainStore on dynalite", () => {
  describeDrainStore(async () => createDrainStore(client, LAUNCHES));
});

describe("createDrainStore", () => {
  const good = { S: '{"owner":"Ana","reason":"patching","until":1795172400}' };

  it.each([
    ["no JSON", { S: "{" }],
    ["another type", { N: "7" }],
    ["a drain without an owner", { S: '{"reason":"patching","until":1795172400}' }],
    ["an end that is no number", { S: '{"owner":"Ana","reason":"patching","until":"tomorrow"}' }],
    ["an end between two seconds", { S: '{"owner":"Ana","reason":"patching","until":1795172400.5}' }],
    ["a key that nobody knows", { S: '{"owner":"Ana","reason":"patching","until":1,"also":1}' }],
  ])("ignores %s and reads the rest", async (_what, value) => {
    const Item = { pk: { S: "maintenance" }, "fleet ireland": value, "fleet virginia": good, other: good };
    await client.send(new PutItemCommand({ TableName: LAUNCHES, Item }));
    const drains = await createDrainStore(client, LAUNCHES).read();
    expect(drains).toStrictEqual(
      ok(new Map([["virginia", { owner: "Ana", reason: "patching", until: 1_795_172_400 }]])),
    );
  });

  it("says that a table is away", async () => {
    const store = createDrainStore(client, "no-such-table");
    expect(await store.read()).toStrictEqual(err("unavailable"));
    expect(await store.begin("ireland", { owner: "A", reason: "B", until: 1 })).toStrictEqual(
      err("unavailable"),
    );
    expect(await store.end("ireland")).toStrictEqual(err("unavailable"));
  });
});
