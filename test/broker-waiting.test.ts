import { describe, expect, it } from "vitest";
import { createBroker, type LaunchAnswer } from "../functions/broker.ts";
import type { LaunchEvent } from "../functions/core/audit-event.ts";
import { err, type Result } from "../functions/core/result.ts";
import { createAskAgain } from "../functions/launching/ask-again.ts";
import { openTicket, type WaitingTicket } from "../functions/launching/waiting-ticket.ts";
import type { Clock } from "../functions/ports.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  type BrokerStage,
  fleetsAsked,
  NOW_MILLISECONDS,
  NOW_SECONDS,
  startBrokerStage,
  TREASURY,
} from "./support/broker-builders.ts";
import { createFixedWatch, type FixedWatch } from "./support/fixed-watch.ts";
import { createMemoryDoors } from "./support/memory-doors.ts";
import { aFleetStatus } from "./support/situations.ts";

const BEN = { ...ANA, subject: "ben-3", userId: "u-ben" };

/** One fleet with so many free places, as AppStream said `at` milliseconds after the start. */
const ireland = (freePlaces: number, at = 0) =>
  aFleetStatus({ freePlaces, observedAt: NOW_MILLISECONDS + at });

async function startFull(
  places = 0,
  now: Clock = () => NOW_MILLISECONDS,
): Promise<BrokerStage & { readonly watch: FixedWatch }> {
  const watch = createFixedWatch({ ireland: ireland(places) });
  const treasury = { ...TREASURY, fleets: ["ireland"] };
  const stage = await startBrokerStage(aPolicy({ applications: { treasury } }), {
    ...{ watch, now, doors: createMemoryDoors(now) },
  });
  return { ...stage, watch };
}

type Waiting = Extract<LaunchAnswer, { outcome: "wait" }>;

function waiting(launch: Result<LaunchAnswer, unknown>): Waiting {
  if (!launch.ok || launch.value.outcome !== "wait") throw new Error("does not wait");
  return launch.value;
}

const outcomeOf = (launch: Result<LaunchAnswer, unknown>) => launch.ok && launch.value.outcome;
const launchEvents = ({ audit }: BrokerStage) =>
  audit.events.filter((event): event is LaunchEvent => event.event === "launch");

describe("createBroker, where every fleet is full", () => {
  it("asks AppStream for no URL, writes no record, and says how long it usually takes", async () => {
    const stage = await startFull();
    const wait = waiting(await stage.broker.launch(aLaunchRequest()));
    expect(wait).toMatchObject({
      waiting: { reason: "fleet_full", usualSeconds: [600, 1_200], offers: [], classWindow: null },
      ...{ ahead: 0, since: NOW_SECONDS, retryAfterSeconds: 20, ticketSeconds: 3_600 },
    });
    expect(fleetsAsked(stage)).toStrictEqual([]);
    expect(stage.launches.launches.size).toBe(0);
  });

  it("tells of a launch that AppStream was asked in, although they go on waiting", async () => {
    const stage = await startFull();
    const { sealedTicket } = waiting(await stage.broker.launch(aLaunchRequest()));
    stage.watch.fleets.set("ireland", ireland(1, 40_000));
    stage.emulator.injectFault({ kind: "throttle", fleet: "fleet-ireland" });
    const again = await stage.broker.launch(aLaunchRequest({ sealedTicket }));
    expect(waiting(again).waiting.reason).toBe("region_resting");
    expect(launchEvents(stage)).toMatchObject([
      { outcome: "waiting", waitReason: "fleet_full", failedAttempts: [] },
      {
        outcome: "waiting",
        waitReason: "region_resting",
        failedAttempts: [{ fleet: "ireland", fault: "throttled" }],
      },
    ]);
  });

  it("tells once that somebody waits, and in the end how long they did", async () => {
    const stage = await startFull();
    const { sealedTicket } = waiting(await stage.broker.launch(aLaunchRequest()));
    let now = NOW_MILLISECONDS + 21_000;
    const later = createBroker({ ...stage.ports, now: () => now });
    const again = waiting(await later.launch(aLaunchRequest({ sealedTicket })));
    expect(again.since).toBe(NOW_SECONDS);
    now += 21_000;
    stage.watch.fleets.set("ireland", ireland(1, 40_000));
    await later.launch(aLaunchRequest({ sealedTicket: again.sealedTicket }));
    expect(launchEvents(stage)).toMatchObject([
      { outcome: "waiting", waitReason: "fleet_full", waitedSeconds: null, launchId: null, severity: "info" },
      { outcome: "url_created", waitReason: null, waitedSeconds: 42 },
    ]);
    expect([...stage.launches.launches.values()][0]?.record.waitedSeconds).toBe(42);
  });

  it("tells at once of a link that is wrong", async () => {
    const stage = await startFull();
    const intent = { application: "treasury", context: "nothing like it", client: "web" } as const;
    expect(await stage.broker.launch(aLaunchRequest({ intent }))).toMatchObject({
      error: { reason: "context_invalid" },
    });
  });

  it("spreads the questions of those who wait", async () => {
    const stage = await startFull();
    const retries = [0, 0.999].map(async (chance) => {
      const broker = createBroker({ ...stage.ports, chance: () => chance });
      return waiting(await broker.launch(aLaunchRequest())).retryAfterSeconds;
    });
    expect(await Promise.all(retries)).toStrictEqual([15, 25]);
  });

  it("lets those in first who came first, however many come later", async () => {
    const stage = await startFull();
    const ana = waiting(await stage.broker.launch(aLaunchRequest()));
    const ben = waiting(await stage.broker.launch(aLaunchRequest({ principal: BEN })));
    expect([ana.ahead, ben.ahead]).toStrictEqual([0, 1]);
    stage.watch.fleets.set("ireland", ireland(1, 20_000));
    const newcomer = { ...ANA, subject: "cleo-1", userId: "u-cleo" };
    expect(outcomeOf(await stage.broker.launch(aLaunchRequest({ principal: newcomer })))).toBe("wait");
    const bens = aLaunchRequest({ principal: BEN, sealedTicket: ben.sealedTicket });
    expect(outcomeOf(await stage.broker.launch(bens))).toBe("wait");
    const anas = aLaunchRequest({ sealedTicket: ana.sealedTicket });
    expect(outcomeOf(await stage.broker.launch(anas))).toBe("stream");
  });

  it("counts one person once, however many launches, tabs and lost tickets", async () => {
    const stage = await startFull();
    const tickets: string[] = [];
    for (let count = 0; count < 100; count += 1) {
      tickets.push(waiting(await stage.broker.launch(aLaunchRequest())).sealedTicket);
    }
    const ben = waiting(await stage.broker.launch(aLaunchRequest({ principal: BEN })));
    expect(ben.ahead).toBe(1);
    stage.watch.fleets.set("ireland", ireland(2, 20_000));
    const outcomes = await Promise.all(
      tickets.slice(0, 5).map((sealedTicket) => stage.broker.launch(aLaunchRequest({ sealedTicket }))),
    );
    expect(outcomes.map(outcomeOf).filter((outcome) => outcome === "stream")).toHaveLength(1);
    const bens = aLaunchRequest({ principal: BEN, sealedTicket: ben.sealedTicket });
    expect(outcomeOf(await stage.broker.launch(bens))).toBe("stream");
  });

  it("lets nobody in twice with one number, and puts them behind those who wait", async () => {
    let now = NOW_MILLISECONDS;
    const stage = await startFull(0, () => now);
    const ana = waiting(await stage.broker.launch(aLaunchRequest()));
    const ben = waiting(await stage.broker.launch(aLaunchRequest({ principal: BEN })));
    const anas = aLaunchRequest({ sealedTicket: ana.sealedTicket });
    now += 20_000;
    stage.watch.fleets.set("ireland", ireland(1, 20_000));
    expect(outcomeOf(await stage.broker.launch(anas))).toBe("stream");
    // By then AppStream would know of a session.
    now += 90_000;
    stage.watch.fleets.set("ireland", ireland(1, 110_000));
    expect(waiting(await stage.broker.launch(anas)).ahead).toBe(0);
    const bens = aLaunchRequest({ principal: BEN, sealedTicket: ben.sealedTicket });
    expect(outcomeOf(await stage.broker.launch(bens))).toBe("stream");
  });

  it("gives a number back that brought nothing but a failing Region", async () => {
    const stage = await startFull();
    const { sealedTicket } = waiting(await stage.broker.launch(aLaunchRequest()));
    waiting(await stage.broker.launch(aLaunchRequest({ principal: BEN })));
    stage.watch.fleets.set("ireland", ireland(1, 20_000));
    stage.emulator.injectFault({ kind: "throttle", fleet: "fleet-ireland" });
    const again = waiting(await stage.broker.launch(aLaunchRequest({ sealedTicket })));
    expect(again).toMatchObject({ waiting: { reason: "region_resting" }, ahead: 0 });
    stage.emulator.clearFaults();
    stage.watch.fleets.set("ireland", ireland(1, 40_000));
    const anas = aLaunchRequest({ sealedTicket: again.sealedTicket });
    expect(outcomeOf(await stage.broker.launch(anas))).toBe("stream");
  });

  it("gives the places of one observation to as many people as there are places", async () => {
    const stage = await startFull(3);
    const people = Array.from({ length: 10 }, (_, at) => ({
      ...ANA,
      subject: `p-${at}`,
      userId: `u-p${at}`,
    }));
    const launches = await Promise.all(
      people.map((principal) => stage.broker.launch(aLaunchRequest({ principal }))),
    );
    const outcomes = launches.map(outcomeOf);
    expect(outcomes.filter((outcome) => outcome === "stream")).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === "wait")).toHaveLength(7);
    expect(fleetsAsked(stage)).toHaveLength(3);
  });

  it("holds nobody up where the doors do not answer", async () => {
    const stage = await startFull(1);
    const doors = {
      ...stage.ports.doors,
      enter: async () => "unknown" as const,
      draw: async () => err("unavailable" as const),
      ahead: async () => undefined,
    };
    const broker = createBroker({ ...stage.ports, doors });
    expect(outcomeOf(await broker.launch(aLaunchRequest()))).toBe("stream");
    stage.watch.fleets.set("ireland", ireland(0));
    expect(waiting(await broker.launch(aLaunchRequest({ principal: BEN })))).toMatchObject({ ahead: null });
  });
});

describe("createBroker's ticket", () => {
  const ticketOf = async (stage: BrokerStage, sealed: string): Promise<WaitingTicket | undefined> =>
    await openTicket(stage.ports.sealer, sealed);

  it.each([
    ["somebody else's", { principal: BEN }, 1],
    [
      "another application's",
      { intent: { application: "ledger", context: undefined, client: "web" } as const },
      0,
    ],
    ["forged", { sealedTicket: "v1.abc" }, 0],
  ])("counts for nothing where it is %s", async (_, change, ahead) => {
    const watch = createFixedWatch({ ireland: ireland(0) });
    const treasury = { ...TREASURY, fleets: ["ireland"] };
    const stage = await startBrokerStage(aPolicy({ applications: { treasury, ledger: treasury } }), {
      watch,
    });
    const { sealedTicket } = waiting(await stage.broker.launch(aLaunchRequest()));
    const later = createBroker({ ...stage.ports, now: () => NOW_MILLISECONDS + 60_000 });
    const other = waiting(await later.launch(aLaunchRequest({ sealedTicket, ...change })));
    expect(other).toMatchObject({ since: NOW_SECONDS + 60, ahead });
  });

  it("is over when nobody has asked for as long as the policy says, and the number half as long after", async () => {
    let now = NOW_MILLISECONDS;
    const stage = await startFull(0, () => now);
    const { sealedTicket } = waiting(await stage.broker.launch(aLaunchRequest()));
    now += 3_600_000;
    const late = { since: NOW_SECONDS + 3_600, ahead: 0 };
    expect(waiting(await stage.broker.launch(aLaunchRequest({ sealedTicket })))).toMatchObject(late);
    now += 5_400_000;
    expect(waiting(await stage.broker.launch(aLaunchRequest({ sealedTicket }))).ahead).toBe(1);
  });

  it("keeps its number for whoever keeps asking, however long that is", async () => {
    let now = NOW_MILLISECONDS;
    const stage = await startFull(0, () => now);
    let { sealedTicket } = waiting(await stage.broker.launch(aLaunchRequest()));
    waiting(await stage.broker.launch(aLaunchRequest({ principal: BEN })));
    const askAgain = createAskAgain(stage.ports);
    const evidence = { clientIp: undefined, edge: undefined };
    for (let minutes = 0; minutes < 400; minutes += 50) {
      now += 3_000_000;
      const question = { principal: ANA, application: "treasury", evidence, hasConsented: false };
      const standing = await askAgain({ ...question, sealedTicket });
      if (!standing.ok || standing.value.state !== "waiting") throw new Error("does not wait");
      ({ sealedTicket } = standing.value);
    }
    expect(waiting(await stage.broker.launch(aLaunchRequest())).ahead).toBe(0);
    stage.watch.fleets.set("ireland", ireland(1, now + 20_000 - NOW_MILLISECONDS));
    expect(outcomeOf(await stage.broker.launch(aLaunchRequest({ sealedTicket })))).toBe("stream");
  });

  it("counts in the Region that drew its numbers; in another one only the time does", async () => {
    const [here, there] = [await startFull(), await startFull()];
    const { sealedTicket } = waiting(await here.broker.launch(aLaunchRequest()));
    await there.broker.launch(aLaunchRequest({ principal: BEN }));
    const elsewhere = { ...there.ports, sealer: here.ports.sealer, region: "us-east-1" };
    const later = createBroker({ ...elsewhere, now: () => NOW_MILLISECONDS + 60_000 });
    const moved = waiting(await later.launch(aLaunchRequest({ sealedTicket })));
    expect(moved).toMatchObject({ ahead: 1, since: NOW_SECONDS });
    expect(await ticketOf(here, moved.sealedTicket)).toMatchObject({
      region: "us-east-1",
      numbers: { ireland: 2 },
    });
  });

  it("is renewed with the same numbers by whoever keeps asking", async () => {
    const stage = await startFull();
    const { sealedTicket } = waiting(await stage.broker.launch(aLaunchRequest()));
    const later = createBroker({ ...stage.ports, now: () => NOW_MILLISECONDS + 60_000 });
    const again = waiting(await later.launch(aLaunchRequest({ sealedTicket })));
    expect(await ticketOf(stage, again.sealedTicket)).toStrictEqual({
      ...(await ticketOf(stage, sealedTicket)),
      expiresAt: NOW_SECONDS + 60 + 3_600,
    });
  });
});
