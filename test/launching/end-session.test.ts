import { beforeEach, describe, expect, it } from "vitest";
import { createBroker } from "../../functions/broker.ts";
import { err } from "../../functions/core/result.ts";
import {
  createEndSession,
  type EndSession,
  type EndSessionPorts,
  type SessionToEnd,
} from "../../functions/launching/end-session.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  NOW_MILLISECONDS,
  startBrokerStage,
  TREASURY,
} from "../support/broker-builders.ts";
import { createFixedWatch } from "../support/fixed-watch.ts";
import { aFleetStatus } from "../support/situations.ts";

const FLEETS = { fleets: ["ireland"], context: null };
const policy = aPolicy({
  applications: {
    treasury: { ...TREASURY, ...FLEETS },
    design: { ...TREASURY, ...FLEETS, appstreamApplication: "Designer" },
  },
});

let stage: BrokerStage;
let endSession: EndSession;
let launchId: string;

beforeEach(async () => {
  stage = await startBrokerStage(policy);
  endSession = createEndSession(stage.ports);
  launchId = await openSession();
});

/** Ana's browser follows her streaming URL, so that AppStream has a session of hers. */
async function openSession(principal = ANA): Promise<string> {
  const answer = await stage.broker.launch(aLaunchRequest({ principal }));
  if (!answer.ok || answer.value.outcome !== "stream") throw new Error("nothing streams");
  expect((await fetch(answer.value.url)).status).toBe(200);
  return answer.value.launchId;
}

function toEnd(change: Partial<SessionToEnd> = {}): SessionToEnd {
  return {
    ...{
      principal: ANA,
      application: "design",
      evidence: { clientIp: undefined, edge: undefined },
      launchId,
    },
    ...{ hasConsented: false, correlationId: "correlation-2", ...change },
  };
}

const design = aLaunchRequest({ intent: { application: "design", context: undefined, client: "web" } });

describe("createEndSession", () => {
  it("ends the session that was in the way, says so in the audit trail, and the launch goes on", async () => {
    expect(await stage.broker.launch(design)).toMatchObject({
      value: { outcome: "choose", session: { launchId, application: "treasury" } },
    });
    expect(await endSession(toEnd())).toEqual({ ok: true, value: undefined });
    expect(stage.audit.events.at(-1)).toEqual({
      schema: "streamgate.audit.v1",
      time: new Date(NOW_MILLISECONDS).toISOString(),
      correlationId: "correlation-2",
      severity: "info",
      event: "streaming_session_ended",
      outcome: "success",
      principal: { identityProvider: "corporate", subject: "ana-7", userId: "u-ana" },
      ...{ by: "self", operator: null, reason: null },
      ...{ launchId, application: "treasury", fleetId: "ireland", sessionId: expect.any(String) },
    });
    expect(await stage.broker.launch(design)).toMatchObject({ value: { outcome: "stream" } });
  });

  it("keeps no place for them on the fleet, whose instance is made anew", async () => {
    const watch = createFixedWatch({ ireland: aFleetStatus({ freePlaces: 0 }) });
    await endSession(toEnd());
    const broker = createBroker({ ...stage.ports, watch });
    expect(await broker.launch(design)).toMatchObject({ value: { outcome: "wait" } });
  });

  it("ends nothing twice", async () => {
    await endSession(toEnd());
    const events = stage.audit.events.length;
    expect(await endSession(toEnd())).toMatchObject({ error: { reason: "streaming_session_gone" } });
    expect(stage.audit.events).toHaveLength(events);
  });

  it("ends no session but the one that was shown", async () => {
    for (const shown of ["", "another-launch", launchId.slice(1), `${launchId} `]) {
      expect(await endSession(toEnd({ launchId: shown }))).toMatchObject({
        error: { reason: "streaming_session_gone" },
      });
    }
    expect(endsOf(stage)).toEqual([]);
  });

  it("ends nobody else's session, whoever knows its launch", async () => {
    const eve = { ...ANA, subject: "eve", userId: "u-eve" };
    expect(await endSession(toEnd({ principal: eve }))).toMatchObject({
      error: { reason: "streaming_session_gone" },
    });
    expect(endsOf(stage)).toEqual([]);
  });

  it("ends nothing for somebody who may not open the other application", async () => {
    const outsider = { ...ANA, groups: [] };
    expect(await endSession(toEnd({ principal: outsider }))).toMatchObject({
      error: { reason: "not_in_audience" },
    });
    expect(await endSession(toEnd({ application: "unknown" }))).toMatchObject({
      error: { reason: "application_unknown" },
    });
    expect(endsOf(stage)).toEqual([]);
  });

  it("does not say that it ended what AppStream did not end", async () => {
    const { gateway } = stage.ports;
    const failing = (change: Partial<EndSessionPorts["gateway"]>): EndSession =>
      createEndSession({ ...stage.ports, gateway: { ...gateway, ...change } });
    const failure = err({ kind: "candidate", fault: "region_failing", requestId: undefined } as const);
    const events = stage.audit.events.length;
    expect(await failing({ expireSession: async () => failure })(toEnd())).toEqual(
      err({ reason: "streaming_session_not_ended", evidence: { fleet: "ireland", fault: "region_failing" } }),
    );
    expect(await failing({ findSession: async () => failure })(toEnd())).toEqual(
      err({ reason: "streaming_session_not_ended", evidence: { fleet: "ireland", fault: "unconfirmed" } }),
    );
    expect(stage.audit.events).toHaveLength(events);
  });

  it("is over by the deadline of a launch", async () => {
    let now = NOW_MILLISECONDS;
    const { gateway } = stage.ports;
    const timeouts: number[] = [];
    const end = createEndSession({
      ...stage.ports,
      now: () => now,
      gateway: {
        async findSession(place, timeout) {
          const found = await gateway.findSession(place, timeout);
          now += later;
          return found;
        },
        async expireSession(_region, _session, timeout) {
          timeouts.push(timeout);
          return err({ kind: "candidate", fault: "attempt_timed_out", requestId: undefined });
        },
      },
    });
    let later = 0;
    await end(toEnd());
    later = 7_000;
    await end(toEnd());
    expect(timeouts).toEqual([3_000, 1_000]);
    later = 8_000;
    expect(await end(toEnd())).toMatchObject({ error: { evidence: { fault: "too_late" } } });
    expect(timeouts).toHaveLength(2);
  });
});

function endsOf({ emulator }: BrokerStage): readonly unknown[] {
  return emulator.requests().filter(({ operation }) => operation === "ExpireSession");
}
