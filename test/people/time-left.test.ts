import { beforeEach, describe, expect, it } from "vitest";
import type { ApplicationPolicy } from "../../functions/core/policy.ts";
import type { UsePolicy } from "../../functions/core/policy-use.ts";
import { createKeepTime } from "../../functions/people/keep-time.ts";
import { createOwnSessions } from "../../functions/people/own-sessions.ts";
import { type TimeLeftPorts, withTimeLeft } from "../../functions/people/time-left.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  IRELAND,
  NOW_MILLISECONDS,
  NOW_SECONDS,
  startBrokerStage,
  TREASURY,
  VIRGINIA,
} from "../support/broker-builders.ts";
import { createMemoryPlaces, type MemoryPlaces } from "../support/memory-places.ts";
import { aUsePolicy } from "../support/use-builders.ts";

const HOUR = 3_600;
const MADRID_DAY = { seconds: 2 * HOUR, period: "day", timeZone: "Europe/Madrid" } as const;

let stage: BrokerStage;
let places: MemoryPlaces;
let now: number;
let reads: string[];

beforeEach(() => {
  now = NOW_MILLISECONDS;
  reads = [];
});

async function startWith(use: Partial<UsePolicy> | null): Promise<void> {
  const application = (change: Partial<ApplicationPolicy>) => ({ ...TREASURY, context: null, ...change });
  const policy = aPolicy({
    fleets: { ireland: IRELAND, virginia: VIRGINIA },
    applications: {
      treasury: application({ fleets: ["ireland"], use: use && aUsePolicy(use) }),
      design: application({ fleets: ["virginia"], appstreamApplication: "Designer" }),
    },
    preferences: [],
  });
  places = createMemoryPlaces();
  stage = await startBrokerStage(policy, { places, now: () => now });
}

async function open(application: string): Promise<void> {
  const intent = { application, context: undefined, client: "web" } as const;
  const answer = await stage.broker.launch(aLaunchRequest({ intent }));
  if (!answer.ok || answer.value.outcome !== "stream") throw new Error(JSON.stringify(answer));
  expect((await fetch(answer.value.url)).status).toBe(200);
}

async function ends(uses: TimeLeftPorts["uses"] = stage.uses) {
  const counted: TimeLeftPorts["uses"] = {
    read: (userId, at) => {
      reads.push(userId);
      return uses.read(userId, at);
    },
  };
  const own = createOwnSessions({ ...stage.ports, places });
  const { sessions } = await withTimeLeft(own, { ...stage.ports, uses: counted }).list(ANA);
  return Object.fromEntries(sessions.map(({ application, expiresAt }) => [application, expiresAt]));
}

async function appStreamsEnd(application: string): Promise<number | null | undefined> {
  const { sessions } = await createOwnSessions({ ...stage.ports, places }).list(ANA);
  return sessions.find((session) => session.application === application)?.expiresAt;
}

describe("withTimeLeft", () => {
  it("says when the keeper ends a session, and leaves the others to AppStream", async () => {
    await startWith({ sessionSeconds: 4 * HOUR });
    await open("treasury");
    await open("design");
    now += 600_000;
    expect(await appStreamsEnd("treasury")).toBeGreaterThan(NOW_SECONDS + 4 * HOUR);
    expect(await ends()).toEqual({
      treasury: NOW_SECONDS + 4 * HOUR,
      design: await appStreamsEnd("design"),
    });
    expect(reads).toEqual([ANA.userId]);
  });

  it("counts on from the first launch for whoever goes back", async () => {
    await startWith({ sessionSeconds: 4 * HOUR });
    await open("treasury");
    now += HOUR * 1_000;
    await open("treasury");
    expect(await ends()).toEqual({ treasury: NOW_SECONDS + 4 * HOUR });
  });

  it("says when the time of a period is spent, and keeps to it while the keeper counts", async () => {
    await startWith({ budget: MADRID_DAY });
    await open("treasury");
    now += 600_000;
    expect(await ends()).toEqual({ treasury: NOW_SECONDS + 2 * HOUR });
    await createKeepTime({ ...stage.ports, lookedAfter: stage.uses })();
    expect(stage.uses.people.get(ANA.userId)?.spent).toMatchObject([{ seconds: 600 }]);
    expect(await ends()).toEqual({ treasury: NOW_SECONDS + 2 * HOUR });
  });

  it("knows the end of a session of which AppStream names none", async () => {
    await startWith({ sessionSeconds: 4 * HOUR });
    const launched = { fleet: "ireland", launchId: "l-1", application: "treasury", launchedAt: NOW_SECONDS };
    await places.remember(ANA.userId, launched, NOW_SECONDS);
    expect(await appStreamsEnd("treasury")).toBeNull();
    stage.uses.setAway(true);
    expect(await ends()).toEqual({ treasury: NOW_SECONDS + 4 * HOUR });
  });

  it("says AppStream's end where that is earlier", async () => {
    await startWith({ sessionSeconds: 432_000 });
    await open("treasury");
    expect(await ends()).toEqual({ treasury: await appStreamsEnd("treasury") });
  });

  it("goes on with what else is known where the use cannot be read", async () => {
    await startWith({ sessionSeconds: 4 * HOUR });
    await open("treasury");
    await open("design");
    stage.uses.setAway(true);
    const known = { treasury: NOW_SECONDS + 4 * HOUR, design: await appStreamsEnd("design") };
    expect(await ends()).toEqual(known);
    await startWith({ budget: MADRID_DAY });
    await open("treasury");
    stage.uses.setAway(true);
    expect(await ends()).toEqual({ treasury: await appStreamsEnd("treasury") });
  });

  it("waits for the use no longer than for AppStream", async () => {
    await startWith({ sessionSeconds: 4 * HOUR });
    await open("treasury");
    const { index } = stage.ports;
    const limits = { ...index.policy.limits, attemptTimeoutMilliseconds: 20 };
    const ports = { ...stage.ports, index: { ...index, policy: { ...index.policy, limits } } };
    const uses = { read: () => new Promise<never>(() => undefined) };
    const own = createOwnSessions({ ...stage.ports, places });
    const { sessions } = await withTimeLeft(own, { ...ports, uses }).list(ANA);
    expect(sessions).toMatchObject([{ expiresAt: NOW_SECONDS + 4 * HOUR }]);
  });

  it.each([[null], [{ concurrentSessions: 1 }]])(
    "reads nothing where no time is limited: %j",
    async (use) => {
      await startWith(use);
      await open("treasury");
      expect(await ends()).toEqual({ treasury: await appStreamsEnd("treasury") });
      expect(reads).toEqual([]);
    },
  );
});
