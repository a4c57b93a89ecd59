import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import type { LaunchReference } from "../../functions/core/launch-reference.ts";
import { err, ok } from "../../functions/core/result.ts";
import { createReferenceArchive } from "../../functions/stores/reference-archive.ts";
import { createReferenceStore } from "../../functions/stores/reference-store.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describeReferenceStore } from "./reference-store.contract.ts";

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

const archiveOf = (endpoint: string, regions = ["eu-west-1"]) =>
  createReferenceArchive({ regions, own: "eu-west-1", tableName: LAUNCHES, endpoint });

describe("createReferenceStore and createReferenceArchive on dynalite", () => {
  describeReferenceStore(() => ({
    // Of answers, not of speed.
    store: createReferenceStore(client, LAUNCHES, 10_000),
    archive: archiveOf(dynalite.endpoint),
  }));

  it("takes no launch's id for a code, and counts an item that cannot be read as no answer", async () => {
    const items = { launch: { record: { S: "{}" } }, "reference:CODE": { reference: { S: "{" } } };
    for (const [pk, item] of Object.entries(items)) {
      const Item = { pk: { S: pk }, expiresAt: { N: "9999999999" }, ...item };
      await client.send(new PutItemCommand({ TableName: LAUNCHES, Item }));
    }
    const archive = archiveOf(dynalite.endpoint);
    expect(await archive.find("launch", 1)).toStrictEqual(err({ kind: "not_found" }));
    expect(await archive.find("CODE", 1)).toStrictEqual(err({ kind: "unavailable", regions: ["eu-west-1"] }));
  });

  it("finds it in any Region, and names those that did not say", async () => {
    const [port] = /\d+$/.exec(new URL(dynalite.endpoint).origin) ?? [];
    // Nobody listens at eu-west-2's.
    const endpoint = `http://127.0.0.1:${port}`;
    const reference: LaunchReference = {
      ...{ correlationId: "FOUND", launchId: null, identityProvider: "corporate", subject: "ana-7" },
      ...{ userId: "u-ana", application: null, policyVersion: "v1", reason: "x" },
      ...{ state: "failed", basis: null, createdAt: 1, expiresAt: 9_999_999_999 },
    };
    await createReferenceStore(client, LAUNCHES, 10_000).write(reference);
    const both = archiveOf(endpoint, ["us-east-1", "eu-west-1"]);
    expect(await both.find("FOUND", 1)).toStrictEqual(ok(reference));
    const away = archiveOf("http://127.0.0.1:1", ["eu-west-2", "eu-west-1"]);
    expect(await away.find("FOUND", 1)).toStrictEqual(
      err({ kind: "unavailable", regions: ["eu-west-2", "eu-west-1"] }),
    );
  });
});
