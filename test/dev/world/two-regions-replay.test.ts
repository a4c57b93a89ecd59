/** One captured SAML response, or one yes, brought to two Regions at once with the victim's own cookies. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
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

const COUNT = 200;
const MINUTES = 120_000;

let demo: DemoWorld;
/** Each Region's functions once more, as AWS runs them. */
let regions: readonly ExecutionEnvironments[] = [];
let eventsBefore: readonly number[];

beforeAll(async () => {
  demo = await startDemoWorld(withBothProviders, { regions: ["eu-west-1", "us-east-1"] });
  regions = await Promise.all(
    demo.world.regions.map(({ environment }) => startExecutionEnvironments(environment)),
  );
}, MINUTES);
afterAll(async () => {
  for (const region of regions) await region.stop();
  await demo?.world.stop();
});
beforeEach(() => {
  eventsBefore = regions.map(({ events }) => events.length);
});

async function atOnce(
  victim: BrokerBrowser,
  send: (browser: BrokerBrowser) => Promise<Answer>,
): Promise<{ readonly browsers: readonly BrokerBrowser[]; readonly statuses: Record<string, number> }> {
  const browsers = Array.from({ length: COUNT }, (_, place) =>
    victim.copy(regions[place % regions.length]?.origin),
  );
  const answers = await Promise.all(browsers.map(send));
  return { browsers, statuses: tally(answers.map(({ status }) => String(status))) };
}

const bring = ({ action, fields }: PostedForm) => {
  const { pathname } = new URL(action);
  return (browser: BrokerBrowser) => browser.post(pathname, fields, "cross-site");
};

const holding = (browsers: readonly BrokerBrowser[], cookie: string): number =>
  browsers.filter(({ cookies }) => cookies.has(cookie)).length;

/** How this test's sign-ins ended, in both Regions together. */
function outcomes(): Record<string, number> {
  return tally(
    regions.flatMap(({ events }, place) =>
      events
        .slice(eventsBefore[place])
        .flatMap((event) => (event.event === "sign_in" ? [event.refusal?.reason ?? event.outcome] : [])),
    ),
  );
}

function tally(keys: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length]));
}

describe("brought to two Regions at once", () => {
  it("a response to our request signs in once", { timeout: MINUTES }, async () => {
    const lucia = samlTraveller(demo, "lucia");
    const captured = await lucia.signInFor("/launch/treasury?idp=campus");
    const { browsers, statuses } = await atOnce(lucia.broker, bring(captured));
    expect(statuses).toEqual({ 303: 1, 400: COUNT - 1 });
    expect(holding(browsers, SESSION_COOKIE)).toBe(1);
    expect(outcomes()).toEqual({ success: 1, saml_assertion_replayed: COUNT - 1 });
  });

  it("a tile's response is proposed once, and one yes to it signs in", { timeout: MINUTES }, async () => {
    const diego = samlTraveller(demo, "diego");
    const { browsers, statuses } = await atOnce(diego.broker, bring(await diego.clickTile("design")));
    expect(statuses).toEqual({ 303: 1, 400: COUNT - 1 });
    expect([holding(browsers, PROPOSAL_COOKIE), holding(browsers, SESSION_COOKIE)]).toEqual([1, 0]);
    expect(outcomes()).toEqual({ proposed: 1, saml_assertion_replayed: COUNT - 1 });

    const asked = browsers.find(({ cookies }) => cookies.has(PROPOSAL_COOKIE));
    if (asked === undefined) throw new TypeError("unreachable");
    const fields = hiddenFieldsOf(await asked.get("/login/campus/continue"));
    const yeses = await atOnce(asked, (browser) => browser.post("/login/campus/continue", fields));
    expect(yeses.statuses).toEqual({ 200: 1, 400: COUNT - 1 });
    expect(holding(yeses.browsers, SESSION_COOKIE)).toBe(1);
    expect(outcomes()).toMatchObject({ success: 1, pending_sign_in_missing: COUNT - 1 });
  });
});
