/** What the stores that a launch can do without make of a table that is away, and of items that nobody wrote so. */
import { randomUUID } from "node:crypto";
import { type AttributeValue, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { RecordedPlace } from "../../functions/ports.ts";
import { createDoorStore } from "../../functions/stores/door-store.ts";
import { createDynamoDbClient, OPTIONAL } from "../../functions/stores/dynamodb-client.ts";
import { createFavouriteStore } from "../../functions/stores/favourite-store.ts";
import { createFleetSnapshots } from "../../functions/stores/fleet-snapshots.ts";
import { createPlaceStore } from "../../functions/stores/place-store.ts";
import { connect, createTables, LAUNCHES, readItem } from "./dynamodb-tables.ts";

const NOW = 1_795_165_200_000;
const NOW_SECONDS = NOW / 1_000;
const [HOME, ELSEWHERE] = ["eu-west-1", "us-east-1"];

let world: Store;
let client: DynamoDBClient;
let elsewhere: DynamoDBClient;
/** Nobody listens there. */
let nowhere: DynamoDBClient;

beforeAll(async () => {
  world = await startStore({ port: 0, regions: [HOME, ELSEWHERE] });
  const endpoint = world.endpointTemplate;
  client = connect(endpoint.replace("{region}", HOME));
  elsewhere = createDynamoDbClient({ region: ELSEWHERE, endpoint });
  nowhere = createDynamoDbClient({ region: HOME, endpoint: "http://127.0.0.1:1", patience: OPTIONAL });
  await createTables(client);
  await createTables(elsewhere);
});

afterAll(async () => {
  for (const each of [client, elsewhere, nowhere]) each.destroy();
  await world.stop();
});

async function put(pk: string, attributes: Readonly<Record<string, AttributeValue>>): Promise<void> {
  await client.send(new PutItemCommand({ TableName: LAUNCHES, Item: { pk: { S: pk }, ...attributes } }));
}

describe("createDoorStore", () => {
  const visit = { fleet: "ireland", freePlaces: 1, observedAt: NOW, userId: "ana", number: undefined };

  it("holds nobody up where the table is away, and leaves it alone for two seconds", async () => {
    let now = NOW;
    const doors = createDoorStore({ client: nowhere, tableName: LAUNCHES, now: () => now });
    expect(await doors.enter(visit)).toBe("unknown");
    expect(await doors.look(visit)).toBe("unknown");
    expect(await doors.draw("ireland", "ana", 60)).toStrictEqual(err("unavailable"));
    expect(await doors.giveBack("ireland", "ana", 1)).toBeUndefined();
    expect(await doors.ahead("ireland", 1)).toBeUndefined();
    now += 2_000;
    expect(await doors.ahead("ireland", 1)).toBeUndefined();
    now += 2_000;
    expect(await doors.look(visit)).toBe("unknown");
  });

  it("costs a thousand who wait one read a second together, and who comes to a full door nothing", async () => {
    const counted = createDynamoDbClient({ region: HOME, endpoint: world.endpointTemplate });
    let calls = 0;
    counted.middlewareStack.add(
      (next) => (input) => {
        calls += 1;
        return next(input);
      },
      { step: "initialize" },
    );
    const fleet = randomUUID();
    let now = NOW;
    const options = { tableName: LAUNCHES, now: () => now, deadlineMilliseconds: 5_000 };
    const doors = createDoorStore({ client: counted, ...options });
    const ask = () =>
      Promise.all(
        Array.from({ length: 500 }, (_, place) =>
          Promise.all([doors.look({ ...visit, fleet }), doors.ahead(fleet, place)]),
        ),
      );
    await ask();
    expect(calls).toBe(1);
    now += 1_000;
    await ask();
    expect(calls).toBe(2);
    await createDoorStore({ client, ...options }).enter({ ...visit, fleet });
    expect(await doors.enter({ ...visit, fleet })).toBe("full");
    calls = 0;
    await Promise.all(Array.from({ length: 500 }, () => doors.enter({ ...visit, fleet })));
    expect(calls).toBe(0);
    counted.destroy();
  });

  it("counts in one item, which the table may forget a day later, and keeps each person's number in another", async () => {
    const fleet = randomUUID();
    const doors = createDoorStore({
      client,
      tableName: LAUNCHES,
      now: () => NOW,
      deadlineMilliseconds: 5_000,
    });
    await doors.draw(fleet, "ana", 60);
    const line = { pk: { S: `line:${fleet}:ana` }, expiresAt: { N: String(NOW_SECONDS + 60) } };
    expect(await readItem(client, LAUNCHES, line.pk.S)).toStrictEqual({ ...line, number: { N: "1" } });
    await doors.enter({ ...visit, fleet, freePlaces: 3, number: 1 });
    expect(await readItem(client, LAUNCHES, `door:${fleet}`)).toStrictEqual({
      pk: { S: `door:${fleet}` },
      observedAt: { N: String(NOW) },
      ...{ freePlaces: { N: "3" }, taken: { N: "1" }, openPlaces: { N: "2" }, openTaken: { N: "0" } },
      ...{ called: { N: "1" }, returning: { N: "0" }, lineTaken: { N: "1" }, missed: { N: "0" } },
      ...{ next: { N: "1" }, admitted: { N: "1" } },
      [`given ${NOW / 5_000}`]: { N: "1" },
      expiresAt: { N: String(NOW_SECONDS + 86_400) },
    });
    expect(await readItem(client, LAUNCHES, line.pk.S)).toStrictEqual(line);
  });

  it("forgets what was given long ago with the observation that must have seen it", async () => {
    const fleet = randomUUID();
    let now = NOW;
    const doors = createDoorStore({
      client,
      tableName: LAUNCHES,
      now: () => now,
      deadlineMilliseconds: 5_000,
    });
    for (let observation = 0; observation < 5; observation += 1) {
      now = NOW + observation * 60_000;
      expect(await doors.enter({ ...visit, fleet, observedAt: now })).toBe("entered");
    }
    const item = (await readItem(client, LAUNCHES, `door:${fleet}`)) ?? {};
    expect(Object.keys(item).filter((name) => name.startsWith("given "))).toHaveLength(1);
  });
});

describe("createPlaceStore", () => {
  const place: RecordedPlace = {
    ...{ fleet: "ireland", launchId: "launch-1", application: "treasury", launchedAt: NOW_SECONDS },
  };
  const stage = (others: readonly DynamoDBClient[], own = client) => ({
    userId: randomUUID(),
    store: createPlaceStore({
      ...{ client: own, others, tableName: LAUNCHES, now: () => NOW, budgetMilliseconds: 5_000 },
    }),
  });

  it("ignores entries that nobody wrote so, and reads the rest", async () => {
    const { store, userId } = stage([]);
    await put(`person:${userId}`, {
      "fleet ireland": { S: JSON.stringify({ ...place, fleet: undefined }) },
      "fleet cork": { S: "{" },
      "fleet dublin": { N: "7" },
      "fleet galway": { S: '{"launchId":"launch-2","application":"treasury"}' },
      other: { S: JSON.stringify(place) },
    });
    expect(await store.recent(userId, NOW_SECONDS)).toStrictEqual([place]);
  });

  it("knows what other Regions of the broker remember, and believes the newest", async () => {
    const here = stage([elsewhere]);
    const there = stage([client], elsewhere);
    await here.store.remember(here.userId, place, NOW_SECONDS);
    const later = { ...place, launchId: "launch-2", launchedAt: NOW_SECONDS + 5 };
    const virginia = { ...place, fleet: "virginia", launchId: "launch-3" };
    await there.store.remember(here.userId, later, NOW_SECONDS);
    await there.store.remember(here.userId, virginia, NOW_SECONDS);
    const places = await here.store.recent(here.userId, NOW_SECONDS + 6);
    expect(places).toHaveLength(2);
    expect(places).toEqual(expect.arrayContaining([later, virginia]));
  });

  it("believes the end of a session that another Region knows of, though the launch is no newer", async () => {
    const here = stage([elsewhere]);
    await here.store.remember(here.userId, place, NOW_SECONDS);
    const ended = { ...place, endedAt: NOW_SECONDS + 20 };
    await stage([], elsewhere).store.remember(here.userId, ended, NOW_SECONDS + 20);
    expect(await here.store.recent(here.userId, NOW_SECONDS + 30)).toStrictEqual([ended]);
  });

  it("leaves out a Region that does not answer", async () => {
    const { store, userId } = stage([nowhere]);
    await store.remember(userId, place, NOW_SECONDS);
    expect(await store.recent(userId, NOW_SECONDS)).toStrictEqual([place]);
    expect(await store.recent(userId, NOW_SECONDS)).toStrictEqual([place]);
  });

  it("says that a place cannot be remembered", async () => {
    const { store, userId } = stage([], nowhere);
    expect(await store.remember(userId, place, NOW_SECONDS)).toStrictEqual(err("unavailable"));
    expect(await store.recent(userId, NOW_SECONDS)).toStrictEqual([]);
  });
});

describe("createFavouriteStore", () => {
  const stage = (others: readonly DynamoDBClient[], own = client) => ({
    userId: randomUUID(),
    store: createFavouriteStore({
      ...{ client: own, others, tableName: LAUNCHES, now: () => NOW, budgetMilliseconds: 5_000 },
    }),
  });

  it("ignores entries that nobody wrote so, and reads the rest", async () => {
    const { store, userId } = stage([]);
    await put(`favourites:${userId}`, {
      "application treasury": { S: `{"isFavourite":true,"changedAt":${NOW}}` },
      "application design": { S: "{" },
      "application desktop": { N: "7" },
      "application payroll": { S: '{"isFavourite":"yes","changedAt":1}' },
      other: { S: `{"isFavourite":true,"changedAt":${NOW}}` },
    });
    expect(await store.read(userId, NOW)).toStrictEqual(new Set(["treasury"]));
  });

  it("believes the newest word, whichever Region has it", async () => {
    const here = stage([elsewhere]);
    const there = stage([client], elsewhere);
    await here.store.set(here.userId, "treasury", true, NOW);
    await there.store.set(here.userId, "treasury", false, NOW + 1);
    await there.store.set(here.userId, "design", true, NOW);
    await here.store.set(here.userId, "design", true, NOW - 1);
    expect(await here.store.read(here.userId, NOW + 2)).toStrictEqual(new Set(["design"]));
    expect(await there.store.read(here.userId, NOW + 2)).toStrictEqual(new Set(["design"]));
  });

  it("leaves out a Region that does not answer, and says that a favourite cannot be kept", async () => {
    const { store, userId } = stage([nowhere]);
    await store.set(userId, "treasury", true, NOW);
    expect(await store.read(userId, NOW)).toStrictEqual(new Set(["treasury"]));
    const away = stage([], nowhere);
    expect(await away.store.set(userId, "treasury", true, NOW)).toStrictEqual(err("unavailable"));
    expect(await away.store.read(userId, NOW)).toStrictEqual(new Set());
  });

  it("writes one item, which the table may forget two years after the last word", async () => {
    const { store, userId } = stage([]);
    await store.set(userId, "treasury", true, NOW);
    expect(await readItem(client, LAUNCHES, `favourites:${userId}`)).toStrictEqual({
      pk: { S: `favourites:${userId}` },
      "application treasury": { S: `{"isFavourite":true,"changedAt":${NOW}}` },
      expiresAt: { N: String(NOW_SECONDS + 2 * 366 * 86_400) },
    });
  });
});

describe("createFleetSnapshots", () => {
  const REGION = "eu-west-1";

  it.each([
    ["no JSON", { S: "{" }],
    ["another type", { N: "7" }],
    [
      "fleets of another version of the broker",
      { S: `{"observedAt":1,"turn":0,"fleets":[["a",{"kind":"new"}]]}` },
    ],
  ])("takes %s for nothing known", async (_what, snapshot) => {
    const policyVersion = randomUUID();
    await put(`fleets:${REGION}:${policyVersion}`, { snapshot });
    const store = createFleetSnapshots({
      client,
      tableName: LAUNCHES,
      policyVersion,
      deadlineMilliseconds: 5_000,
    });
    expect(await store.read(REGION)).toStrictEqual(ok(undefined));
  });

  it("says that the table is away", async () => {
    const store = createFleetSnapshots({ client: nowhere, tableName: LAUNCHES, policyVersion: "v" });
    expect(await store.read(REGION)).toStrictEqual(err("unavailable"));
    expect(await store.claim(REGION, { now: NOW, until: NOW + 1, staleAt: NOW })).toStrictEqual(
      err("unavailable"),
    );
  });
});
