import { describe, expect, it } from "vitest";
import { createBroker } from "../functions/broker.ts";
import type { FleetPolicy } from "../functions/core/policy.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  fleetsAsked,
  IRELAND,
  launchEventOf,
  NOW_MILLISECONDS,
  recordOf,
  startBrokerStage,
  TREASURY,
  VIRGINIA,
} from "./support/broker-builders.ts";
import { createFixedWatch } from "./support/fixed-watch.ts";
import { aFleetStatus } from "./support/situations.ts";

const LEDGER = { ...TREASURY, appstreamApplication: "Ledger", context: null };
const POLICY = aPolicy({ applications: { treasury: TREASURY, ledger: LEDGER } });
const ledger = { intent: { application: "ledger", context: undefined, client: "web" } as const };

/** Ana launches, and opens the URL in her browser. */
async function openStream(stage: BrokerStage, request = aLaunchRequest()): Promise<void> {
  const launch = await stage.broker.launch(request);
  if (!launch.ok || launch.value.outcome !== "stream") throw new Error("no stream");
  await fetch(launch.value.url);
}

const asked = ({ emulator }: BrokerStage, operation: string) =>
  emulator.requests().filter((request) => request.operation === operation);

describe("createBroker, for somebody with a live session", () => {
  it("goes back to it before any ranking", async () => {
    const stage = await startBrokerStage(POLICY);
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "STOPPED");
    await openStream(stage);
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "RUNNING");
    await stage.broker.launch(aLaunchRequest());
    expect(fleetsAsked(stage)).toStrictEqual(["fleet-ireland", "fleet-frankfurt", "fleet-frankfurt"]);
  });

  it("asks AppStream about that stack and fleet only", async () => {
    const stage = await startBrokerStage(POLICY);
    await openStream(stage);
    await stage.broker.launch(aLaunchRequest());
    expect(asked(stage, "DescribeSessions").map(({ input }) => input)).toStrictEqual([
      {
        ...{ StackName: "stack-ireland", FleetName: "fleet-ireland" },
        ...{ UserId: "u-ana", AuthenticationType: "API", Limit: 50 },
      },
    ]);
  });

  it("routes anew once the session is over", async () => {
    const stage = await startBrokerStage(POLICY);
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "STOPPED");
    await openStream(stage);
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "RUNNING");
    stage.emulator.setFleetState("eu-central-1", "fleet-frankfurt", "STOPPED");
    stage.emulator.setFleetState("eu-central-1", "fleet-frankfurt", "RUNNING");
    const later = createBroker({ ...stage.ports, now: () => NOW_MILLISECONDS + 90_000 });
    await later.launch(aLaunchRequest());
    expect(fleetsAsked(stage).at(-1)).toBe("fleet-ireland");
  });

  it("asks what to do where it runs another application on the fleet that is next", async () => {
    const stage = await startBrokerStage(POLICY);
    await openStream(stage);
    const [launchId] = stage.launches.launches.keys();
    const launch = await stage.broker.launch(aLaunchRequest(ledger));
    expect(launch).toMatchObject({
      ok: true,
      value: {
        outcome: "choose",
        session: { fleet: "ireland", application: "treasury", state: "live", launchId, isConnected: true },
      },
    });
    expect(fleetsAsked(stage)).toHaveLength(1);
    expect(stage.audit.events.at(-1)).toMatchObject({ event: "launch", outcome: "choice_asked" });
  });

  it.each(["throttle", "service_unavailable"] as const)(
    "starts no second session where the first one's Region only fails for a while (%s)",
    async (kind) => {
      const stage = await startBrokerStage(POLICY);
      await openStream(stage);
      stage.emulator.injectFault({ kind, fleet: "fleet-ireland", operation: "CreateStreamingURL" });
      expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({
        value: { outcome: "wait", waiting: { reason: "region_resting", offers: ["frankfurt", "virginia"] } },
      });
      expect(new Set(fleetsAsked(stage))).toStrictEqual(new Set(["fleet-ireland"]));
      expect(await stage.broker.launch(aLaunchRequest({ hasConsented: true }))).toMatchObject({
        value: { outcome: "stream" },
      });
      expect(fleetsAsked(stage).at(-1)).toBe("fleet-frankfurt");
    },
  );

  it("starts none either where the Region comes to rest at that moment", async () => {
    const stage = await startBrokerStage(POLICY);
    await openStream(stage);
    const health = { ...stage.ports.health, begin: () => false };
    expect(await createBroker({ ...stage.ports, health }).launch(aLaunchRequest())).toMatchObject({
      value: { outcome: "wait", waiting: { reason: "region_resting" } },
    });
    expect(fleetsAsked(stage)).toHaveLength(1);
  });

  it("goes on where the fleet itself is what is wrong", async () => {
    const stage = await startBrokerStage(POLICY);
    await openStream(stage);
    stage.emulator.injectFault({
      ...{ kind: "access_denied", fleet: "fleet-ireland", operation: "CreateStreamingURL" },
    });
    await stage.broker.launch(aLaunchRequest());
    expect(fleetsAsked(stage).at(-1)).toBe("fleet-frankfurt");
  });

  it("asks too when it comes to that fleet only because the others failed", async () => {
    const stage = await startBrokerStage(POLICY);
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "STOPPED");
    await openStream(stage);
    stage.emulator.injectFault({ kind: "throttle", fleet: "fleet-ireland" });
    expect(await stage.broker.launch(aLaunchRequest(ledger))).toMatchObject({
      value: { outcome: "choose", session: { fleet: "frankfurt" } },
    });
    expect([...stage.launches.launches.values()].at(-1)).toMatchObject({
      ...{ state: "failed", reason: "choice_asked" },
    });
  });

  it("tries the fleet of the last launch first while AppStream says nothing about it", async () => {
    const stage = await startBrokerStage(POLICY);
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "STOPPED");
    await openStream(stage);
    stage.emulator.setFleetState("eu-west-1", "fleet-ireland", "RUNNING");
    const gateway = {
      ...stage.ports.gateway,
      findSession: async () =>
        ({ ok: false, error: { kind: "candidate", fault: "throttled", requestId: undefined } }) as const,
    };
    await createBroker({ ...stage.ports, gateway }).launch(aLaunchRequest());
    expect(fleetsAsked(stage).at(-1)).toBe("fleet-frankfurt");
  });
});

describe("createBroker, for somebody whose URL was given out a moment ago", () => {
  const BEN = { ...ANA, subject: "ben-3", userId: "u-ben" };
  const places = (freePlaces: number) => aFleetStatus({ freePlaces, observedAt: NOW_MILLISECONDS });
  const outcomeOf = async (stage: BrokerStage, request = aLaunchRequest()) => {
    const launch = await stage.broker.launch(request);
    return launch.ok && launch.value.outcome;
  };

  it("gives the same place again, and takes no second one", async () => {
    const watch = createFixedWatch({ ireland: places(2), frankfurt: places(3) });
    const stage = await startBrokerStage(POLICY, { watch });
    for (const _ of [1, 2, 3, 4]) expect(await outcomeOf(stage)).toBe("stream");
    expect(new Set(fleetsAsked(stage))).toStrictEqual(new Set(["fleet-ireland"]));
    expect(await outcomeOf(stage, aLaunchRequest({ principal: BEN }))).toBe("stream");
    expect(fleetsAsked(stage).at(-1)).toBe("fleet-ireland");
  });

  it("gives it where the fleet is full with them", async () => {
    const watch = createFixedWatch({ ireland: places(1), frankfurt: places(3) });
    const stage = await startBrokerStage(POLICY, { watch });
    await outcomeOf(stage);
    watch.fleets.set("ireland", places(0));
    expect(await outcomeOf(stage)).toBe("stream");
    expect(fleetsAsked(stage)).toStrictEqual(["fleet-ireland", "fleet-ireland"]);
  });

  it("opens another application in the same place, without a question about a session that is not there", async () => {
    const stage = await startBrokerStage(POLICY, { watch: createFixedWatch({ ireland: places(1) }) });
    await outcomeOf(stage);
    expect(await outcomeOf(stage, aLaunchRequest(ledger))).toBe("stream");
    expect(fleetsAsked(stage)).toStrictEqual(["fleet-ireland", "fleet-ireland"]);
  });

  it("lets nobody past the line whose launch was long ago, though AppStream says nothing of it", async () => {
    const treasury = { ...TREASURY, fleets: ["ireland"] };
    const watch = createFixedWatch({ ireland: places(1) });
    const stage = await startBrokerStage(aPolicy({ applications: { treasury } }), { watch });
    await outcomeOf(stage, aLaunchRequest({ principal: BEN }));
    const launchedAt = NOW_MILLISECONDS / 1_000 - 90;
    const place = { fleet: "ireland", launchId: "earlier", application: "treasury", launchedAt };
    await stage.ports.places.remember(ANA.userId, place, launchedAt);
    const gateway = {
      ...stage.ports.gateway,
      findSession: async () =>
        ({ ok: false, error: { kind: "candidate", fault: "throttled", requestId: undefined } }) as const,
    };
    const broker = createBroker({ ...stage.ports, gateway });
    expect(await outcomeOf({ ...stage, broker })).toBe("wait");
  });
});

describe("createBroker, for a federated fleet", () => {
  const federated: FleetPolicy = {
    ...VIRGINIA,
    launchMethod: "federation",
    federation: {
      link: "https://sso.northwind.example/start?partner=aws&RelayState={relayState}",
      accountId: "111122223333",
    },
  };
  const policy = aPolicy({
    fleets: { ireland: IRELAND, virginia: federated },
    applications: { treasury: { ...TREASURY, fleets: ["virginia"], context: null } },
  });

  it("records the launch and hands over to the identity provider, without a call to AppStream", async () => {
    const stage = await startBrokerStage(policy);
    const launch = await stage.broker.launch(aLaunchRequest());
    if (!launch.ok || launch.value.outcome !== "stream") throw new Error("no stream");
    expect(launch.value.by).toBe("federation");
    expect(new URL(launch.value.url).searchParams.get("RelayState")).toBe(
      "https://appstream2.us-east-1.aws.amazon.com/saml?stack=stack-virginia&accountId=111122223333&app=TreasuryDesk",
    );
    expect(stage.emulator.requests()).toStrictEqual([]);
    expect(recordOf(stage)).toMatchObject({
      state: "handed_to_federation",
      placement: { fleetId: "virginia" },
    });
    expect(launchEventOf(stage)).toMatchObject({ outcome: "handed_to_federation", awsRequestId: null });
  });

  it("keeps people inside the wall all the same", async () => {
    const wall = { id: "eu", applications: null, countries: null, jurisdictions: ["EU"] };
    const stage = await startBrokerStage({ ...policy, residency: { walls: [wall] } });
    expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({
      error: { reason: "outside_residency_wall" },
    });
  });

  describe("for whoever needs a streaming URL", () => {
    const applications = { treasury: { ...TREASURY, fleets: ["virginia", "ireland"], context: null } };
    const preferences = [{ applications: null, countries: null, fleets: ["virginia", "ireland"] }];
    const mixed = { ...policy, applications, preferences };
    const request = aLaunchRequest({ needsStreamingUrl: true });

    it("goes past it, and writes down why", async () => {
      const stage = await startBrokerStage(mixed);
      expect(await stage.broker.launch(request)).toMatchObject({ value: { by: "streaming_url" } });
      expect(recordOf(stage)).toMatchObject({ state: "url_created", placement: { fleetId: "ireland" } });
      const candidates = [
        { fleet: "ireland", kept: true },
        { fleet: "virginia", kept: false, reason: "reached_by_federation" },
      ];
      expect(recordOf(stage).record).toMatchObject({ candidates, basis: { needsStreamingUrl: true } });
      expect(launchEventOf(stage)).toMatchObject({ outcome: "url_created", candidates });
    });

    it("sends a browser of theirs there", async () => {
      const stage = await startBrokerStage(mixed);
      expect(await stage.broker.launch(aLaunchRequest())).toMatchObject({ value: { by: "federation" } });
      expect(recordOf(stage).record.basis).not.toHaveProperty("needsStreamingUrl");
    });

    it("says nowhere that somebody was handed over where nobody was", async () => {
      const drain = { owner: "desk", reason: "patching", until: "2099-01-01T00:00:00Z", force: true };
      const stage = await startBrokerStage({
        ...mixed,
        fleets: { ...mixed.fleets, ireland: { ...IRELAND, drain } },
      });
      expect(await stage.broker.launch(request)).toMatchObject({ error: { reason: "no_streaming_url" } });
      expect(stage.launches.launches.size).toBe(0);
      expect(stage.emulator.requests()).toStrictEqual([]);
      expect(launchEventOf(stage)).toMatchObject({
        ...{ outcome: "refused", launchId: null, refusal: { reason: "no_streaming_url" } },
      });
    });
  });
});
