/** One captured response, one proposal: a thousand posts of it at once, with the victim's own cookies. */
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AuditEvent } from "../../../functions/core/audit-event.ts";
import { PROPOSAL_COOKIE, SESSION_COOKIE } from "../../../functions/http/cookies.ts";
import { type DemoWorld, startDemoWorld } from "../../support/demo-world.ts";
import {
  type ExecutionEnvironments,
  startExecutionEnvironments,
} from "../../support/execution-environments.ts";
import {
  type Answer,
  type BrokerBrowser,
  hiddenFieldsOf,
  samlTraveller,
  withBothProviders,
} from "../../support/saml-traveller.ts";
import type { PostedForm } from "../identity-provider/saml/service-provider.ts";

const COUNT = 1_000;
const MINUTES = 240_000;

let demo: DemoWorld;
let environments: ExecutionEnvironments;
let table: DynamoDBClient;
let eventsBefore: number;

beforeAll(async () => {
  demo = await startDemoWorld(withBothProviders);
  environments = await startExecutionEnvironments(demo.world.environment);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  table = new DynamoDBClient({ endpoint: demo.world.storeEndpoint, region: "eu-west-1", credentials });
});
afterAll(async () => {
  table?.destroy();
  await environments?.stop();
  await demo?.world.stop();
});
beforeEach(() => {
  eventsBefore = environments.events.length;
});

/** So many browsers with the same cookies, each of which does the same at the same time. */
async function atOnce(
  victim: BrokerBrowser,
  send: (browser: BrokerBrowser) => Promise<Answer>,
): Promise<{ readonly browsers: readonly BrokerBrowser[]; readonly answers: readonly Answer[] }> {
  const browsers = Array.from({ length: COUNT }, () => victim.copy(environments.origin));
  return { browsers, answers: await Promise.all(browsers.map(send)) };
}

const bring = ({ action, fields }: PostedForm) => {
  const { pathname } = new URL(action);
  return (browser: BrokerBrowser) => browser.post(pathname, fields, "cross-site");
};

/** How often each came, of the events of this test. */
function tally(keyOf: (event: AuditEvent) => string | undefined): Record<string, number> {
  const keys = environments.events
    .slice(eventsBefore)
    .map(keyOf)
    .filter((key) => key !== undefined);
  return Object.fromEntries([...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length]));
}

const signInOutcome = (event: AuditEvent): string | undefined =>
  event.event === "sign_in" ? (event.refusal?.reason ?? event.outcome) : undefined;

async function launchRecords(): Promise<number> {
  const { Count = 0 } = await table.send(
    new ScanCommand({
      TableName: demo.world.tables.launch,
      // The table holds places, doors and fleets too.
      FilterExpression: "attribute_exists(#record)",
      ExpressionAttributeNames: { "#record": "record" },
    }),
  );
  return Count;
}

describe("a captured response", () => {
  it("signs one of a thousand posts in, and leads to one launch", { timeout: MINUTES }, async () => {
    const lucia = samlTraveller(demo, "lucia");
    const captured = await lucia.signInFor("/launch/treasury?idp=campus");
    const { browsers, answers } = await atOnce(lucia.broker, bring(captured));

    expect(answers.filter(({ status }) => status === 303).map(({ location }) => location)).toEqual([
      "/launch/treasury",
    ]);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(COUNT - 1);
    const winners = browsers.filter(({ cookies }) => cookies.has(SESSION_COOKIE));
    expect(winners).toHaveLength(1);
    expect(tally(signInOutcome)).toEqual({ success: 1, saml_assertion_replayed: COUNT - 1 });

    expect(await launchRecords()).toBe(0);
    const launches = await Promise.all(browsers.map((browser) => browser.get("/launch/treasury?idp=campus")));
    const streams = launches.filter(({ location }) => location?.startsWith(demo.world.appstream.origin));
    expect(streams).toHaveLength(1);
    expect(launches.filter(({ location }) => location?.startsWith("/login/campus/saml"))).toHaveLength(
      COUNT - 1,
    );
    expect(await launchRecords()).toBe(1);
  });
});

describe("a captured response that nobody asked for", () => {
  it("makes one proposal of a thousand posts", { timeout: MINUTES }, async () => {
    const diego = samlTraveller(demo, "diego");
    const { browsers, answers } = await atOnce(diego.broker, bring(await diego.clickTile("design")));
    expect(answers.filter(({ status }) => status === 303).map(({ location }) => location)).toEqual([
      "/login/campus/continue",
    ]);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(COUNT - 1);
    expect(browsers.filter(({ cookies }) => cookies.has(PROPOSAL_COOKIE))).toHaveLength(1);
    expect(browsers.some(({ cookies }) => cookies.has(SESSION_COOKIE))).toBe(false);
    expect(tally(signInOutcome)).toEqual({ proposed: 1, saml_assertion_replayed: COUNT - 1 });
  });
});

describe("a proposal", () => {
  it("signs one of a thousand yeses in", { timeout: MINUTES }, async () => {
    const diego = samlTraveller(demo, "diego");
    const question = await diego.broker.follow(await diego.bring(await diego.clickTile("design")));
    const fields = hiddenFieldsOf(question);
    const { browsers, answers } = await atOnce(diego.broker, (browser) =>
      browser.post("/login/campus/continue", fields),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(COUNT - 1);
    expect(browsers.filter(({ cookies }) => cookies.has(SESSION_COOKIE))).toHaveLength(1);
    expect(tally(signInOutcome)).toEqual({ success: 1, pending_sign_in_missing: COUNT - 1 });
  });
});
