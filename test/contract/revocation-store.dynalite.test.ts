import { type AttributeValue, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { err, ok } from "../../functions/core/result.ts";
import { OTHER_REGION } from "../../functions/stores/dynamodb-client.ts";
import { createRevocationStore } from "../../functions/stores/revocation-store.ts";
import { connect, createTables, LAUNCHES, readItem } from "./dynamodb-tables.ts";
import { describeRevocationStore } from "./revocation-store.contract.ts";

const NOW = 1_795_165_200;
const ANA = { identityProvider: "corporate", subject: "00u-ana" };

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

const store = (table = LAUNCHES) => createRevocationStore(client, table, OTHER_REGION);
const put = (Item: Record<string, AttributeValue>) =>
  client.send(new PutItemCommand({ TableName: LAUNCHES, Item }));

describe("createRevocationStore on dynalite", () => {
  describeRevocationStore(() => store());
});

describe("createRevocationStore", () => {
  it("keeps no name and no claim in an item's key", async () => {
    await store().end(ANA, NOW * 1_000, NOW);
    await store().disable(ANA, { by: "Ben", reason: "left", at: NOW, until: NOW + 60 });
    const key = await digestOf(ANA);
    expect(await readItem(client, LAUNCHES, `revoked:${key}`)).toStrictEqual({
      pk: { S: `revoked:${key}` },
      endedUntil: { N: String(NOW * 1_000) },
      expiresAt: { N: String(NOW + 43_800) },
    });
    expect(await readItem(client, LAUNCHES, `disabled:${key}`)).toStrictEqual({
      pk: { S: `disabled:${key}` },
      disabling: { S: JSON.stringify({ by: "Ben", reason: "left", at: NOW, until: NOW + 60 }) },
      expiresAt: { N: String(NOW + 60) },
    });
  });

  it.each<[string, AttributeValue]>([
    ["no JSON", { S: "{" }],
    ["another type", { N: "7" }],
    ["a disabling without an owner", { S: '{"reason":"left","at":1,"until":null}' }],
  ])("takes a person for disabled of whom the item holds %s", async (_what, disabling) => {
    const cara = { identityProvider: "corporate", subject: "00u-cara" };
    await put({ pk: { S: `disabled:${await digestOf(cara)}` }, disabling });
    expect(await store().read(cara, [], NOW)).toStrictEqual(
      ok({
        endedUntil: undefined,
        disabling: { by: "unknown", reason: "unknown", at: 0, until: null },
      }),
    );
  });

  it("counts an end whose time is no number as the table being away", async () => {
    await put({ pk: { S: "revoked:broken-key" }, endedUntil: { S: "yesterday" } });
    expect(await store().read(ANA, ["broken-key"], NOW)).toStrictEqual(err("unavailable"));
  });

  it("says that a table is away", async () => {
    const away = store("no-such-table");
    expect(await away.read(ANA, [], NOW)).toStrictEqual(err("unavailable"));
    expect(await away.end(ANA, 1, NOW)).toStrictEqual(err("unavailable"));
    const disabling = { by: "Ben", reason: "left", at: NOW, until: null };
    expect(await away.disable(ANA, disabling)).toStrictEqual(err("unavailable"));
    expect(await away.enable(ANA)).toStrictEqual(err("unavailable"));
  });
});

async function digestOf({ identityProvider, subject }: typeof ANA): Promise<string> {
  const octets = new TextEncoder().encode(JSON.stringify(["identity", identityProvider, subject]));
  return Buffer.from(await crypto.subtle.digest("SHA-256", octets)).toString("base64url");
}
