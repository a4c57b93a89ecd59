/**
 * Launches in a function that is already warm, by one client that waits for each answer. All functions stay up and take
 * turns in short rounds, so that drift cancels and no kept connection grows old between two rounds.
 */
import { type Sandbox, startSandbox } from "../lambda-runtime/sandbox.ts";
import type { Variant } from "./build-variant.ts";
import { type Measured, TIMEOUT_SECONDS } from "./cold-start.ts";
import { requireAnswer } from "./expected-answer.ts";
import { quantile } from "./statistics.ts";

export interface WarmPlan {
  readonly warmUpCalls: number;
  readonly calls: number;
  readonly callsARound: number;
}

export interface WarmFigures {
  /** Milliseconds from handing the event over to having the answer. */
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  /** Megabytes after the warm-up; undefined where the platform does not tell. */
  readonly residentMegabytes: number | undefined;
}

interface Subject {
  readonly variant: Variant;
  readonly sandbox: Sandbox;
  readonly milliseconds: number[];
  elapsed: number;
  residentMegabytes: number | undefined;
}

export async function measureWarmCalls(
  { variants, clientFile, environment: common }: Measured,
  { warmUpCalls, calls, callsARound }: WarmPlan,
): Promise<ReadonlyMap<string, WarmFigures>> {
  const subjects: Subject[] = [];
  try {
    for (const variant of variants) {
      const { taskRoot, handler } = variant;
      const environment = { ...common, ...variant.environment };
      const sandbox = await startSandbox({
        clientFile,
        taskRoot,
        handler,
        environment,
        timeoutSeconds: TIMEOUT_SECONDS,
      });
      const subject: Subject = {
        variant,
        sandbox,
        milliseconds: [],
        elapsed: 0,
        residentMegabytes: undefined,
      };
      subjects.push(subject);
      await callMany(subject, warmUpCalls);
      subject.residentMegabytes = sandbox.residentMegabytes();
    }
    for (let done = 0; done < calls; done += callsARound) {
      for (const subject of subjects) {
        const startedAt = performance.now();
        subject.milliseconds.push(...(await callMany(subject, callsARound)));
        subject.elapsed += performance.now() - startedAt;
      }
    }
    return new Map(subjects.map((subject) => [subject.variant.id, figures(subject)]));
  } finally {
    await Promise.all(subjects.map(({ sandbox }) => sandbox.stop()));
  }
}

async function callMany({ variant, sandbox }: Subject, calls: number): Promise<readonly number[]> {
  const milliseconds: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const startedAt = performance.now();
    const answer = await sandbox.invoke(variant.events[call % variant.events.length] ?? "{}");
    milliseconds.push(performance.now() - startedAt);
    requireAnswer(variant, answer);
  }
  return milliseconds;
}

function figures({ milliseconds, elapsed, residentMegabytes }: Subject): WarmFigures {
  return {
    p50: quantile(milliseconds, 0.5),
    p99: quantile(milliseconds, 0.99),
    perSecond: milliseconds.length / (elapsed / 1000),
    residentMegabytes,
  };
}
