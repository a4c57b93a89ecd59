/**
 * Nine o'clock: a thousand launches in ten seconds while one Region tells of its fleets three seconds late and gives five
 * streaming URLs a second. What the broker adds is what a launch takes without AppStream's own calls for the URL.
 */
import { setTimeout as delay } from "node:timers/promises";
import { quantile } from "../statistics.ts";
import { startOutageStage } from "./stage.ts";

export interface MorningFigures {
  readonly launches: number;
  readonly streams: number;
  /** Sent to the waiting page. */
  readonly waits: number;
  /** What would be a 5xx. */
  readonly refusals: number;
  /** Added by the broker, in milliseconds. */
  readonly addedP50: number;
  readonly addedP99: number;
  readonly urlCalls: number;
}

const SECONDS = 10;
const WARM_UP = 300;
const REGION = "eu-west-1";

export async function measureMorning(launches: number): Promise<MorningFigures> {
  const stage = await startOutageStage({ capacity: 10_000 });
  try {
    // Caches, connections and compiled code are those of an execution environment that has worked for a while.
    for (let person = 1; person <= WARM_UP; person += 10) {
      await Promise.all(
        Array.from({ length: 10 }, (_, at) => stage.broker.launch(stage.launchOf(-person - at))),
      );
    }
    const about = { region: REGION };
    await stage.control("POST", "faults", {
      ...{ kind: "late", operation: "DescribeFleets", delayMilliseconds: 3_000 },
      ...about,
    });
    await stage.control("POST", "faults", {
      ...{ kind: "rate", operation: "CreateStreamingURL", perSecond: 5 },
      ...about,
    });
    const callsBefore = stage.urlCalls();
    const outcomes = { stream: 0, wait: 0, choose: 0, refused: 0 };
    const added: number[] = [];
    const one = async (person: number): Promise<void> => {
      const request = stage.launchOf(person);
      const startedAt = performance.now();
      const launch = await stage.broker.launch(request);
      added.push(performance.now() - startedAt - stage.waitedFor(request.principal.userId));
      outcomes[launch.ok ? launch.value.outcome : "refused"] += 1;
    };
    const startedAt = performance.now();
    const running: Promise<void>[] = [];
    for (let person = 0; person < launches; person += 1) {
      const due = (person / launches) * SECONDS * 1_000;
      await delay(Math.max(0, startedAt + due - performance.now()));
      running.push(one(person));
    }
    await Promise.all(running);
    return {
      launches,
      streams: outcomes.stream,
      waits: outcomes.wait,
      refusals: outcomes.refused,
      addedP50: quantile(added, 0.5),
      addedP99: quantile(added, 0.99),
      urlCalls: stage.urlCalls() - callsBefore,
    };
  } finally {
    await stage.stop();
  }
}
