import { beforeEach, describe, expect, it } from "vitest";
import type { FleetStatus } from "../../functions/core/fleet-status.ts";
import { type AskAgain, createAskAgain, type WaitQuestion } from "../../functions/launching/ask-again.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  LIMITS,
  NOW_SECONDS,
  startBrokerStage,
  TREASURY,
} from "../support/broker-builders.ts";
import { createFixedWatch, type FixedWatch } from "../support/fixed-watch.ts";
import { aFleetStatus } from "../support/situations.ts";

const WINDOW = {
  ...{ name: "Training A", people: 40 },
  ...{ starts: "2026-11-20T08:30:00Z", ends: "2026-11-20T10:00:00Z" },
};
const policy = aPolicy({
  applications: {
    treasury: { ...TREASURY, fleets: ["ireland"], classes: [WINDOW] },
    design: { ...TREASURY, fleets: ["ireland"] },
  },
});
const EARLIER = { ...ANA, subject: "earlier", userId: "u-earlier" };
const ireland = (change: Partial<FleetStatus>): FleetStatus => aFleetStatus({ observedAt: 1, ...change });

let watch: FixedWatch;
let stage: BrokerStage;
let askAgain: AskAgain;
let now: number;

beforeEach(async () => {
  now = NOW_SECONDS * 1_000;
  watch = createFixedWatch({ ireland: ireland({ freePlaces: 0 }) });
  stage = await startBrokerStage(policy, { watch, now: () => now });
  askAgain = createAskAgain(stage.ports);
});

async function waitingTicket(application = "treasury", principal = ANA): Promise<string> {
  const intent = { application, context: undefined, client: "web" } as const;
  const answer = await stage.broker.launch(aLaunchRequest({ intent, principal }));
  if (!answer.ok || answer.value.outcome !== "wait") throw new Error("nobody waits");
  return answer.value.sealedTicket;
}

function question(sealedTicket: string | undefined, change: Partial<WaitQuestion> = {}): WaitQuestion {
  const evidence = { clientIp: "192.0.2.1", edge: undefined };
  return { principal: ANA, application: "treasury", evidence, hasConsented: false, sealedTicket, ...change };
}

describe("createAskAgain", () => {
  it("says what is waited for, how long that takes, and how many come first", async () => {
    await waitingTicket("treasury", EARLIER);
    const standing = await askAgain(question(await waitingTicket()));
    expect(standing).toMatchObject({
      ok: true,
      value: {
        state: "waiting",
        ahead: 1,
        since: NOW_SECONDS,
        retryAfterSeconds: LIMITS.capacityRefreshSeconds,
        ticketSeconds: LIMITS.waitingSeconds,
        waiting: {
          reason: "fleet_full",
          usualSeconds: [600, 1_200],
          classWindow: { name: "Training A", people: 40 },
        },
      },
    });
  });

  it("calls them in when a place is free, and takes none, mints nothing and writes nothing", async () => {
    const ticket = await waitingTicket();
    const [events, requests] = [stage.audit.events.length, stage.emulator.requests().length];
    watch.fleets.set("ireland", ireland({ freePlaces: 1, observedAt: 2 }));
    for (const _ of [1, 2]) {
      expect(await askAgain(question(ticket))).toEqual({ ok: true, value: { state: "ready" } });
    }
    expect(stage.audit.events).toHaveLength(events);
    expect(stage.emulator.requests()).toHaveLength(requests);
    expect(stage.launches.launches.size).toBe(0);
    const answer = await stage.broker.launch(aLaunchRequest({ sealedTicket: ticket }));
    expect(answer).toMatchObject({ ok: true, value: { outcome: "stream" } });
  });

  it("asks AppStream nothing, also of somebody whose launches went to fleets before", async () => {
    const place = {
      fleet: "ireland",
      launchId: "launch-0",
      application: "treasury",
      launchedAt: NOW_SECONDS - 86_400,
    };
    await stage.ports.places.remember(ANA.userId, place, NOW_SECONDS - 86_400);
    const ticket = await waitingTicket();
    const requests = stage.emulator.requests().length;
    for (const _ of [1, 2, 3])
      expect(await askAgain(question(ticket))).toMatchObject({ value: { state: "waiting" } });
    expect(stage.emulator.requests()).toHaveLength(requests);
  });

  it("keeps them waiting while the free places are for those who came first", async () => {
    const first = await waitingTicket("treasury", EARLIER);
    const second = await waitingTicket();
    watch.fleets.set("ireland", ireland({ freePlaces: 1, observedAt: 2 }));
    expect(await askAgain(question(second))).toMatchObject({
      value: { state: "waiting", waiting: { reason: "fleet_full" } },
    });
    expect(await askAgain(question(first, { principal: EARLIER }))).toMatchObject({
      value: { state: "ready" },
    });
  });

  it("keeps their number and their beginning, and renews the ticket", async () => {
    const ticket = await waitingTicket();
    now += (LIMITS.waitingSeconds - 1) * 1_000;
    const renewed = await askAgain(question(ticket));
    if (!renewed.ok || renewed.value.state !== "waiting") throw new Error("nobody waits");
    expect(renewed.value).toMatchObject({ since: NOW_SECONDS, ahead: 0 });
    now += 2_000;
    expect(await askAgain(question(ticket))).toMatchObject({ error: { reason: "waiting_ticket_missing" } });
    expect(await askAgain(question(renewed.value.sealedTicket))).toMatchObject({ ok: true });
  });

  it("leaves a refusal to the launch, which says it properly", async () => {
    const ticket = await waitingTicket();
    watch.fleets.set("ireland", ireland({ state: "stopped", freePlaces: 0 }));
    expect(await askAgain(question(ticket))).toMatchObject({ value: { state: "ready" } });
  });

  it("answers nobody without a ticket of their own for this application", async () => {
    const theirs = await waitingTicket("treasury", EARLIER);
    const elsewhere = await waitingTicket("treasury", { ...ANA, identityProvider: "campus" });
    const others = await waitingTicket("design");
    const session = await stage.ports.sealer.seal("broker-session", JSON.stringify({ principal: ANA }));
    for (const ticket of [undefined, "", "garbage", "a.b.c.d.e", "x".repeat(100_000), session, theirs]) {
      expect(await askAgain(question(ticket))).toMatchObject({ error: { reason: "waiting_ticket_missing" } });
    }
    for (const ticket of [elsewhere, others]) {
      expect(await askAgain(question(ticket))).toMatchObject({ error: { reason: "waiting_ticket_missing" } });
    }
  });
});
