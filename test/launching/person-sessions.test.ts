import { describe, expect, it } from "vitest";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import { err, ok } from "../../functions/core/result.ts";
import { personSessions, type SessionPorts } from "../../functions/launching/person-sessions.ts";
import type { FoundSession } from "../../functions/ports.ts";
import { aPolicy, NOW_MILLISECONDS, NOW_SECONDS, TREASURY } from "../support/broker-builders.ts";
import { createMemoryPlaces } from "../support/memory-places.ts";

/** The last second of a URL that is good for 30, and of the minute after it. */
const LAST = NOW_SECONDS - 89;
const LIVE: FoundSession = { sessionId: "session-1", isConnected: true, expiresAt: null };
const throttled = err({ kind: "candidate", fault: "throttled", requestId: undefined } as const);
const index = indexPolicy(aPolicy({ applications: { treasury: TREASURY } }), "v1");

/** Ana's last launch went to Ireland then. */
async function sessionsAfter(
  launchedAt: number,
  findSession: SessionPorts["gateway"]["findSession"],
  change: {
    readonly application?: string;
    readonly resting?: ReadonlySet<string>;
    readonly endedAt?: number;
  } = {},
) {
  const places = createMemoryPlaces();
  const { application = "treasury", resting = new Set(), endedAt } = change;
  const place = { fleet: "ireland", launchId: "launch-1", application, launchedAt, endedAt };
  await places.remember("u-ana", place, launchedAt);
  const ports = { gateway: { findSession }, places, index, now: () => NOW_MILLISECONDS };
  return await personSessions(ports, "u-ana", [...index.fleets.values()], resting, NOW_MILLISECONDS + 400);
}

describe("personSessions", () => {
  it("keeps the place while its URL may be opened, though AppStream has no session yet", async () => {
    expect(await sessionsAfter(LAST, async () => ok(undefined))).toStrictEqual([
      {
        ...{ fleet: "ireland", launchId: "launch-1", application: "treasury", state: "reserved" },
        ...{ launchedAt: LAST, sessionId: null, isConnected: false, expiresAt: null },
      },
    ]);
    expect(await sessionsAfter(LAST - 1, async () => ok(undefined))).toStrictEqual([]);
  });

  it("believes AppStream where it has one", async () => {
    expect(await sessionsAfter(LAST, async () => ok(LIVE))).toMatchObject([{ state: "live", ...LIVE }]);
  });

  it("keeps the place where AppStream cannot be asked, and after that says what is not known", async () => {
    const unheard = { sessionId: null, isConnected: null, expiresAt: null };
    expect(await sessionsAfter(LAST, async () => throttled)).toMatchObject([
      { state: "reserved", ...unheard },
    ]);
    expect(await sessionsAfter(LAST - 1, async () => throttled)).toMatchObject([
      { state: "unconfirmed", ...unheard },
    ]);
    const resting = new Set(["eu-west-1"]);
    expect(await sessionsAfter(LAST, async () => ok(LIVE), { resting })).toMatchObject([
      { state: "reserved", ...unheard },
    ]);
  });

  it("keeps none for somebody who ended the session, and goes by AppStream alone", async () => {
    const endedAt = NOW_SECONDS;
    expect(await sessionsAfter(NOW_SECONDS, async () => ok(undefined), { endedAt })).toStrictEqual([]);
    expect(await sessionsAfter(NOW_SECONDS, async () => throttled, { endedAt })).toMatchObject([
      { state: "unconfirmed" },
    ]);
    expect(await sessionsAfter(NOW_SECONDS, async () => ok(LIVE), { endedAt })).toMatchObject([
      { state: "live" },
    ]);
  });

  it("waits for no table longer than the look-ahead", async () => {
    const gateway = { findSession: async () => ok(LIVE) };
    const silent = { ...createMemoryPlaces(), recent: () => new Promise<never>(() => undefined) };
    const ports = { gateway, places: silent, index, now: () => NOW_MILLISECONDS };
    const fleets = [...index.fleets.values()];
    expect(await personSessions(ports, "u-ana", fleets, new Set(), NOW_MILLISECONDS + 50)).toEqual([]);
  });

  it("keeps it a minute for an application that the policy no longer has", async () => {
    const gone = { application: "gone" };
    expect(await sessionsAfter(NOW_SECONDS - 59, async () => ok(undefined), gone)).toHaveLength(1);
    expect(await sessionsAfter(NOW_SECONDS - 60, async () => ok(undefined), gone)).toStrictEqual([]);
  });
});
