/**
 * Ten thousand people wait ten minutes for full fleets, each asking again when told to. The clock is moved from question
 * to question, so that the ten minutes take as long as the work does.
 */
import { type AskAgain, createAskAgain, type WaitQuestion } from "../../../functions/launching/ask-again.ts";
import { EUROPE, VIRGINIA } from "./outage-policy.ts";
import { type OutageStage, startOutageStage } from "./stage.ts";

export interface WaitingFigures {
  readonly people: number;
  readonly minutes: number;
  readonly questions: number;
  /** The most Describe and List calls that any Region got, on average over the refresh periods. */
  readonly looksAPeriod: number;
  /** The heap at the end beside that after a fifth of the time, both after a collection where that can be asked for. */
  readonly heapGrowth: number;
  /** Of the broker, one question. */
  readonly microseconds: number;
}

const PERIOD_SECONDS = 20;
const LOOKS = ["DescribeFleets", "DescribeSessions", "ListAssociatedFleets"];
/** Asked at once: as many as one process can have under way without waiting for itself. */
const AT_ONCE = 50;

/** On each of the two fleets, and all of them taken. */
const PLACES = 50;
const MOST_LOOKS = 60;

interface Waiting {
  readonly question: WaitQuestion;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

export async function measureWaitingRoom(people: number, minutes: number): Promise<WaitingFigures> {
  let now = Date.now();
  const stage = await startOutageStage({ capacity: PLACES, now: () => now });
  try {
    for (const { region, fleet } of [EUROPE, VIRGINIA]) {
      await stage.control("POST", `fleets/${region}/${fleet}`, { occupied: PLACES });
    }
    await untilFleetsAreKnown(stage, () => {
      now += 1_000;
      return now;
    });
    const start = now;
    let waiting = await sendToWait(stage, people, start);
    await stage.control("DELETE", "requests");
    const askAgain = createAskAgain(stage.ports);
    const end = start + minutes * 60_000;
    let questions = 0;
    let heapEarly: number | undefined;
    const startedAt = performance.now();
    while (now < end) {
      // A second at a time: whoever is due asks, the others wait on.
      now += 1_000;
      const due = waiting.filter(({ dueAt }) => dueAt <= now);
      const asked = await inTurns(due, async (each) => await ask(askAgain, each, now));
      waiting = [...waiting.filter(({ dueAt }) => dueAt > now), ...asked];
      questions += due.length;
      if (heapEarly === undefined && now - start >= (end - start) / 5) heapEarly = heapBytes();
    }
    const milliseconds = performance.now() - startedAt;
    return {
      ...{ people, minutes, questions },
      looksAPeriod: (await mostLooks(stage)) / ((minutes * 60) / PERIOD_SECONDS),
      heapGrowth: heapBytes() / (heapEarly ?? Number.NaN),
      microseconds: (milliseconds * 1_000) / questions,
    };
  } finally {
    await stage.stop();
  }
}

/** A first look that came too late is made again a second after, and only the stage's clock brings that second. */
async function untilFleetsAreKnown({ ports }: OutageStage, tick: () => number): Promise<void> {
  const fleets = [...ports.index.fleets.values()];
  for (let tries = 0; tries < MOST_LOOKS; tries += 1) {
    const { fleets: known } = await ports.watch.observe(fleets, tick());
    if (known.size === fleets.length) return;
  }
  throw new Error("the fleets did not become known");
}

async function sendToWait(stage: OutageStage, people: number, start: number): Promise<Waiting[]> {
  const everybody = Array.from({ length: people }, (_, person) => stage.launchOf(person));
  return await inTurns(everybody, async (request) => {
    const launch = await stage.broker.launch(request);
    if (!launch.ok || launch.value.outcome !== "wait")
      throw new Error("somebody does not wait for a full fleet");
    const { sealedTicket, retryAfterSeconds } = launch.value;
    const { principal, evidence, hasConsented } = request;
    const question = {
      principal,
      application: request.intent.application,
      evidence,
      sealedTicket,
      hasConsented,
    };
    return { question, dueAt: start + retryAfterSeconds * 1_000 };
  });
}

async function ask(askAgain: AskAgain, { question }: Waiting, now: number): Promise<Waiting> {
  const standing = await askAgain(question);
  if (!standing.ok || standing.value.state !== "waiting")
    throw new Error("somebody was called in to a full fleet");
  const { sealedTicket, retryAfterSeconds } = standing.value;
  return { question: { ...question, sealedTicket }, dueAt: now + retryAfterSeconds * 1_000 };
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    done.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  }
  return done;
}

async function mostLooks(stage: OutageStage): Promise<number> {
  const { requests } = (await stage.control("GET", "requests")) as {
    readonly requests: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
  const looks = Object.values(requests).map((calls) =>
    LOOKS.reduce((sum, operation) => sum + (calls[operation] ?? 0), 0),
  );
  return Math.max(0, ...looks);
}

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
