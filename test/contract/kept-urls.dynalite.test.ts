/** Streaming URLs that were kept until their session was over, on the real store: what they open counts like any other. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import type { ApplicationPolicy, LimitsPolicy } from "../../functions/core/policy.ts";
import { createKeepTime } from "../../functions/people/keep-time.ts";
import { createOwnSessions } from "../../functions/people/own-sessions.ts";
import { createLookedAfterStore } from "../../functions/stores/looked-after-store.ts";
import { useHomes } from "../../functions/stores/use-homes.ts";
import { createUseStore } from "../../functions/stores/use-store.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  LIMITS,
  NOW_MILLISECONDS,
  startBrokerStage,
  TREASURY,
} from "../support/broker-builders.ts";
import { createMemoryPlaces } from "../support/memory-places.ts";
import { aUsePolicy } from "../support/use-builders.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";

const REGION = "eu-west-1";
/** The URL is valid for 30 seconds after the launch's deadline, and AppStream tells of its session within two minutes. */
const COUNTED_SECONDS = 8 + 30 + 120;
const MADRID_DAY = { seconds: 3_600, period: "day", timeZone: "Europe/Madrid" } as const;

let dynalite: Store;
let stage: BrokerStage;
let now: number;
let principal = ANA;
let people = 0;

beforeAll(async () => {
  dynalite = await startStore({ port: 0, regions: [REGION] });
  const client = connect(dynalite.endpoint);
  await createTables(client);
  client.destroy();
});
afterAll(() => dynalite.stop());

type Use = ApplicationPolicy["use"];

/** CAD in Ireland, Design in Frankfurt. */
async function startWith(uses: { cad?: Use; design?: Use }, limits: Partial<LimitsPolicy> = {}) {
  const application = (name: string, fleet: string, use: Use = null): ApplicationPolicy => ({
    ...{ ...TREASURY, context: null, appstreamApplication: name, fleets: [fleet], use },
  });
  const policy = aPolicy({
    applications: {
      cad: application("Cad", "ireland", uses.cad),
      design: application("Designer", "frankfurt", uses.design),
    },
    limits: { ...LIMITS, ...limits },
  });
  now = NOW_MILLISECONDS;
  people += 1;
  principal = { ...ANA, userId: `u-ana-${people}`, subject: `ana-${people}` };
  const homes = useHomes({ own: REGION, regions: [REGION], endpoint: dynalite.endpoint });
  const lookedAfter = createLookedAfterStore({
    ...{ homes, own: connect(dynalite.endpoint), tableName: LAUNCHES },
  });
  stage = await startBrokerStage(policy, {
    ...{ uses: createUseStore(homes, LAUNCHES), lookedAfter, now: () => now },
    places: createMemoryPlaces(),
  });
  const keep = createKeepTime({ ...stage.ports, lookedAfter });
  return { keep, lookedAfter };
}

async function ask(application: string, who = principal) {
  const intent = { application, context: undefined, client: "web" } as const;
  return await stage.broker.launch(aLaunchRequest({ principal: who, intent }));
}

async function urlOf(application: string, who = principal): Promise<string> {
  const answer = await ask(application, who);
  if (!answer.ok || answer.value.outcome !== "stream") throw new Error(JSON.stringify(answer));
  return answer.value.url;
}

async function open(url: string): Promise<void> {
  expect((await fetch(url)).status).toBe(200);
}

function pass(seconds: number): void {
  now += seconds * 1_000;
}

async function endOwn(): Promise<void> {
  const places = stage.ports.places as ReturnType<typeof createMemoryPlaces>;
  const own = createOwnSessions({ ...stage.ports, places });
  const { sessions } = await own.list(principal);
  const by = { kind: "self" } as const;
  for (const { id } of sessions) {
    expect(await own.end({ principal, id, correlationId: "correlation-2", by })).toMatchObject({ ok: true });
  }
}

const liveSessions = () => stage.emulator.sessions().filter(({ state }) => state !== "EXPIRED").length;
const used = async () => {
  const read = await stage.ports.uses.read(principal.userId, Math.floor(now / 1_000));
  if (!read.ok) throw new Error(read.error);
  return read.value;
};

describe("a URL of the way back that is opened after the keeper ended its session", () => {
  const use = aUsePolicy({ sessionSeconds: 3_600, totalSessions: 1 });

  it("leads to a session that keeps the slot and the seat, and is ended at once", async () => {
    const { keep, lookedAfter } = await startWith({ cad: use });
    await open(await urlOf("cad"));
    pass(3_590);
    await keep();
    const kept = await urlOf("cad");
    pass(60);
    expect(await keep()).toMatchObject({ ended: 1 });
    expect(liveSessions()).toBe(0);
    const eve = { ...ANA, userId: `u-eve-${people}`, subject: "eve" };
    expect(await ask("cad", eve)).toMatchObject({ error: { reason: "application_full" } });

    await open(kept);
    expect(liveSessions()).toBe(1);
    pass(60);
    expect(await keep()).toMatchObject({ ended: 1 });
    expect(liveSessions()).toBe(0);
    expect((await used()).slots).toMatchObject([{ isOver: true, ending: null }]);

    for (let minutes = 0; minutes < 5; minutes += 1) {
      pass(60);
      await keep();
    }
    expect((await used()).slots).toEqual([]);
    const due = await lookedAfter.due(Math.floor(now / 1_000) + 86_400);
    expect(due.ok && due.value.filter(({ userId }) => userId === principal.userId)).toEqual([]);
    await open(await urlOf("cad", eve));
  });

  it("keeps nobody from looking, however often it is asked for", async () => {
    const { keep } = await startWith({ cad: aUsePolicy({ sessionSeconds: 600 }) });
    await open(await urlOf("cad"));
    let ended = 0;
    for (let seconds = 0; seconds < 660 && ended === 0; seconds += 20) {
      await urlOf("cad");
      pass(20);
      if (seconds % 60 === 40) ended += (await keep()).ended;
    }
    expect(ended).toBe(1);
    expect(liveSessions()).toBe(0);
  });
});

describe("a URL of the way back that is kept while its session is ended", () => {
  it("is the one session that somebody may have, until it can no longer be opened", async () => {
    await startWith({}, { concurrentSessions: 1 });
    await open(await urlOf("cad"));
    pass(600);
    await urlOf("cad");
    await endOwn();
    const refused = { error: { reason: "session_limit_reached", evidence: { held: 1 } } };
    expect(await ask("design")).toMatchObject(refused);
    pass(COUNTED_SECONDS - 1);
    expect(await ask("design")).toMatchObject(refused);
    pass(1);
    await open(await urlOf("design"));
    expect(liveSessions()).toBe(1);
  });

  it("is counted where it is opened then", async () => {
    await startWith({}, { concurrentSessions: 1 });
    await open(await urlOf("cad"));
    pass(600);
    const kept = await urlOf("cad");
    await endOwn();
    await open(kept);
    pass(COUNTED_SECONDS + 60);
    expect(await ask("design")).toMatchObject({ error: { reason: "session_limit_reached" } });
    await urlOf("cad");
  });

  it("does not keep them from the same fleet", async () => {
    await startWith({}, { concurrentSessions: 1 });
    await open(await urlOf("cad"));
    await endOwn();
    await open(await urlOf("cad"));
    expect(liveSessions()).toBe(1);
    expect(await ask("design")).toMatchObject({ error: { reason: "session_limit_reached" } });
  });

  it("leads to a session whose time is counted, whatever was launched since", async () => {
    const use = aUsePolicy({ budget: MADRID_DAY });
    const { keep } = await startWith({ cad: use, design: use });
    await open(await urlOf("cad"));
    pass(60);
    const kept = await urlOf("cad");
    await endOwn();
    await open(await urlOf("design"));
    await open(kept);
    for (let minutes = 0; minutes < 63; minutes += 1) {
      pass(60);
      await keep();
    }
    expect((await used()).spent.map(({ application }) => application).toSorted()).toEqual(["cad", "design"]);
    expect(liveSessions()).toBe(0);
  });
});
