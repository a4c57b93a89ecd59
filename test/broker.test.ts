import { describe, expect, it } from "vitest";
import { createBroker } from "../functions/broker.ts";
import type { Policy } from "../functions/core/policy.ts";
import { err } from "../functions/core/result.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  IRELAND,
  launchEventOf,
  NOW_SECONDS,
  POLICY_VERSION,
  recordOf,
  sessionContextsSent,
  startBrokerStage,
  TREASURY,
  VIRGINIA,
} from "./support/broker-builders.ts";

const BEHIND_THE_WALL = {
  applications: { treasury: { ...TREASURY, fleets: ["virginia"] } },
  residency: { walls: [{ id: "europe", applications: null, countries: ["ES"], jurisdictions: ["EU"] }] },
};

describe("createBroker", () => {
  it("gives a URL of the first fleet, and the id of its launch", async () => {
    const stage = await startBrokerStage();
    const launch = await stage.broker.launch(aLaunchRequest());
    const [launchId] = stage.launches.launches.keys();
    expect(launch).toStrictEqual({
      ok: true,
      value: {
        ...{ outcome: "stream", by: "streaming_url", launchId },
        url: expect.stringContaining(`${stage.emulator.origin}/eu-west-1/authenticate?`),
        issued: {
          ...{ region: "eu-west-1", stack: "stack-ireland", fleet: "fleet-ireland" },
          expiresAt: expect.any(Number),
        },
      },
    });
  });

  it("asks AppStream for exactly the fleet, the person and the application", async () => {
    const stage = await startBrokerStage();
    await stage.broker.launch(aLaunchRequest());
    expect(stage.emulator.requests()).toMatchObject([
      { operation: "CreateStreamingURL", region: "eu-west-1" },
    ]);
    expect(stage.emulator.requests()[0]?.input).toStrictEqual({
      StackName: "stack-ireland",
      FleetName: "fleet-ireland",
      UserId: "u-ana",
      ApplicationId: "TreasuryDesk",
      Validity: 30,
      SessionContext: expect.stringMatching(/^v1\.eu-south-2\.[A-Za-z0-9_-]{65}$/),
    });
  });

  it("records who was given what, and why there", async () => {
    const stage = await startBrokerStage();
    await stage.broker.launch(aLaunchRequest());
    expect(recordOf(stage)).toStrictEqual({
      state: "url_created",
      reason: "none",
      placement: {
        ...{ fleetId: "ireland", region: "eu-west-1", stack: "stack-ireland", fleet: "fleet-ireland" },
        handleDigest: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        binding: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      },
      failedAttempts: [],
      handleExpiresAt: NOW_SECONDS + 900,
      expiresAt: NOW_SECONDS + 7_776_000,
      record: {
        ...{
          correlationId: "correlation-1",
          identityProvider: "corporate",
          subject: "ana-7",
          userId: "u-ana",
        },
        ...{ application: "treasury", policyVersion: POLICY_VERSION, createdAt: NOW_SECONDS },
        candidates: [
          expect.objectContaining({ fleet: "ireland", kept: true, rank: 0, preference: 0 }),
          expect.objectContaining({ fleet: "frankfurt", kept: true, rank: 1, preference: 1 }),
          expect.objectContaining({ fleet: "virginia", kept: true, rank: 2, preference: 2 }),
        ],
        basis: {
          principal: {
            ...{ identityProvider: "corporate", subject: "ana-7", userId: "u-ana", groups: ["treasury"] },
            ...{ authenticatedAt: NOW_SECONDS - 60, country: "ES", mfaEvidence: null },
            homeRegion: null,
          },
          applicationId: "treasury",
          location: expect.objectContaining({ country: "ES", provenance: "claim" }),
          nowEpochSeconds: NOW_SECONDS,
          latencies: [],
          ...{ fleets: [], drains: [], restingRegions: [], sessions: [], hasConsented: false },
        },
        waitedSeconds: null,
        location: { country: "ES", provenance: "claim", network: null },
        sealedHandover: expect.stringMatching(/^eyJ/),
      },
    });
  });

  it("writes the record before it asks AppStream", async () => {
    const stage = await startBrokerStage();
    const asked: number[] = [];
    const broker = createBroker({
      ...stage.ports,
      launches: {
        ...stage.launches,
        begin: async (record) => {
          asked.push(stage.emulator.requests().length);
          return await stage.launches.begin(record);
        },
      },
    });
    await broker.launch(aLaunchRequest());
    expect(asked).toStrictEqual([0]);
    expect(stage.emulator.requests()).toHaveLength(1);
  });

  it("writes one launch event, and no other", async () => {
    const stage = await startBrokerStage();
    await stage.broker.launch(aLaunchRequest());
    const [launchId] = stage.launches.launches.keys();
    expect(stage.audit.events).toStrictEqual([
      {
        schema: "streamgate.audit.v1",
        time: "2026-11-20T09:00:00.000Z",
        correlationId: "correlation-1",
        severity: "info",
        event: "launch",
        outcome: "url_created",
        launchId,
        principal: { identityProvider: "corporate", subject: "ana-7", userId: "u-ana" },
        application: "treasury",
        policyVersion: POLICY_VERSION,
        grant: "group:treasury",
        approval: null,
        location: { country: "ES", provenance: "claim", network: null },
        candidates: recordOf(stage).record.candidates,
        failedAttempts: [],
        waitReason: null,
        waitedSeconds: null,
        placement: {
          ...{ fleetId: "ireland", region: "eu-west-1", stack: "stack-ireland", fleet: "fleet-ireland" },
        },
        awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        refusal: null,
      },
    ]);
  });

  it("gives two launches at once a URL each", async () => {
    const stage = await startBrokerStage();
    const launches = await Promise.all([
      stage.broker.launch(aLaunchRequest()),
      stage.broker.launch(aLaunchRequest({ principal: { ...ANA, subject: "ben-3", userId: "u-ben" } })),
    ]);
    expect(launches.map(({ ok }) => ok)).toStrictEqual([true, true]);
    const events = stage.audit.events.map((event) => event.event === "launch" && event.principal?.userId);
    expect(events.toSorted()).toStrictEqual(["u-ana", "u-ben"]);
    expect([...stage.launches.launches.values()].map(({ state }) => state)).toStrictEqual([
      "url_created",
      "url_created",
    ]);
  });

  it("gives the same person two launches at once, with a record and a handle each", async () => {
    const stage = await startBrokerStage();
    await Promise.all([stage.broker.launch(aLaunchRequest()), stage.broker.launch(aLaunchRequest())]);
    expect(stage.launches.launches.size).toBe(2);
    expect(new Set(sessionContextsSent(stage)).size).toBe(2);
  });

  it("starts the whole desktop on a fleet that shows it", async () => {
    const stage = await startBrokerStage(desktopPolicy("desktop"));
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({ ok: true });
    expect(stage.emulator.requests()[0]?.input).toMatchObject({ ApplicationId: "Desktop" });
  });

  it("does not ask for the desktop of a fleet that shows applications", async () => {
    const stage = await startBrokerStage(desktopPolicy("app"));
    const evidence = { parameter: "ApplicationId", stack: "stack-ireland", fleet: "fleet-ireland" };
    const reason = { reason: "streaming_request_invalid", evidence };
    expect(await stage.broker.launch(aLaunchRequest())).toStrictEqual(err(reason));
    expect(stage.emulator.requests()).toStrictEqual([]);
    expect(launchEventOf(stage)).toMatchObject({ severity: "error", launchId: null, refusal: reason });
  });

  it("refuses where the wall leaves no fleet, and says in the event which wall", async () => {
    const stage = await startBrokerStage(aPolicy(BEHIND_THE_WALL));
    expect(await stage.broker.launch(aLaunchRequest())).toStrictEqual(
      err({ reason: "outside_residency_wall", evidence: { application: "treasury" } }),
    );
    expect(launchEventOf(stage)).toMatchObject({
      severity: "notice",
      outcome: "refused",
      launchId: null,
      application: "treasury",
      policyVersion: POLICY_VERSION,
      candidates: [{ fleet: "virginia", kept: false, reason: "outside_residency_wall", wall: "europe" }],
      placement: null,
      awsRequestId: null,
      refusal: { reason: "outside_residency_wall" },
    });
    expect(stage.emulator.requests()).toStrictEqual([]);
    expect(stage.launches.launches.size).toBe(0);
  });

  it("never asks a fleet outside the wall, not even when all inside are stopped", async () => {
    const stage = await startBrokerStage(aPolicy({ residency: BEHIND_THE_WALL.residency }));
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "STOPPED");
    stage.emulator.setFleetState("eu-central-1", "fleet-frankfurt", "STOPPED");
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({
      error: { reason: "no_candidate_available", evidence: { attempts: 2 } },
    });
    expect(stage.emulator.requests().map(({ region }) => region)).toStrictEqual([
      "eu-west-1",
      "eu-central-1",
    ]);
  });

  it.each([
    ["someone outside the audience", { principal: { ...ANA, groups: [] } }, "not_in_audience", "treasury"],
    [
      "an application that does not exist",
      { intent: { application: "payroll", context: undefined, client: "web" } },
      "application_unknown",
      null,
    ],
  ] as const)("refuses %s and asks nobody", async (_name, deviation, reason, application) => {
    const stage = await startBrokerStage();
    const launch = await stage.broker.launch(aLaunchRequest(deviation));
    expect(launch).toMatchObject({ ok: false, error: { reason } });
    expect(launchEventOf(stage)).toMatchObject({ outcome: "refused", application, refusal: { reason } });
    expect(stage.emulator.requests()).toStrictEqual([]);
    expect(stage.launches.launches.size).toBe(0);
  });

  it("takes the country from the principal, not from the evidence of the request", async () => {
    const stage = await startBrokerStage();
    const edge = { trusted: true, country: "US", coordinates: undefined };
    await stage.broker.launch(aLaunchRequest({ evidence: { clientIp: undefined, edge } }));
    expect(launchEventOf(stage).location).toStrictEqual({
      country: "ES",
      provenance: "claim",
      network: null,
    });
  });

  it("uses the clock it was given for the record, the event and the opening hours", async () => {
    const hours = { timeZone: "UTC", days: ["sat"], from: "10:00", until: "11:00" } as const;
    const conditions = { ...TREASURY.conditions, hours };
    const policy = aPolicy({ applications: { treasury: { ...TREASURY, conditions } } });
    const saturday = Date.UTC(2026, 10, 21, 10, 0, 0, 999);
    const stage = await startBrokerStage(policy, { now: () => saturday });
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({ ok: true });
    expect(recordOf(stage).record.createdAt).toBe(Math.floor(saturday / 1000));
    expect(launchEventOf(stage).time).toBe("2026-11-21T10:00:00.999Z");
  });
  it("writes a launch event even when the sealer rejects", async () => {
    const stage = await startBrokerStage(aPolicy(), {
      sealer: { seal: () => Promise.reject(new Error("no key")), open: async () => undefined },
    });
    const intent = { application: "treasury", context: "FXD-204417", client: "web" } as const;
    await stage.broker.launch(aLaunchRequest({ intent })).catch(() => {});
    expect(launchEventOf(stage).outcome).toBe("refused");
  });
});

function desktopPolicy(streamView: "app" | "desktop"): Policy {
  return aPolicy({
    fleets: { ireland: { ...IRELAND, streamView }, virginia: { ...VIRGINIA, streamView } },
    applications: {
      treasury: { ...TREASURY, appstreamApplication: "Desktop", fleets: ["ireland", "virginia"] },
    },
  });
}
