import { beforeEach, describe, expect, it } from "vitest";
import { err, ok } from "../../functions/core/result.ts";
import {
  createOwnSessions,
  type OwnSessions,
  type OwnSessionsPorts,
} from "../../functions/people/own-sessions.ts";
import type { SessionPlace } from "../../functions/ports.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  IRELAND,
  NOW_SECONDS,
  startBrokerStage,
  TREASURY,
  VIRGINIA,
} from "../support/broker-builders.ts";
import { createMemoryPlaces, type MemoryPlaces } from "../support/memory-places.ts";

const policy = aPolicy({
  fleets: {
    ireland: IRELAND,
    virginia: VIRGINIA,
    branch: {
      ...IRELAND,
      launchMethod: "federation",
      federation: { url: "https://idp.example/start" },
    } as never,
  },
  applications: {
    treasury: { ...TREASURY, fleets: ["ireland"], context: null },
    design: { ...TREASURY, fleets: ["virginia"], context: null, appstreamApplication: "Designer" },
  },
  preferences: [],
});
const EVE = { ...ANA, subject: "eve", userId: "u-eve" };
const BY_HERSELF = { correlationId: "correlation-2", by: { kind: "self" } } as const;
const failure = err({ kind: "candidate", fault: "region_failing", requestId: undefined } as const);

let stage: BrokerStage;
let places: MemoryPlaces;
let ports: OwnSessionsPorts;
let own: OwnSessions;

beforeEach(async () => {
  places = createMemoryPlaces();
  stage = await startBrokerStage(policy, { places });
  ports = { ...stage.ports, places };
  own = createOwnSessions(ports);
});

/** Their browser follows the streaming URL, so that AppStream has a session of theirs. */
async function open(application: string, principal = ANA): Promise<string> {
  const intent = { application, context: undefined, client: "web" } as const;
  const answer = await stage.broker.launch(aLaunchRequest({ principal, intent }));
  if (!answer.ok || answer.value.outcome !== "stream") throw new Error("nothing streams");
  expect((await fetch(answer.value.url)).status).toBe(200);
  return answer.value.launchId;
}

const endsAsked = () => stage.emulator.requests().filter(({ operation }) => operation === "ExpireSession");

describe("createOwnSessions, list", () => {
  it("knows nothing of somebody who never launched", async () => {
    expect(await own.list(ANA)).toEqual({ sessions: [], silentRegions: [] });
  });

  it("finds live sessions in two Regions, and nobody else's", async () => {
    const treasury = await open("treasury");
    const design = await open("design");
    await open("treasury", EVE);
    const { sessions, silentRegions } = await own.list(ANA);
    expect(silentRegions).toEqual([]);
    expect(sessions.toSorted((a, b) => (a.fleet < b.fleet ? -1 : 1))).toEqual([
      {
        ...{ id: treasury, application: "treasury", fleet: "ireland", region: "eu-west-1", state: "live" },
        ...{ isConnected: expect.any(Boolean), startedAt: NOW_SECONDS, expiresAt: expect.any(Number) },
      },
      {
        ...{ id: design, application: "design", fleet: "virginia", region: "us-east-1", state: "live" },
        ...{ isConnected: expect.any(Boolean), startedAt: NOW_SECONDS, expiresAt: expect.any(Number) },
      },
    ]);
  });

  it("has the latest first, and those of one moment in one order", async () => {
    const place = { application: "treasury", launchedAt: NOW_SECONDS };
    await places.remember("u-ana", { fleet: "ireland", launchId: "b", ...place }, NOW_SECONDS);
    await places.remember("u-ana", { fleet: "virginia", launchId: "a", ...place }, NOW_SECONDS);
    const ids = async () => (await own.list(ANA)).sessions.map(({ id }) => id);
    expect(await ids()).toEqual(["a", "b"]);
    const later = { fleet: "ireland", launchId: "b", application: "treasury", launchedAt: NOW_SECONDS + 1 };
    await places.remember("u-ana", later, NOW_SECONDS);
    expect(await ids()).toEqual(["b", "a"]);
  });

  it("says which Region did not answer, and what may be there", async () => {
    await open("treasury");
    const design = await open("design");
    const { gateway } = stage.ports;
    const findSession = async (place: SessionPlace, timeout: number) =>
      place.region === "us-east-1" ? failure : await gateway.findSession(place, timeout);
    const found = await createOwnSessions({ ...ports, gateway: { ...gateway, findSession } }).list(ANA);
    expect(found.silentRegions).toEqual(["us-east-1"]);
    expect(found.sessions).toMatchObject([{}, {}]);
    expect(found.sessions.find(({ id }) => id === design)).toMatchObject({
      ...{ state: "unconfirmed", isConnected: null, expiresAt: null },
    });
  });

  it("says which Region's table did not answer", async () => {
    places.setAway(true);
    expect(await own.list(ANA)).toEqual({ sessions: [], silentRegions: ["eu-south-2"] });
  });

  it("leaves out what AppStream has none of, federated fleets, and fleets that left the policy", async () => {
    const old = { application: "treasury", launchedAt: NOW_SECONDS - 7_200 };
    for (const fleet of ["ireland", "branch", "former"]) {
      await places.remember("u-ana", { fleet, launchId: `launch-${fleet}`, ...old }, NOW_SECONDS);
    }
    expect(await own.list(ANA)).toEqual({ sessions: [], silentRegions: [] });
  });

  it("gives each Region the time of one attempt", async () => {
    const timeouts: number[] = [];
    const findSession = async (_: SessionPlace, timeout: number) => {
      timeouts.push(timeout);
      return ok(undefined);
    };
    await open("treasury");
    await createOwnSessions({ ...ports, gateway: { ...stage.ports.gateway, findSession } }).list(ANA);
    expect(timeouts).toEqual([3_000]);
  });
});

describe("createOwnSessions, end", () => {
  it("ends one and leaves the other, and says so in the audit trail", async () => {
    const treasury = await open("treasury");
    const design = await open("design");
    expect(await own.end({ principal: ANA, id: treasury, ...BY_HERSELF })).toEqual(ok(undefined));
    expect(stage.audit.events.at(-1)).toMatchObject({
      ...{ event: "streaming_session_ended", launchId: treasury, fleetId: "ireland", by: "self" },
      principal: { userId: "u-ana" },
    });
    expect((await own.list(ANA)).sessions).toMatchObject([{ id: design }]);
    expect(places.places.get("u-ana")).toContainEqual(
      expect.objectContaining({ launchId: treasury, endedAt: NOW_SECONDS, endedBy: "self" }),
    );
  });

  it("keeps the time of the launch, whenever its session is ended", async () => {
    const id = await open("treasury");
    const later = createOwnSessions({ ...ports, now: () => (NOW_SECONDS + 20) * 1_000 });
    expect(await later.end({ principal: ANA, id, ...BY_HERSELF })).toEqual(ok(undefined));
    expect(places.places.get("u-ana")).toMatchObject([
      { launchId: id, launchedAt: NOW_SECONDS, endedAt: NOW_SECONDS + 20 },
    ]);
  });

  it("says who of the help desk ended it, and why", async () => {
    const id = await open("treasury");
    const by = { kind: "help_desk", operator: EVE, reason: "It hangs." } as const;
    const person = { identityProvider: null, subject: null, userId: "u-ana" };
    expect(await own.end({ principal: person, id, correlationId: "c", by })).toEqual(ok(undefined));
    expect(stage.audit.events.at(-1)).toMatchObject({
      ...{ principal: person, by: "help_desk", reason: "It hangs.", operator: { subject: "eve" } },
    });
    // Their words are for the audit trail; the person is told that it was the help desk.
    expect(places.places.get("u-ana")).toMatchObject([{ endedAt: NOW_SECONDS, endedBy: "help_desk" }]);
    expect(JSON.stringify(places.places.get("u-ana"))).not.toContain("hangs");
  });

  it("answers the same to somebody else's id and to one that never was, and asks AppStream for neither", async () => {
    const id = await open("treasury", EVE);
    const before = stage.emulator.requests().length;
    const hers = await own.end({ principal: ANA, id, ...BY_HERSELF });
    expect(hers).toMatchObject({ error: { reason: "streaming_session_gone" } });
    expect(await own.end({ principal: ANA, id: "launch-9", ...BY_HERSELF })).toEqual(hers);
    expect(stage.emulator.requests()).toHaveLength(before);
    places.setAway(true);
    const away = await own.end({ principal: ANA, id, ...BY_HERSELF });
    expect(away).toEqual(
      err({ reason: "streaming_session_not_ended", evidence: { fleet: null, fault: "unconfirmed" } }),
    );
    expect(await own.end({ principal: ANA, id: "launch-9", ...BY_HERSELF })).toEqual(away);
  });

  it("ends nothing twice", async () => {
    const id = await open("treasury");
    await own.end({ principal: ANA, id, ...BY_HERSELF });
    expect(await own.end({ principal: ANA, id, ...BY_HERSELF })).toMatchObject({
      error: { reason: "streaming_session_gone" },
    });
    expect(endsAsked()).toHaveLength(1);
  });

  it("says that a session is gone which was given out and never opened", async () => {
    const place = { fleet: "ireland", launchId: "launch-1", application: "treasury" };
    await places.remember("u-ana", { ...place, launchedAt: NOW_SECONDS }, NOW_SECONDS);
    expect(await own.end({ principal: ANA, id: "launch-1", ...BY_HERSELF })).toMatchObject({
      error: { reason: "streaming_session_gone" },
    });
  });

  it("does not say that it ended what AppStream did not end, or could not be asked about", async () => {
    const id = await open("treasury");
    const events = stage.audit.events.length;
    for (const change of [{ findSession: async () => failure }, { expireSession: async () => failure }]) {
      const failing = createOwnSessions({ ...ports, gateway: { ...stage.ports.gateway, ...change } });
      expect(await failing.end({ principal: ANA, id, ...BY_HERSELF })).toMatchObject({
        error: { reason: "streaming_session_not_ended" },
      });
    }
    expect(stage.audit.events).toHaveLength(events);
  });
});
