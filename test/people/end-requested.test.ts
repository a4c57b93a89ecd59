import { describe, expect, it } from "vitest";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { EndingQueue } from "../../functions/ending-ports.ts";
import { createEndRequested } from "../../functions/people/end-requested.ts";
import type { OwnSession, OwnSessions, OwnSessionToEnd } from "../../functions/people/own-sessions.ts";
import { aPolicy, TREASURY } from "../support/broker-builders.ts";
import { memoryAudit } from "../support/http-builders.ts";
import { createMemoryEndings } from "../support/memory-endings.ts";

const NOW = 1_795_165_200;
const LOGOUT = { by: "backchannel_logout", launchedUntil: NOW } as const;
const DISABLE = { by: "disable", launchedUntil: null } as const;
const ANA = { identityProvider: "corporate", subject: "00u-ana", userId: "ana" };

function aSession(id: string, startedAt: number): OwnSession {
  return {
    ...{ id, application: "treasury", fleet: "ireland", region: "eu-west-1", state: "live" as const },
    ...{ isConnected: true, startedAt, expiresAt: null },
  };
}

interface StageFacts {
  readonly sessions?: readonly OwnSession[];
  readonly silentRegions?: readonly string[];
  readonly notEnded?: Parameters<typeof refusal>[0];
  readonly queue?: Partial<EndingQueue>;
  /** Of the URLs of the one application. */
  readonly validitySeconds?: number;
}

function indexOf(validitySeconds: number) {
  return indexPolicy(aPolicy({ applications: { treasury: { ...TREASURY, validitySeconds } } }), "v1");
}

/** Ana signed in and was signed out at `NOW`; the keeper runs as often as it is called, at a clock to turn. */
async function stage(facts: StageFacts = {}) {
  const { sessions = [], silentRegions = [], notEnded, queue = {}, validitySeconds = 30 } = facts;
  const endings = createMemoryEndings();
  await endings.remember(ANA, [], NOW - 600);
  await endings.request([ANA], LOGOUT, NOW);
  const clock = { seconds: NOW + 10 };
  const ends: OwnSessionToEnd[] = [];
  const gone = new Set<string>();
  const ownSessions: OwnSessions = {
    list: async ({ userId }) => ({
      sessions: userId === "ana" ? sessions.filter(({ id }) => !gone.has(id)) : [],
      silentRegions,
    }),
    async end(toEnd): Promise<Result<void, ReturnType<typeof refusal>>> {
      ends.push(toEnd);
      if (notEnded !== undefined) return err(refusal(notEnded));
      gone.add(toEnd.id);
      return ok(undefined);
    },
  };
  const audit = memoryAudit();
  const ports = {
    ...{ queue: { ...endings, ...queue }, ownSessions, audit, index: indexOf(validitySeconds) },
    ...{ now: () => clock.seconds * 1_000, randomText: () => "random" },
  };
  return { run: createEndRequested(ports), ends, clock, audit, endings };
}

describe("createEndRequested", () => {
  it("ends all the person's sessions, and says for whom", async () => {
    const { run, ends } = await stage({ sessions: [aSession("l-1", NOW - 500), aSession("l-2", NOW)] });
    expect(await run()).toStrictEqual({ ended: 2, left: 1 });
    expect(ends).toStrictEqual(
      ["l-1", "l-2"].map((id) => ({
        ...{ principal: ANA, id, correlationId: "keeper-random", by: { kind: "logout" } },
      })),
    );
  });

  it("leaves alone what the person launched after they were signed out", async () => {
    const { run, ends } = await stage({ sessions: [aSession("l-1", NOW + 1)] });
    expect(await run()).toStrictEqual({ ended: 0, left: 1 });
    expect(ends).toStrictEqual([]);
  });

  it("asks again until a URL of before can have become no session any more", async () => {
    const { run, clock, endings } = await stage();
    clock.seconds = NOW + 419;
    expect(await run()).toStrictEqual({ ended: 0, left: 1 });
    clock.seconds = NOW + 420;
    expect(await run()).toStrictEqual({ ended: 0, left: 0 });
    expect(await endings.pending()).toStrictEqual(ok([]));
  });

  it("asks again for longer where the policy lets URLs be valid for longer, also after the hour", async () => {
    const { run, clock, audit } = await stage({ validitySeconds: 7_200, silentRegions: ["us-east-1"] });
    clock.seconds = NOW + 7_319;
    expect(await run()).toStrictEqual({ ended: 0, left: 1 });
    expect(audit.events).toStrictEqual([]);
    const heard = await stage({ validitySeconds: 7_200 });
    heard.clock.seconds = NOW + 7_319;
    expect(await heard.run()).toStrictEqual({ ended: 0, left: 1 });
    heard.clock.seconds = NOW + 7_320;
    expect(await heard.run()).toStrictEqual({ ended: 0, left: 0 });
  });

  it.each<[string, StageFacts]>([
    ["a Region is silent", { silentRegions: ["us-east-1"] }],
    [
      "AppStream does not end it",
      { sessions: [aSession("l-1", NOW)], notEnded: "streaming_session_not_ended" },
    ],
    ["a Region does not say who signed in", { queue: { people: async () => err("unavailable") } }],
  ])("asks again for an hour where %s, then says that it gave up", async (_why, facts) => {
    const { run, clock, audit } = await stage(facts);
    clock.seconds = NOW + 3_599;
    expect(await run()).toMatchObject({ left: 1 });
    expect(audit.events).toStrictEqual([]);
    clock.seconds = NOW + 3_600;
    expect(await run()).toMatchObject({ left: 0 });
    expect(audit.events).toMatchObject([
      { event: "fault", fault: "streaming_sessions_not_ended", detail: { by: "backchannel_logout" } },
    ]);
  });

  it("takes a session that was over already for ended", async () => {
    const { run, clock } = await stage({
      sessions: [aSession("l-1", NOW)],
      notEnded: "streaming_session_gone",
    });
    clock.seconds = NOW + 500;
    expect(await run()).toStrictEqual({ ended: 0, left: 0 });
  });

  it("says why of a person who was disabled", async () => {
    const { run, ends, endings } = await stage({ sessions: [aSession("l-1", NOW)] });
    await endings.withdraw(ANA, "backchannel_logout");
    await endings.request([ANA], DISABLE, NOW + 1);
    await run();
    expect(ends).toMatchObject([{ by: { kind: "disable" } }]);
  });

  it("ends whatever a person who is disabled has, whenever their clock says that it was launched", async () => {
    const { run, ends, endings } = await stage({ sessions: [aSession("l-1", NOW + 400)] });
    await endings.request([ANA], DISABLE, NOW);
    await run();
    expect(ends.map(({ id }) => id)).toEqual(["l-1"]);
  });

  it("leaves alone what they launch once the disabling is over by itself", async () => {
    const sessions = [aSession("l-1", NOW + 60), aSession("l-2", NOW + 61)];
    const { run, ends, endings } = await stage({ sessions });
    await endings.request([ANA], { ...DISABLE, launchedUntil: NOW + 60 }, NOW);
    await run();
    expect(ends.map(({ id }) => id)).toEqual(["l-1"]);
  });

  it("keeps a request that it could not strike off", async () => {
    const { run, clock } = await stage({ queue: { done: async () => err("unavailable") } });
    clock.seconds = NOW + 500;
    expect(await run()).toStrictEqual({ ended: 0, left: 1 });
  });

  it("fails where the requests cannot be read, which the alarm of the function's errors tells", async () => {
    const { run } = await stage({ queue: { pending: async () => err("unavailable") } });
    await expect(run()).rejects.toThrow("cannot be read");
  });
});

/** As many sign-outs as are said, a second apart, and whose turn it was in each run; each turn takes as long as is said. */
async function crowd(logouts: number, secondsEach: number) {
  const endings = createMemoryEndings();
  const name = (place: number) => ({ logoutKey: `s-${place}` });
  for (let place = 0; place < logouts; place += 1) await endings.request([name(place)], LOGOUT, NOW + place);
  const clock = { seconds: NOW + logouts };
  let turns: string[] = [];
  const queue: EndingQueue = {
    ...endings,
    async people(key) {
      turns.push(key);
      clock.seconds += secondsEach;
      return ok([]);
    },
  };
  const ownSessions: OwnSessions = {
    list: async () => ({ sessions: [], silentRegions: [] }),
    end: async () => ok(undefined),
  };
  const audit = memoryAudit();
  const index = indexOf(30);
  const ports = {
    queue,
    ownSessions,
    index,
    audit,
    now: () => clock.seconds * 1_000,
    randomText: () => "random",
  };
  const runOnce = createEndRequested(ports);
  const run = async (): Promise<readonly string[]> => {
    turns = [];
    await runOnce();
    return turns;
  };
  return { run, endings, audit, clock };
}

describe("createEndRequested, of more requests than one run has time for", () => {
  it("has whoever was disabled first, however many sign out before and meanwhile", async () => {
    const { run, endings } = await crowd(100, 4);
    await endings.request([{ logoutKey: "disabled" }], DISABLE, NOW + 99);
    for (let time = 0; time < 3; time += 1) expect((await run())[0]).toBe("disabled");
  });

  it("stops in time, says what is left, and goes on with whose turn was longest ago", async () => {
    const { run, audit } = await crowd(20, 4);
    expect(await run()).toEqual(["s-0", "s-1", "s-2", "s-3", "s-4", "s-5", "s-6", "s-7"]);
    expect(audit.events).toMatchObject([
      { event: "fault", fault: "streaming_sessions_end_late", detail: { late: 12, ofDisabled: 0 } },
    ]);
    expect(await run()).toEqual(["s-8", "s-9", "s-10", "s-11", "s-12", "s-13", "s-14", "s-15"]);
    expect(await run()).toEqual(["s-16", "s-17", "s-18", "s-19", "s-0", "s-1", "s-2", "s-3"]);
  });

  it("does not let one that comes again and again before whoever waits", async () => {
    const { run, endings, clock } = await crowd(20, 4);
    await run();
    for (let place = 0; place < 8; place += 1) {
      await endings.request([{ logoutKey: `new-${place}` }], LOGOUT, clock.seconds);
    }
    expect((await run())[0]).toBe("s-8");
  });

  it("says that somebody disabled has to wait as well", async () => {
    const { run, endings, audit } = await crowd(0, 40);
    for (let place = 0; place < 6; place += 1) {
      await endings.request([{ logoutKey: `d-${place}` }], DISABLE, NOW);
    }
    await run();
    expect(audit.events).toMatchObject([{ detail: { late: 2, ofDisabled: 2 } }]);
  });

  it("says nothing where there was time for all", async () => {
    const { run, audit } = await crowd(8, 1);
    expect(await run()).toHaveLength(8);
    expect(audit.events).toStrictEqual([]);
  });
});
