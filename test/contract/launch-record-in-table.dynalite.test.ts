import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { createLaunchStore } from "../../functions/stores/launch-store.ts";
import { createOneTimeStore } from "../../functions/stores/one-time-store.ts";
import {
  aLaunchRequest,
  digest,
  NOW_SECONDS,
  sessionContextsSent,
  startBrokerStage,
} from "../support/broker-builders.ts";
import { connect, createTables, LAUNCHES, LOGIN_TRANSACTIONS, readItem } from "./dynamodb-tables.ts";

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

describe("createLaunchStore's item", () => {
  it("holds the launch and no handle, URL, clear context, name or e-mail address", async () => {
    const stage = await startBrokerStage(undefined, { launches: createLaunchStore(client, LAUNCHES) });
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "STOPPED");
    const intent = { application: "treasury", context: "FXD-204417", client: "web" } as const;
    const launch = await stage.broker.launch(aLaunchRequest({ intent }));
    if (!launch.ok || launch.value.outcome !== "stream") throw new Error("no stream");
    const item = await readItem(client, LAUNCHES, launch.value.launchId);
    const secrets = sessionContextsSent(stage).map((sent) => sent.slice(-43));
    expect(secrets).toHaveLength(2);
    expect(item).toStrictEqual({
      pk: { S: launch.value.launchId },
      state: { S: "url_created" },
      reason: { S: "none" },
      placement: {
        S: JSON.stringify({
          ...{
            fleetId: "frankfurt",
            region: "eu-central-1",
            stack: "stack-frankfurt",
            fleet: "fleet-frankfurt",
          },
        }),
      },
      handleDigest: { S: digest(secrets[1] ?? "") },
      binding: { S: digest("u-ana\neu-central-1\nstack-frankfurt\nfleet-frankfurt") },
      failedAttempts: { S: '[{"fleet":"ireland","fault":"fleet_not_available"}]' },
      record: { S: expect.stringContaining('"userId":"u-ana"') },
      handleExpiresAt: { N: String(NOW_SECONDS + 900) },
      expiresAt: { N: String(NOW_SECONDS + 7_776_000) },
      writer: { S: expect.any(String) },
    });
    const raw = JSON.stringify(item);
    for (const secret of [
      ...secrets,
      ...[launch.value.url, "authenticate?", "signature="],
      ...["FXD-204417", "Ana Pérez", "ana.perez@northwind.example"],
    ]) {
      expect(raw).not.toContain(secret);
    }
  });
});

describe("createOneTimeStore's item", () => {
  it("holds a digest of the transaction id and its time, nothing else", async () => {
    await createOneTimeStore(client, LOGIN_TRANSACTIONS).consume("state-1", NOW_SECONDS + 600, NOW_SECONDS);
    expect(await readItem(client, LOGIN_TRANSACTIONS, digest("state-1"))).toStrictEqual({
      pk: { S: digest("state-1") },
      expiresAt: { N: String(NOW_SECONDS + 600) },
      writer: { S: expect.any(String) },
    });
  });
});
