import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { err } from "../../functions/core/result.ts";
import { createApprovalGrants } from "../../functions/stores/approval-grants.ts";
import { createApprovalStore } from "../../functions/stores/approval-store.ts";
import { createDynamoDbClient } from "../../functions/stores/dynamodb-client.ts";
import { aDecision, aGrant, aRequest } from "../support/approval-builders.ts";
import { describeApprovals } from "./approvals.contract.ts";
import { createTables, LAUNCHES } from "./dynamodb-tables.ts";

let dynalite: Store;
/** Of answers, not of speed. */
const PATIENCE = { connectionMilliseconds: 5_000, requestMilliseconds: 20_000, deadlineMilliseconds: 30_000 };

let client: DynamoDBClient;
let away: DynamoDBClient;

beforeAll(async () => {
  dynalite = await startStore({ port: 0 });
  client = createDynamoDbClient({ region: "eu-west-1", endpoint: dynalite.endpoint, patience: PATIENCE });
  await createTables(client);
  // Nobody listens at port 9.
  away = createDynamoDbClient({ region: "us-east-1", endpoint: "http://127.0.0.1:9" });
});

afterAll(async () => {
  client.destroy();
  await dynalite.stop();
});

const stores = (tables: ReadonlyMap<string, { readonly client: DynamoDBClient }>, own = "eu-west-1") => {
  const options = { tables, own, tableName: LAUNCHES };
  return { approvals: createApprovalStore(options), grants: createApprovalGrants(options) };
};

describe("the approval stores on dynalite", () => {
  describeApprovals(async () => stores(new Map([["eu-west-1", { client, patience: PATIENCE }]])));
});

describe("the approval stores of several Regions", () => {
  const NOW = aRequest().askedAt;
  const both = (own = "eu-west-1") =>
    stores(
      new Map([
        ["eu-west-1", { client }],
        ["us-east-1", { client: away }],
      ]),
      own,
    );
  const asked = (id: string, userId: string) => {
    const request = aRequest({ id, requester: { ...aRequest().requester, userId }, application: userId });
    return { request, sealedDetails: "sealed", expiresAt: request.answerUntil + 60 };
  };

  it("answers a request in its home, from wherever the answer comes", async () => {
    const one = asked("eu-west-1.BBBBBBBBBBBBBBBBBBBBBA", "u-home");
    await both().approvals.open(one, NOW);
    const elsewhere = both("us-east-1").approvals;
    expect(await elsewhere.close(one.request, aDecision(), NOW)).toMatchObject({ ok: true });
    expect(await both().approvals.find(one.request.id, NOW)).toMatchObject({ value: { decision: {} } });
  });

  it("says which Region did not take a grant, and that a list is not whole", async () => {
    const { approvals, grants } = both();
    const requester = { ...aGrant().requester, userId: "u-regions" };
    expect(await grants.write(aGrant({ requester }), "everywhere")).toEqual(["us-east-1"]);
    expect(await grants.write(aGrant({ requester }), "here")).toEqual([]);
    await approvals.open(asked("eu-west-1.CCCCCCCCCCCCCCCCCCCCCA", "u-regions"), NOW);
    expect(await approvals.listed({ userId: "u-regions" }, NOW)).toEqual({
      ids: ["eu-west-1.CCCCCCCCCCCCCCCCCCCCCA"],
      isWhole: false,
    });
  });

  it("tells a table that is away from a request that is not there", async () => {
    const { approvals, grants } = both("us-east-1");
    expect(await approvals.find("us-east-1.CCCCCCCCCCCCCCCCCCCCCA", NOW)).toStrictEqual(err("unavailable"));
    expect(await approvals.open(asked("us-east-1.DDDDDDDDDDDDDDDDDDDDDA", "u-away"), NOW)).toStrictEqual(
      err("unavailable"),
    );
    expect(await grants.read("u-away", "atlas")).toStrictEqual(err("unavailable"));
  });
});
