import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { err, ok } from "../../functions/core/result.ts";
import { createDynamoDbClient, OTHER_REGION } from "../../functions/stores/dynamodb-client.ts";
import { createEndingStore } from "../../functions/stores/ending-store.ts";
import { createTables, LAUNCHES } from "./dynamodb-tables.ts";
import { describeEndingStore } from "./ending-store.contract.ts";

const NOW = 1_795_165_200;
const REGIONS = ["eu-west-1", "us-east-1"];
const LOGOUTS = "endings:backchannel_logout";
const END = { key: "b", by: "disable", requestedAt: 7, launchedUntil: null } as const;
const ANA = { identityProvider: "corporate", subject: "00u-ana", userId: "ana" };

let dynalite: Store;
let [here, there]: DynamoDBClient[] = [];

beforeAll(async () => {
  dynalite = await startStore({ port: 0, regions: REGIONS });
  const clients = REGIONS.map((region) =>
    createDynamoDbClient({ region, endpoint: dynalite.endpointTemplate }),
  );
  for (const client of clients) await createTables(client);
  [here, there] = clients;
});

afterAll(() => dynalite.stop());

function store(clients = [here, there], tableName = LAUNCHES) {
  const [client, ...others] = clients.filter((each) => each !== undefined);
  if (client === undefined) throw new Error("not started");
  return createEndingStore({ client, others, tableName, patience: OTHER_REGION });
}

describe("createEndingStore on dynalite", () => {
  describeEndingStore(() => store());
});

describe("createEndingStore", () => {
  it("finds who signed in in another Region, and nobody twice", async () => {
    await store([there]).remember(ANA, ["key"], NOW);
    expect(await store([here]).people("key", NOW)).toStrictEqual(ok([]));
    expect(await store().people("key", NOW)).toStrictEqual(ok([ANA]));
    await store([here]).remember(ANA, ["key"], NOW);
    expect(await store().people("key", NOW)).toStrictEqual(ok([ANA]));
  });

  it("does not take a Region's silence for nobody", async () => {
    dynalite.setAway("us-east-1", true);
    expect(await store().people("key", NOW)).toStrictEqual(err("unavailable"));
    dynalite.setAway("us-east-1", false);
  });

  it("reads past what is no request and no person", async () => {
    await here?.send(new DeleteItemCommand({ TableName: LAUNCHES, Key: { pk: { S: LOGOUTS } } }));
    const good = { S: '{"requestedAt":7,"launchedUntil":null}' };
    const Item = {
      ...{ pk: { S: "endings:disable" }, "end a": { S: "{" }, "end b": good, other: good },
      "end c": { S: '{"requestedAt":"7","launchedUntil":null}' },
    };
    await here?.send(new PutItemCommand({ TableName: LAUNCHES, Item }));
    expect(await store([here]).pending()).toStrictEqual(ok([END]));
    const people = { pk: { S: "person-of:x" }, "user u": { N: "7" }, expiresAt: { N: String(NOW + 60) } };
    await here?.send(new PutItemCommand({ TableName: LAUNCHES, Item: people }));
    expect(await store([here]).people("x", NOW)).toStrictEqual(ok([]));
  });

  it("says that a table is away", async () => {
    const away = store([here], "no-such-table");
    expect(await away.remember(ANA, [], NOW)).toStrictEqual(err("unavailable"));
    expect(await away.request([ANA], END, NOW)).toStrictEqual(err("unavailable"));
    expect(await away.pending()).toStrictEqual(err("unavailable"));
    expect(await away.withdraw(ANA, "disable")).toStrictEqual(err("unavailable"));
    expect(await away.done(END)).toStrictEqual(err("unavailable"));
  });
});
