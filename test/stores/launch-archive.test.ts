import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { explainLaunch } from "../../functions/core/explain-launch.ts";
import { createDynamoDbClient } from "../../functions/stores/dynamodb-client.ts";
import { createLaunchArchive } from "../../functions/stores/launch-archive.ts";
import { createLaunchStore } from "../../functions/stores/launch-store.ts";
import { anExplainIndex, NOON } from "../support/explain-builders.ts";
import { aLaunchRecord } from "../support/explain-records.ts";
import "./local-credentials.ts";
import { answeringEndpoint, closedPort, silentEndpoint } from "./troubled-endpoints.ts";

const REGIONS = ["eu-west-1", "us-east-1"];
const TABLE = "launches";

let dynalite: Store;

beforeAll(async () => {
  dynalite = await startStore({ port: 0, regions: REGIONS });
  await dynalite.createTable({ name: TABLE });
  const there = createDynamoDbClient({ region: "us-east-1", endpoint: dynalite.endpointTemplate });
  const launches = createLaunchStore(there, TABLE);
  await launches.begin(aLaunchRecord("launch-7"));
  await launches.finish(
    "launch-7",
    { state: "url_created" },
    [{ fleet: "dublin", fault: "throttled" }],
    NOON,
  );
  await launches.begin(aLaunchRecord("launch-8"));
  await launches.finish("launch-8", { state: "failed", reason: "no_candidate_available" }, [], NOON);
  // As a former version wrote it.
  await launches.begin({ ...aLaunchRecord("launch-of-before"), ...{ sealedContext: "sealed-context" } });
  const put = (item: Record<string, { S: string }>) =>
    there.send(new PutItemCommand({ TableName: TABLE, Item: { ...item } }));
  await put({ pk: { S: "something-else" }, place: { S: "{}" } });
  await put({ pk: { S: "garbled" }, record: { S: "{}" } });
});

afterAll(() => dynalite.stop());

function archive(endpoint = dynalite.endpointTemplate, tableName = TABLE) {
  return createLaunchArchive({ regions: REGIONS, own: "eu-west-1", tableName, endpoint });
}

describe("createLaunchArchive", () => {
  it("finds a launch in whichever Region it is, fit to be explained", async () => {
    const found = await archive().find("launch-7", NOON);
    if (!found.ok) throw new Error(found.error.kind);
    expect(found.value).toMatchObject({
      ...{ launchId: "launch-7", state: "url_created", reason: null, waitedSeconds: null },
      failedAttempts: [{ fleet: "dublin", fault: "throttled" }],
      placement: { fleetId: "madrid", region: "eu-south-2" },
    });
    expect(explainLaunch(found.value, anExplainIndex()).data.launch?.replayed).toBe("same");
  });

  it("says why a launch failed", async () => {
    expect(await archive().find("launch-8", NOON)).toMatchObject({
      ok: true,
      value: { state: "failed", reason: "no_candidate_available" },
    });
  });

  it("takes out neither the handle's digests nor what is sealed, whatever it is called", async () => {
    for (const launch of ["launch-7", "launch-of-before"]) {
      const text = JSON.stringify(await archive().find(launch, NOON));
      expect(text).toContain(launch);
      for (const secret of ["digest-of-the-handle", "binding-of-the-handle", "sealed-", "writer"])
        expect(text).not.toContain(secret);
    }
  });

  it("does not find what never was, what is over, or what is no launch", async () => {
    const notFound = { ok: false, error: { kind: "not_found" } };
    expect(await archive().find("launch-9", NOON)).toStrictEqual(notFound);
    expect(await archive().find("launch-7", NOON + 86_400)).toStrictEqual(notFound);
    expect(await archive().find("something-else", NOON)).toStrictEqual(notFound);
  });

  it("does not say that a launch is not there while a Region is away", async () => {
    dynalite.setAway("us-east-1", true);
    const away = { ok: false, error: { kind: "unavailable", regions: ["us-east-1"] } };
    expect(await archive().find("launch-7", NOON)).toStrictEqual(away);
    dynalite.setAway("us-east-1", false);
    dynalite.setAway("eu-west-1", true);
    expect(await archive().find("launch-7", NOON)).toMatchObject({ ok: true });
    dynalite.setAway("eu-west-1", false);
  });

  it("takes a record that cannot be read for a Region that did not answer", async () => {
    expect(await archive().find("garbled", NOON)).toMatchObject({
      error: { kind: "unavailable", regions: ["us-east-1"] },
    });
  });

  it.each([
    ["a table that does not exist", async () => dynalite.endpointTemplate, "elsewhere"],
    ["a store that is not there", closedPort, TABLE],
    ["a store that never answers", silentEndpoint, TABLE],
    ["a store that fails", () => answeringEndpoint(500, "<html>"), TABLE],
  ])(
    "says of %s that no Region answered, in time",
    async (_name, endpointOf, tableName) => {
      const unavailable = { ok: false, error: { kind: "unavailable", regions: REGIONS } };
      expect(await archive(await endpointOf(), tableName).find("launch-7", NOON)).toStrictEqual(unavailable);
    },
    8_000,
  );
});
