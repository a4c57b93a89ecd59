/** Two brokers, one killed on the way: sign-ins that begin in one Region and end in the other. */
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FIRST_HEALTHY, IN_TURN } from "../../../dev/world/front/choose-region.ts";
import type { WorldRegion } from "../../../dev/world/world-region.ts";
import { SESSION_COOKIE } from "../../../functions/http/cookies.ts";
import { type DemoWorld, startDemoWorld } from "../../support/demo-world.ts";
import {
  type Answer,
  BrokerBrowser,
  hiddenFieldsOf,
  type SamlTraveller,
  samlTraveller,
  withBothProviders,
} from "../../support/saml-traveller.ts";
import { Browser } from "../identity-provider/browser.ts";

const HOME = "eu-west-1";
const ELSEWHERE = "us-east-1";
const COUNT = 200;

let demo: DemoWorld;
let home: WorldRegion;
let elsewhere: WorldRegion;
let eventsBefore: number;

beforeAll(async () => {
  demo = await startDemoWorld(withBothProviders, { regions: [HOME, ELSEWHERE] });
  [home, elsewhere] = demo.world.regions as [WorldRegion, WorldRegion];
});
afterAll(() => demo?.world.stop());
beforeEach(() => {
  demo.world.answerFrom(FIRST_HEALTHY);
  eventsBefore = demo.events.length;
});
afterEach(async () => {
  for (const { broker, tables } of demo.world.regions) {
    tables.setAway(false);
    await broker.start();
  }
});

/** What became of this test's sign-ins, oldest first. */
const signIns = (): readonly string[] =>
  demo.events
    .slice(eventsBefore)
    .flatMap((event) => (event.event === "sign_in" ? [event.refusal?.reason ?? event.outcome] : []));

/** The table of launches holds places, doors and fleets too. */
const RECORDS_ONLY = {
  FilterExpression: "attribute_exists(#record)",
  ExpressionAttributeNames: { "#record": "record" },
};

async function itemsIn({ tables }: WorldRegion, table: "login" | "launch"): Promise<number> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint: tables.endpoint, region: "any", credentials });
  const { Count = 0 } = await client.send(
    new ScanCommand({ TableName: demo.world.tables[table], ...(table === "launch" && RECORDS_ONLY) }),
  );
  client.destroy();
  return Count;
}

/** How many items of a table each Region gained meanwhile. */
async function gained<T>(table: "login" | "launch", work: () => Promise<T>): Promise<readonly number[]> {
  const count = (): Promise<number[]> => Promise.all([home, elsewhere].map((one) => itemsIn(one, table)));
  const before = await count();
  await work();
  return (await count()).map((after, place) => after - (before[place] ?? 0));
}

const holdsSession = ({ cookies }: BrokerBrowser): boolean => cookies.has(SESSION_COOKIE);
const isStream = (end: Answer | URL): boolean =>
  end instanceof URL && end.origin === demo.world.appstream.origin;

/** Signs in at the OpenID provider; answers the path of the callback, which is not brought yet. */
async function callbackFor(broker: BrokerBrowser, path: string): Promise<string> {
  const request = await broker.open(path);
  if (!(request instanceof URL)) throw new Error(`expected a redirect, got ${request.status}`);
  const provider = new Browser();
  const form = await provider.openPage(request);
  const callback = await provider.openRedirect(form.url, { username: "lucia", password: "lucia-demo" });
  return callback.pathname + callback.search;
}

const lucia = (): BrokerBrowser => new BrokerBrowser(demo.world.origin);
const LAUNCH = "/launch/treasury?idp=corporate";

describe("an OpenID sign-in that began in a Region whose broker is gone", () => {
  it("ends in the other Region, used up where it began, and the stream opens", async () => {
    const browser = lucia();
    const callback = await callbackFor(browser, LAUNCH);
    await home.broker.stop();
    let end: Answer | URL | undefined;
    const [logins, launches] = [
      await gained("login", async () => void (await browser.get(callback))),
      await gained("launch", async () => {
        end = await browser.open("/launch/treasury");
      }),
    ];
    expect(signIns()).toEqual(["success"]);
    expect(logins).toEqual([1, 0]);
    expect(launches).toEqual([0, 1]);
    expect(end && isStream(end)).toBe(true);
  });

  it("is refused with a page while its tables are gone as well, and begins again in the other", async () => {
    const browser = lucia();
    const callback = await callbackFor(browser, LAUNCH);
    await home.broker.stop();
    home.tables.setAway(true);
    const page = await browser.get(callback);
    expect(page.status).toBe(503);
    expect(page.html).toContain("<h1>Your sign-in could not be finished</h1>");
    expect(page.html).toContain("start again");
    expect(page.html).toContain('href="/launch/treasury"');
    expect(holdsSession(browser)).toBe(false);
    expect(signIns()).toEqual(["login_store_unavailable"]);

    const again = await browser.open(await callbackFor(browser, LAUNCH));
    expect(isStream(again)).toBe(true);
    expect(isStream(await browser.open("/launch/design"))).toBe(true);
    expect(signIns()).toEqual(["login_store_unavailable", "success"]);
  });
});

describe("a Region whose tables are gone", () => {
  it("finishes nothing that began in the other, since nobody there knows who was signed out", async () => {
    const browser = lucia();
    demo.world.answerFrom(ELSEWHERE);
    const callback = await callbackFor(browser, LAUNCH);
    home.tables.setAway(true);
    demo.world.answerFrom(HOME);
    expect(await browser.get(callback)).toMatchObject({ status: 503 });
    expect(holdsSession(browser)).toBe(false);
    demo.world.answerFrom(ELSEWHERE);
    const again = await callbackFor(browser, LAUNCH);
    expect((await browser.get(again)).location).toBe("/launch/treasury");
    expect(isStream(await browser.open("/launch/treasury"))).toBe(true);
  });
});

describe("a callback", () => {
  it("that was used in its own Region is refused in the other, for the same reason", async () => {
    const browser = lucia();
    const callback = await callbackFor(browser, LAUNCH);
    const thief = browser.copy();
    await browser.get(callback);
    for (const region of [HOME, ELSEWHERE]) {
      demo.world.answerFrom(region);
      const page = await thief.copy().get(callback);
      expect([page.status, page.html.includes("This sign-in is over")]).toEqual([400, true]);
    }
    expect(holdsSession(thief)).toBe(false);
    expect(signIns()).toEqual(["success", "login_transaction_used", "login_transaction_used"]);
  });

  it("that was used in the other Region is refused in its own", async () => {
    const browser = lucia();
    const callback = await callbackFor(browser, LAUNCH);
    const thief = browser.copy(home.origin);
    demo.world.answerFrom(ELSEWHERE);
    await browser.get(callback);
    expect((await thief.get(callback)).status).toBe(400);
    expect(signIns()).toEqual(["success", "login_transaction_used"]);
  });

  it(`brought ${COUNT} times at once, to both Regions, signs in once`, async () => {
    const browser = lucia();
    const callback = await callbackFor(browser, LAUNCH);
    demo.world.answerFrom(IN_TURN);
    const browsers = Array.from({ length: COUNT }, () => browser.copy());
    const answers = await Promise.all(browsers.map((one) => one.get(callback)));
    expect(browsers.filter(holdsSession)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(COUNT - 1);
    expect(signIns().filter((outcome) => outcome === "success")).toHaveLength(1);
    expect(signIns().filter((outcome) => outcome === "login_transaction_used")).toHaveLength(COUNT - 1);
  });
});

describe("a session", () => {
  it("that was sealed in one Region launches in the other, on the other's record", async () => {
    const browser = lucia();
    demo.world.answerFrom(HOME);
    await browser.open(await callbackFor(browser, LAUNCH));
    await home.broker.stop();
    home.tables.setAway(true);
    demo.world.answerFrom(FIRST_HEALTHY);
    expect(isStream(await browser.open("/launch/design"))).toBe(true);
    expect(signIns()).toEqual(["success"]);
  });
});

describe("a SAML sign-in that began in a Region whose broker is gone", () => {
  it("ends in the other Region, used up where it began, and the stream opens", async () => {
    const person = samlTraveller(demo, "lucia");
    const response = await person.signInFor("/launch/treasury?idp=campus");
    await home.broker.stop();
    expect(await gained("login", () => person.bring(response))).toEqual([2, 0]);
    expect(signIns()).toEqual(["success"]);
    expect(isStream(await person.broker.open("/launch/treasury"))).toBe(true);
  });

  it("is refused with a page while its tables are gone as well, and begins again in the other", async () => {
    const person = samlTraveller(demo, "lucia");
    const response = await person.signInFor("/launch/treasury?idp=campus");
    await home.broker.stop();
    home.tables.setAway(true);
    const page = await person.bring(response);
    expect([page.status, page.html.includes("Your sign-in could not be finished")]).toEqual([503, true]);
    expect(holdsSession(person.broker)).toBe(false);
    expect(isStream(await person.signInTo("/launch/treasury?idp=campus"))).toBe(true);
    expect(signIns()).toEqual(["login_store_unavailable", "success"]);
  });
});

describe("a tile's question", () => {
  const askedBehind = async (person: SamlTraveller): Promise<Answer> => {
    const page = await person.broker.follow(await person.bring(await person.clickTile("design")));
    if (page instanceof URL) throw new Error(`expected a page, was sent to ${page.origin}`);
    return page;
  };
  const sayYes = ({ broker }: SamlTraveller, question: Answer): Promise<Answer> =>
    broker.post("/login/campus/continue", hiddenFieldsOf(question));

  it("that one Region asked takes its yes in the other", async () => {
    const person = samlTraveller(demo, "diego");
    const question = await askedBehind(person);
    await home.broker.stop();
    expect((await sayYes(person, question)).status).toBe(200);
    expect(holdsSession(person.broker)).toBe(true);
    expect(signIns()).toEqual(["proposed", "success"]);
  });

  it("that one Region asked takes no yes while its tables are gone, and one when they are back", async () => {
    const person = samlTraveller(demo, "diego");
    const question = await askedBehind(person);
    await home.broker.stop();
    home.tables.setAway(true);
    const page = await sayYes(person, question);
    expect([page.status, page.html.includes('href="/launch/design"')]).toEqual([503, true]);
    expect(holdsSession(person.broker)).toBe(false);
    home.tables.setAway(false);
    expect((await sayYes(person, question)).status).toBe(200);
  });

  it("is asked of no assertion whose home is gone, and nothing is written in the other Region", async () => {
    home.tables.setAway(true);
    demo.world.answerFrom(ELSEWHERE);
    const statuses: number[] = [];
    const before = await itemsIn(elsewhere, "login");
    while (new Set(statuses).size < 2 && statuses.length < 40) {
      const person = samlTraveller(demo, "diego");
      statuses.push((await person.bring(await person.clickTile("design"))).status);
    }
    expect(new Set(statuses)).toEqual(new Set([303, 503]));
    const proposed = statuses.filter((status) => status === 303).length;
    expect((await itemsIn(elsewhere, "login")) - before).toBe(proposed);
    expect(signIns().filter((outcome) => outcome === "proposed")).toHaveLength(proposed);
  });
});
