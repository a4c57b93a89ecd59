import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { startAppStreamEmulator } from "../../dev/appstream-emulator/server.ts";
import { startStore } from "../../dev/store.ts";
import { createBroker } from "../../functions/broker.ts";
import type { Environment } from "../../functions/config.ts";
import { launchParts } from "../../functions/wiring/launch-ports.ts";
import { aLaunchRequest } from "../support/broker-builders.ts";
import { createFixedWatch } from "../support/fixed-watch.ts";
import { anApplication, aPolicy } from "../support/http-builders.ts";
import { createMemoryDoors } from "../support/memory-doors.ts";
import { createMemoryPlaces } from "../support/memory-places.ts";
import { createMemoryReferences } from "../support/memory-references.ts";
import { createCollectingAuditSink, createMemoryLaunchStore } from "../support/memory-stores.ts";
import { aWorld, type World } from "./environment.ts";

let world: World;
beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "example");
  const applications = { treasury: anApplication({ audience: { groups: ["treasury"], subjects: [] } }) };
  world = aWorld(aPolicy({ development: true, applications }));
});
afterEach(() => {
  vi.unstubAllEnvs();
  world.remove();
});

const audit = createCollectingAuditSink();

/** AppStream with the policy's one fleet, and the launch table in both Regions of the broker. */
async function aCloud(): Promise<{
  readonly environment: Environment;
  readonly item: (pk: string) => unknown;
}> {
  const { appstreamApplication } = anApplication();
  const appstream = await startAppStreamEmulator({
    port: 0,
    fleets: [
      {
        ...{ region: "eu-west-1", stack: "finance", fleet: "finance-a", fleetType: "ALWAYS_ON" },
        ...{ state: "RUNNING", streamView: "APP", capacity: 1, domainJoined: false },
        ...{ applications: [{ name: appstreamApplication, displayName: "Treasury" }] },
        disconnectTimeoutSeconds: 900,
      },
    ],
  });
  onTestFinished(() => appstream.stop());
  const store = await startStore({ port: 0, regions: ["eu-west-1", "us-east-1"] });
  onTestFinished(() => store.stop());
  await store.createTable({ name: "launches", ttlAttribute: "expiresAt" });
  const client = new DynamoDBClient({ region: "eu-west-1", endpoint: `${store.endpoint}/eu-west-1` });
  onTestFinished(() => client.destroy());
  return {
    environment: {
      ...world.environment,
      AWS_ENDPOINT_URL_APPSTREAM: appstream.endpointTemplate,
      AWS_ENDPOINT_URL_DYNAMODB: store.endpointTemplate,
    },
    item: async (pk) =>
      (await client.send(new GetItemCommand({ TableName: "launches", Key: { pk: { S: pk } } }))).Item,
  };
}

describe("launchParts", () => {
  it("makes a broker that looks before it sends, and shares what it saw, gave and did", async () => {
    const { environment, item } = await aCloud();
    const { ports, origin } = await launchParts(environment, audit, {});
    // A new client takes longer to its first answer than a launch waits.
    await vi.waitFor(async () => {
      const { fleets } = await ports.watch.observe([...ports.index.fleets.values()], Date.now());
      expect(fleets.get("ireland")).toMatchObject({ freePlaces: 1, isAssociated: true });
    });
    const request = aLaunchRequest({
      principal: { ...aLaunchRequest().principal, userId: "u-wired" },
    });
    const answer = await createBroker(ports).launch(request);
    expect(answer).toMatchObject({ ok: true, value: { outcome: "stream" } });
    expect(origin).toBe(environment.BROKER_ORIGIN);
    expect(await item(`fleets:eu-west-1:${ports.index.version}`)).toMatchObject({ owner: expect.anything() });
    expect(await item("door:ireland")).toMatchObject({ freePlaces: { N: "1" } });
    expect(await item("reference:correlation-1")).toMatchObject({ reference: { S: expect.any(String) } });
    expect(await item("person:u-wired")).toMatchObject({ "fleet ireland": { S: expect.any(String) } });
  });

  it("launches by the policy's list where only the record can be written", async () => {
    const { environment } = await aCloud();
    const launches = createMemoryLaunchStore();
    const nowhere = { ...environment, AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1" };
    const { ports } = await launchParts(nowhere, audit, { launches });
    const answer = await createBroker(ports).launch(aLaunchRequest());
    expect(answer).toMatchObject({ ok: true, value: { outcome: "stream" } });
  });

  it("takes what it is given in the place of its own", async () => {
    const replace = {
      ...{ launches: createMemoryLaunchStore(), doors: createMemoryDoors() },
      ...{ places: createMemoryPlaces(), watch: createFixedWatch(), references: createMemoryReferences() },
    };
    const { ports } = await launchParts(world.environment, audit, replace);
    expect(ports).toMatchObject(replace);
  });

  it("refuses a Region that is none of the broker's", async () => {
    const elsewhere = { ...world.environment, AWS_REGION: "eu-south-2" };
    await expect(launchParts(elsewhere, audit, {})).rejects.toThrow(
      "BROKER_REGIONS is eu-west-1,us-east-1, without eu-south-2",
    );
  });
});
