import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { StoreFailure } from "../../functions/ports.ts";
import { createDynamoDbClient, OTHER_REGION, type Patience } from "../../functions/stores/dynamodb-client.ts";
import { createLaunchStore } from "../../functions/stores/launch-store.ts";
import { createOneTimeStore } from "../../functions/stores/one-time-store.ts";
import { aLaunchRecord } from "../contract/launch-store.contract.ts";
import "./local-credentials.ts";
import {
  answeringEndpoint,
  closedPort,
  losingFirstAnswer,
  silentEndpoint,
  slowEndpoint,
} from "./troubled-endpoints.ts";

const NOW = 1_795_165_200;
const LONGEST_WAIT = 3_500;
const LONGEST_WAIT_FOR_ANOTHER_REGION = 5_500;
const { placement, ...RECORD } = aLaunchRecord();

let dynalite: Store;

beforeAll(async () => {
  dynalite = await startStore({ port: 0 });
  await dynalite.createTable({ name: "things" });
});

afterAll(() => dynalite.stop());

function clientAt(endpoint: string, patience?: Patience) {
  const client = createDynamoDbClient({ region: "eu-west-1", endpoint, ...(patience && { patience }) });
  onTestFinished(() => client.destroy());
  return client;
}

type Outcome = Promise<Result<void, unknown>>;

/** Every call of the two stores. */
const CALLS: Readonly<Record<string, (endpoint: string) => Outcome>> = {
  begin: (endpoint) => createLaunchStore(clientAt(endpoint), "things").begin({ ...RECORD, placement }),
  reassign: (endpoint) => createLaunchStore(clientAt(endpoint), "things").reassign("id", placement, [], NOW),
  finish: (endpoint) =>
    createLaunchStore(clientAt(endpoint), "things").finish("id", { state: "url_created" }, [], NOW),
  consume: (endpoint) => createOneTimeStore(clientAt(endpoint), "things").consume("id", NOW + 1, NOW),
};

/** The outcomes of all calls at once, by name. */
async function everyCall(endpoint: string): Promise<Readonly<Record<string, unknown>>> {
  const outcomes = Object.entries(CALLS).map(async ([name, call]) => [name, await call(endpoint)] as const);
  return Object.fromEntries(await Promise.all(outcomes));
}

function everyCallIs(failure: StoreFailure): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(CALLS).map((name) => [name, err(failure)]));
}

describe("createDynamoDbClient", () => {
  it("goes to AWS in its own Region where no endpoint is named", async () => {
    const client = createDynamoDbClient({ region: "eu-south-2", endpoint: undefined });
    expect(await client.config.region()).toBe("eu-south-2");
    expect(client.config.endpoint).toBeUndefined();
    client.destroy();
  });

  it("puts the Region in its place in the endpoint", async () => {
    const client = createDynamoDbClient({ region: "us-east-1", endpoint: "http://127.0.0.1:9/{region}" });
    expect(await client.config.endpoint?.()).toMatchObject({ port: 9, path: "/us-east-1" });
    client.destroy();
  });

  it("lets every call find a store that is not there unavailable", async () => {
    expect(await everyCall(await closedPort())).toStrictEqual(everyCallIs("unavailable"));
  });

  it("lets every call give up on a store that never answers", async () => {
    const endpoint = await silentEndpoint();
    const started = performance.now();
    expect(await everyCall(endpoint)).toStrictEqual(everyCallIs("unavailable"));
    expect(performance.now() - started).toBeLessThan(LONGEST_WAIT);
  });
  it("lets every call give up on an answer that stalls half-way", async () => {
    const endpoint = await answeringEndpoint(200, "{", { end: false });
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT, "still waiting"));
    expect(await Promise.race([everyCall(endpoint), late])).toStrictEqual(everyCallIs("unavailable"));
  });

  it("waits longer for another Region, and gives up in time for the answer", async () => {
    const ids = ["silent", "stalled", "slow"].map((name) => `${name}-${randomUUID()}`);
    const endpoints = [
      await silentEndpoint(),
      await answeringEndpoint(200, "{", { end: false }),
      await slowEndpoint(1_500),
    ];
    const started = performance.now();
    const outcomes = endpoints.map((endpoint, place) =>
      createOneTimeStore(clientAt(endpoint, OTHER_REGION), "things", OTHER_REGION).consume(
        ids[place] ?? "",
        NOW + 1,
        NOW,
      ),
    );
    expect(await Promise.all(outcomes)).toStrictEqual([
      err("unavailable"),
      err("unavailable"),
      ok(undefined),
    ]);
    expect(performance.now() - started).toBeLessThan(LONGEST_WAIT_FOR_ANOTHER_REGION);
  });

  it.each([
    [
      "a table that does not exist",
      400,
      '{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}',
    ],
    ["access denied", 400, '{"__type":"com.amazon.coral.service#AccessDeniedException"}'],
    ["throughput exceeded", 400, '{"__type":"ProvisionedThroughputExceededException"}'],
    ["an internal error", 500, '{"__type":"InternalServerError"}'],
    ["garbage", 500, "<html>"],
  ])("takes %s for a store that is unavailable", async (_name, status, body) => {
    const endpoint = await answeringEndpoint(status, body);
    expect(await everyCall(endpoint)).toStrictEqual(everyCallIs("unavailable"));
  });

  it("takes a condition that did not hold for a conflict", async () => {
    const body = '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}';
    const endpoint = await answeringEndpoint(400, body);
    expect(await everyCall(endpoint)).toStrictEqual(everyCallIs("conflict"));
  });

  it("lets both stores write where all is well", async () => {
    const launches = createLaunchStore(clientAt(dynalite.endpoint), "things");
    const launchId = randomUUID();
    expect(await launches.begin({ ...RECORD, placement, launchId })).toStrictEqual(ok(undefined));
    expect(await launches.reassign(launchId, placement, [], RECORD.createdAt)).toStrictEqual(ok(undefined));
    const outcome = { state: "failed", reason: "no_candidate_available" } as const;
    expect(await launches.finish(launchId, outcome, [], RECORD.createdAt)).toStrictEqual(ok(undefined));
    const transactions = createOneTimeStore(clientAt(dynalite.endpoint), "things");
    expect(await transactions.consume(randomUUID(), NOW + 1, NOW)).toStrictEqual(ok(undefined));
  });
  it("does not take its own first try for somebody else's", async () => {
    const endpoint = await losingFirstAnswer(dynalite.endpoint);
    const transactions = createOneTimeStore(clientAt(endpoint), "things");
    expect(await transactions.consume(randomUUID(), NOW + 1, NOW)).toStrictEqual(ok(undefined));
  });

  it("lets nobody pass twice when an answer was lost", async () => {
    const id = randomUUID();
    const endpoint = await losingFirstAnswer(dynalite.endpoint);
    const troubled = createOneTimeStore(clientAt(endpoint), "things");
    const sound = createOneTimeStore(clientAt(dynalite.endpoint), "things");
    await troubled.consume(id, NOW + 600, NOW);
    expect(await sound.consume(id, NOW + 600, NOW)).toStrictEqual(err("conflict"));
  });
});
