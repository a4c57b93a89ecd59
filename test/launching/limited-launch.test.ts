import { beforeEach, describe, expect, it } from "vitest";
import { createBroker, type LaunchRequest } from "../../functions/broker.ts";
import type { AuditEvent } from "../../functions/core/audit-event.ts";
import type { ApplicationPolicy, LimitsPolicy } from "../../functions/core/policy.ts";
import type { UsePolicy } from "../../functions/core/policy-use.ts";
import { err } from "../../functions/core/result.ts";
import { createEndSession } from "../../functions/launching/end-session.ts";
import type { UseStore } from "../../functions/use-ports.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  LIMITS,
  launchEventOf,
  NOW_MILLISECONDS,
  NOW_SECONDS,
  startBrokerStage,
  TREASURY,
} from "../support/broker-builders.ts";
import { createFixedWatch } from "../support/fixed-watch.ts";
import { aFleetStatus } from "../support/situations.ts";
import { aUse, aUsePolicy } from "../support/use-builders.ts";

const MADRID_DAY = { seconds: 3_600, period: "day", timeZone: "Europe/Madrid" } as const;
/** 2026-11-20T00:00 in Madrid. */
const MIDNIGHT = Date.UTC(2026, 10, 19, 23) / 1_000;

interface Limits {
  readonly use?: Partial<UsePolicy>;
  readonly limits?: Partial<LimitsPolicy>;
  readonly treasury?: Partial<ApplicationPolicy>;
}

/** Treasury in Ireland, Design in Frankfurt or Virginia; Design has the limits. */
function policyWith({ use, limits, treasury }: Limits) {
  const design = {
    ...TREASURY,
    context: null,
    appstreamApplication: "Designer",
    fleets: ["frankfurt", "virginia"],
  };
  return aPolicy({
    applications: {
      treasury: { ...TREASURY, context: null, fleets: ["ireland"], ...treasury },
      design: { ...design, use: use ? aUsePolicy(use) : null },
    },
    limits: { ...LIMITS, ...limits },
  });
}

const launchOf = (application: string, change: Partial<LaunchRequest> = {}): LaunchRequest =>
  aLaunchRequest({ intent: { application, context: undefined, client: "web" }, ...change });

let stage: BrokerStage;
let now = NOW_MILLISECONDS;

beforeEach(() => {
  now = NOW_MILLISECONDS;
});

/** The URLs that were given out can no longer be opened: the launch's deadline, their validity, and AppStream's two minutes. */
function passValidity(): void {
  now += (8 + 30 + 120) * 1_000;
}

const startWith = (limits: Limits) => startBrokerStage(policyWith(limits), { now: () => now });

/** A streaming URL that is opened, so that AppStream has the session. */
async function open(application: string, change: Partial<LaunchRequest> = {}): Promise<string> {
  const answer = await stage.broker.launch(launchOf(application, change));
  if (!answer.ok || answer.value.outcome !== "stream") throw new Error(JSON.stringify(answer));
  expect((await fetch(answer.value.url)).status).toBe(200);
  return answer.value.launchId;
}

const launch = (application: string) => stage.broker.launch(launchOf(application));
const calls = (operation: string) =>
  stage.emulator.requests().filter((request) => request.operation === operation).length;
const endedIn = (events: readonly AuditEvent[]) =>
  events.filter((event) => event.event === "streaming_session_ended");

describe("a launch that nothing limits", () => {
  it("reads and writes nobody's use", async () => {
    stage = await startBrokerStage(policyWith({}));
    stage.uses.setAway(true);
    await open("design");
    expect(stage.uses.people.size).toBe(0);
  });
});

describe("a launch of a person who may have one session", () => {
  beforeEach(async () => {
    stage = await startWith({ limits: { concurrentSessions: 1 } });
  });

  it("goes on, and says where in the store", async () => {
    const launchId = await open("design");
    expect(stage.uses.people.get("u-ana")).toMatchObject({
      person: { identityProvider: "corporate", subject: "ana-7" },
      slots: [{ launchId, application: "design", fleet: "frankfurt", startedAt: NOW_SECONDS }],
    });
  });

  it("is refused beside a session of another application on another fleet, and audited", async () => {
    await open("treasury");
    const refused = await launch("design");
    expect(refused).toMatchObject({
      error: { reason: "session_limit_reached", evidence: { of: "person", limit: 1, held: 1 } },
    });
    expect(stage.audit.events.at(-1)).toMatchObject({
      outcome: "refused",
      refusal: { reason: "session_limit_reached" },
      candidates: [
        { fleet: "frankfurt", kept: false, reason: "session_limit" },
        { fleet: "virginia", kept: false, reason: "session_limit" },
      ],
    });
  });

  it("is refused while AppStream cannot be asked", async () => {
    await open("treasury");
    const failure = err({ kind: "candidate", fault: "region_failing", requestId: undefined } as const);
    const gateway = { ...stage.ports.gateway, findSession: async () => failure };
    stage.ports.places.recent = async () => [];
    expect(await createBroker({ ...stage.ports, gateway }).launch(launchOf("design"))).toMatchObject({
      error: { reason: "session_limit_reached" },
    });
  });

  it("goes back to a live session, to one that is not opened yet, and to it alone", async () => {
    const first = await launch("design");
    expect(first).toMatchObject({ value: { outcome: "stream" } });
    expect(await launch("design")).toMatchObject({ value: { outcome: "stream" } });
    await open("design");
    expect(await launch("design")).toMatchObject({ value: { outcome: "stream" } });
    expect(stage.uses.people.get("u-ana")?.slots).toHaveLength(1);
  });

  it("goes on once the other session is over", async () => {
    await open("treasury");
    await stage.ports.places.remember(
      ANA.userId,
      {
        fleet: "ireland",
        launchId: "ended",
        application: "treasury",
        launchedAt: NOW_SECONDS,
        endedAt: NOW_SECONDS + 1,
      },
      NOW_SECONDS,
    );
    const found = async () => ({ ok: true, value: undefined }) as const;
    const gateway = { ...stage.ports.gateway, findSession: found };
    const broker = createBroker({ ...stage.ports, gateway });
    expect(await broker.launch(launchOf("design"))).toMatchObject({
      error: { reason: "session_limit_reached" },
    });
    passValidity();
    expect(await broker.launch(launchOf("design"))).toMatchObject({ value: { outcome: "stream" } });
    expect(stage.uses.people.get("u-ana")?.slots.map(({ application }) => application)).toEqual(["design"]);
  });

  it("leaves no slot behind where nothing came of it", async () => {
    const watch = createFixedWatch({ frankfurt: aFleetStatus({ freePlaces: 0 }) });
    const failure = err({ kind: "candidate", fault: "region_failing", requestId: undefined } as const);
    const gateway = { ...stage.ports.gateway, createStreamingUrl: async () => failure };
    const broker = createBroker({ ...stage.ports, gateway, watch });
    expect(await broker.launch(launchOf("design"))).toMatchObject({ value: { outcome: "wait" } });
    expect(stage.uses.people.get("u-ana")?.slots).toEqual([]);
  });

  it("is refused where its use cannot be known, and an operator hears of it", async () => {
    stage.uses.setAway(true);
    expect(await launch("design")).toMatchObject({ error: { reason: "use_store_unavailable" } });
    expect(launchEventOf(stage)).toMatchObject({ severity: "error" });
    expect(calls("CreateStreamingURL")).toBe(0);
  });

  it("is refused where the store goes away between look and slot", async () => {
    for (const write of [
      async () => err("unavailable"),
      async () => err("conflict"),
    ] as UseStore["write"][]) {
      const uses = { ...stage.uses, write };
      expect(await createBroker({ ...stage.ports, uses }).launch(launchOf("design"))).toMatchObject({
        error: { reason: "use_store_unavailable" },
      });
    }
    let reads = 0;
    const read: UseStore["read"] = (...args) => {
      reads += 1;
      return reads === 1 ? stage.uses.read(...args) : Promise.resolve(err("unavailable"));
    };
    const uses = { ...stage.uses, read, write: async () => err("conflict" as const) };
    expect(await createBroker({ ...stage.ports, uses }).launch(launchOf("design"))).toMatchObject({
      error: { reason: "use_store_unavailable" },
    });
  });

  it("knows its own write whose answer was lost", async () => {
    const write: UseStore["write"] = async (...args) => {
      const written = await stage.uses.write(...args);
      return written.ok ? err("conflict") : written;
    };
    let writes = 0;
    const uses = {
      ...stage.uses,
      write: (...args: Parameters<UseStore["write"]>) => {
        writes += 1;
        return writes === 1 ? write(...args) : stage.uses.write(...args);
      },
    };
    expect(await createBroker({ ...stage.ports, uses }).launch(launchOf("design"))).toMatchObject({
      value: { outcome: "stream" },
    });
  });
});

describe("launches at once", () => {
  it.each([1, 3])("are no more than %i of fifty, of as many applications", async (limit) => {
    const names = Array.from({ length: 50 }, (_, index) => `app-${index}`);
    const one = { ...TREASURY, context: null, fleets: ["frankfurt"] };
    stage = await startBrokerStage(
      aPolicy({
        applications: Object.fromEntries(
          names.map((name) => [name, { ...one, appstreamApplication: name, use: aUsePolicy() }]),
        ),
        limits: { ...LIMITS, concurrentSessions: limit },
      }),
    );
    // AppStream is slow, so that none is over before the last begins.
    const answers = await Promise.all(names.map((name) => stage.broker.launch(launchOf(name))));
    const streams = answers.filter((answer) => answer.ok && answer.value.outcome === "stream");
    const refused = answers.filter((answer) => !answer.ok && answer.error.reason === "session_limit_reached");
    expect([streams.length, refused.length]).toEqual([limit, 50 - limit]);
    expect(calls("CreateStreamingURL")).toBe(limit);
  });
});

describe("a launch over the limit that may end a session", () => {
  const end = (launchId: string) =>
    createEndSession(stage.ports)({
      ...{ principal: ANA, application: "design", launchId, hasConsented: false },
      ...{ evidence: { clientIp: undefined, edge: undefined }, correlationId: "correlation-2" },
    });

  beforeEach(async () => {
    const use = { terminatePrevious: true };
    stage = await startWith({ use, limits: { concurrentSessions: 1 } });
  });

  it("ends nothing and goes nowhere: it asks", async () => {
    const launchId = await open("treasury");
    passValidity();
    expect(await launch("design")).toMatchObject({
      value: { outcome: "choose", why: "session_limit", session: { launchId, fleet: "ireland" } },
    });
    expect(stage.audit.events.at(-1)).toMatchObject({ event: "launch", outcome: "choice_asked" });
    expect([calls("ExpireSession"), calls("CreateStreamingURL")]).toEqual([0, 1]);
  });

  it("goes on once the person has ended that session", async () => {
    const launchId = await open("treasury");
    passValidity();
    expect(await end(launchId)).toMatchObject({ ok: true });
    await open("design");
    expect(endedIn(stage.audit.events)).toMatchObject([
      { by: "self", launchId, application: "treasury", fleetId: "ireland" },
    ]);
    expect(stage.uses.people.get("u-ana")?.slots).toMatchObject([
      { application: "design", fleet: "frankfurt" },
    ]);
    expect(await launch("treasury")).toMatchObject({ error: { reason: "session_limit_reached" } });
  });

  it("is refused where that one may be opened anew at once", async () => {
    await open("treasury");
    expect(await launch("design")).toMatchObject({ error: { reason: "session_limit_reached" } });
  });
});

describe("a launch of an application whose time is counted", () => {
  beforeEach(async () => {
    stage = await startWith({ use: { budget: MADRID_DAY } });
  });

  it("tells the keeper before it goes on", async () => {
    await open("design");
    expect(stage.uses.reminders.get("u-ana")).toBe(NOW_SECONDS + 120);
  });

  it("is counted where only the place of a session is left, and AppStream cannot be asked about it", async () => {
    const former = { fleet: "frankfurt", launchId: "former", application: "design" };
    await stage.ports.places.remember(
      ANA.userId,
      { ...former, launchedAt: NOW_SECONDS - 86_400 },
      NOW_SECONDS,
    );
    const failure = err({ kind: "candidate", fault: "region_failing", requestId: undefined } as const);
    const gateway = { ...stage.ports.gateway, findSession: async () => failure };
    const answer = await createBroker({ ...stage.ports, gateway }).launch(launchOf("design"));
    expect(answer).toMatchObject({ value: { outcome: "stream" } });
    expect(stage.uses.people.get("u-ana")?.slots).toMatchObject([
      { application: "design", fleet: "frankfurt" },
    ]);
    expect(stage.uses.reminders.get("u-ana")).toBe(NOW_SECONDS + 120);
  });

  it("is refused where the keeper cannot be told", async () => {
    const remind = async () => err("unavailable" as const);
    const broker = createBroker({ ...stage.ports, lookedAfter: { remind } });
    expect(await broker.launch(launchOf("design"))).toMatchObject({
      error: { reason: "use_store_unavailable" },
    });
    expect(calls("CreateStreamingURL")).toBe(0);
  });

  it("is refused once the time is spent, also on the way back", async () => {
    await open("design");
    const use = stage.uses.people.get("u-ana") ?? aUse([]);
    const spent = [{ application: "design", from: MIDNIGHT, seconds: 3_600 }];
    await stage.uses.write("u-ana", { ...use, spent }, NOW_SECONDS);
    expect(await launch("design")).toMatchObject({
      error: {
        reason: "time_budget_spent",
        evidence: { renewsAt: MIDNIGHT + 86_400, timeZone: "Europe/Madrid" },
      },
    });
  });

  it("is refused where the time was spent between look and slot", async () => {
    const spent = [{ application: "design", from: MIDNIGHT, seconds: 3_600 }];
    const write: UseStore["write"] = async (userId, use, now) => {
      await stage.uses.write(userId, { ...use, slots: [], spent }, now);
      return err("conflict");
    };
    const uses = { ...stage.uses, write };
    expect(await createBroker({ ...stage.ports, uses }).launch(launchOf("design"))).toMatchObject({
      error: { reason: "time_budget_spent" },
    });
  });
});

describe("a launch of an application with seats", () => {
  const eve = { ...ANA, userId: "u-eve", subject: "eve" };

  beforeEach(async () => {
    stage = await startWith({ use: { totalSessions: 1 } });
  });

  it("takes one, and is refused where there is none", async () => {
    const launchId = await open("design");
    expect(await stage.broker.launch(launchOf("design", { principal: eve }))).toMatchObject({
      error: { reason: "application_full", evidence: { application: "design", seats: 1 } },
    });
    expect([...(stage.uses.seats.get("design") ?? [])]).toEqual([launchId]);
    expect(stage.uses.people.get("u-eve")?.slots).toEqual([]);
  });

  it("goes back to its session without another one", async () => {
    await open("design");
    expect(await launch("design")).toMatchObject({ value: { outcome: "stream" } });
    expect(stage.uses.seats.get("design")?.size).toBe(1);
  });

  it("gives it back where nothing came of the launch", async () => {
    const failure = err({ kind: "candidate", fault: "fleet_not_available", requestId: undefined } as const);
    const gateway = { ...stage.ports.gateway, createStreamingUrl: async () => failure };
    await createBroker({ ...stage.ports, gateway }).launch(launchOf("design"));
    expect(stage.uses.seats.get("design")?.size).toBe(0);
  });

  it("is refused where the seats are out of reach", async () => {
    const uses = { ...stage.uses, takeSeat: async () => err("unavailable" as const) };
    expect(await createBroker({ ...stage.ports, uses }).launch(launchOf("design"))).toMatchObject({
      error: { reason: "use_store_unavailable" },
    });
  });

  it("leaves what is over to the keeper", async () => {
    await open("design");
    const found = async () => ({ ok: true, value: undefined }) as const;
    const gateway = { ...stage.ports.gateway, findSession: found };
    now += 600_000;
    await createBroker({ ...stage.ports, gateway }).launch(launchOf("design"));
    expect(stage.uses.people.get("u-ana")?.slots).toMatchObject([{ isOver: true }]);
  });
});
