/** Requested ends with everything real but the tables: the broker launches, browsers open URLs, AppStream's emulator has the sessions. */
import { beforeEach, describe, expect, it } from "vitest";
import { ok } from "../../functions/core/result.ts";
import { disablePerson, enablePerson } from "../../functions/people/disabling.ts";
import { createEndRequested } from "../../functions/people/end-requested.ts";
import { createOwnSessions } from "../../functions/people/own-sessions.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  IRELAND,
  NOW_SECONDS,
  startBrokerStage,
  TREASURY,
} from "../support/broker-builders.ts";
import { memoryAudit } from "../support/http-builders.ts";
import { createMemoryEndings } from "../support/memory-endings.ts";
import { createMemoryPlaces, type MemoryPlaces } from "../support/memory-places.ts";

const policy = aPolicy({
  fleets: { ireland: IRELAND },
  applications: { treasury: { ...TREASURY, fleets: ["ireland"], context: null, validitySeconds: 180 } },
  preferences: [],
});
const R = NOW_SECONDS;
const OPERATOR = { by: "Ben", reason: "left the bank", until: null };

let clock: number;
let stage: BrokerStage;
let places: MemoryPlaces;
let endings: ReturnType<typeof createMemoryEndings>;

beforeEach(async () => {
  clock = R - 90;
  places = createMemoryPlaces();
  stage = await startBrokerStage(policy, { places, now: () => clock * 1_000 });
  endings = createMemoryEndings();
  await endings.remember(ANA, [], clock);
});

async function urlAt(seconds: number): Promise<string> {
  clock = seconds;
  const intent = { application: "treasury", context: undefined, client: "web" } as const;
  const launch = await stage.broker.launch(aLaunchRequest({ intent }));
  if (!launch.ok || launch.value.outcome !== "stream") throw new Error("nothing streams");
  return launch.value.url;
}

async function openAt(seconds: number, url: string | undefined): Promise<void> {
  clock = seconds;
  expect((await fetch(url ?? "")).status).toBe(200);
  expect(await live()).toBe(true);
}

/** The keeper's run of then. */
async function keepAt(seconds: number) {
  clock = seconds;
  const { index, audit, now, randomText } = stage.ports;
  const ownSessions = createOwnSessions({ ...stage.ports, places });
  return await createEndRequested({ queue: endings, ownSessions, index, audit, now, randomText })();
}

async function live(): Promise<boolean> {
  const { region, stack, fleet } = IRELAND;
  const found = await stage.ports.gateway.findSession({ region, stack, fleet, userId: ANA.userId }, 3_000);
  if (!found.ok) throw new Error("AppStream is away");
  return found.value !== undefined;
}

const everywhere = { end: async () => [], disable: async () => [], enable: async () => [] };

function disablingPorts() {
  const regional = {
    ...endings,
    withdraw: async (...of: Parameters<typeof endings.withdraw>) =>
      (await endings.withdraw(...of)).ok ? [] : ["eu-south-2"],
  };
  return { everywhere, endings: regional, audit: memoryAudit(), now: () => clock * 1_000 };
}

async function disableAt(seconds: number): Promise<void> {
  clock = seconds;
  await disablePerson(disablingPorts(), { person: ANA, disabling: OPERATOR, correlationId: "cli-1" });
}

describe("createEndRequested, of URLs that were kept unopened", () => {
  it("ends every session that a disabled person opens with one, though it ended others before", async () => {
    const urls = [await urlAt(R - 90), await urlAt(R - 60), await urlAt(R - 30)];
    await openAt(R - 20, urls[0]);
    await disableAt(R);
    expect(await keepAt(R + 20)).toStrictEqual({ ended: 1, left: 1 });
    await openAt(R + 30, urls[1]);
    expect(await keepAt(R + 80)).toStrictEqual({ ended: 1, left: 1 });
    await openAt(R + 90, urls[2]);
    expect(await keepAt(R + 140)).toStrictEqual({ ended: 1, left: 1 });
    expect(await live()).toBe(false);
    expect(await keepAt(R + 420)).toStrictEqual({ ended: 0, left: 0 });
  });

  it("does the same after a sign-out, and leaves alone what is launched after it", async () => {
    const urls = [await urlAt(R - 60), await urlAt(R - 30)];
    await openAt(R - 20, urls[0]);
    await endings.request([ANA], { by: "backchannel_logout", launchedUntil: R }, R);
    expect(await keepAt(R + 20)).toMatchObject({ ended: 1 });
    await openAt(R + 30, urls[1]);
    expect(await keepAt(R + 80)).toMatchObject({ ended: 1 });
    await openAt(R + 100, await urlAt(R + 95));
    expect(await keepAt(R + 140)).toMatchObject({ ended: 0 });
    expect(await live()).toBe(true);
  });

  it("throws nobody out who was enabled again", async () => {
    await openAt(R - 20, await urlAt(R - 30));
    await disableAt(R);
    await keepAt(R + 20);
    clock = R + 30;
    const { by, reason } = OPERATOR;
    expect(await enablePerson(disablingPorts(), { person: ANA, by, reason, correlationId: "cli-2" })).toEqual(
      [],
    );
    await openAt(R + 50, await urlAt(R + 40));
    expect(await keepAt(R + 80)).toStrictEqual({ ended: 0, left: 0 });
    expect(await live()).toBe(true);
    expect(await endings.pending()).toStrictEqual(ok([]));
  });
});
