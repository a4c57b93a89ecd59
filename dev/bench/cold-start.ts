/**
 * From the start of a fresh process to its first answer, the variants in turn so that drift of the machine cancels.
 * Init ends when the function first asks for work.
 */
import { startSandbox } from "../lambda-runtime/sandbox.ts";
import type { Variant } from "./build-variant.ts";
import { requireAnswer } from "./expected-answer.ts";
import { median } from "./statistics.ts";

export interface ColdFigures {
  /** Milliseconds, process start to first answer; medians. */
  readonly total: number;
  /** Of these, until the function first asked for work. */
  readonly init: number;
}

export interface Measured {
  readonly variants: readonly Variant[];
  readonly clientFile: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What a function is told it has; none of them comes near. */
export const TIMEOUT_SECONDS = 30;

interface Start {
  readonly total: number;
  readonly init: number;
}

export async function measureColdStarts(
  measured: Measured,
  processes: number,
): Promise<ReadonlyMap<string, ColdFigures>> {
  const starts = new Map<string, Start[]>(measured.variants.map(({ id }) => [id, []]));
  // One uncounted round puts every file into the page cache.
  for (let round = -1; round < processes; round += 1) {
    for (const variant of measured.variants) {
      const start = await coldStart(variant, measured);
      if (round >= 0) starts.get(variant.id)?.push(start);
    }
  }
  return new Map(
    [...starts].map(([id, all]) => [
      id,
      { total: median(all.map(({ total }) => total)), init: median(all.map(({ init }) => init)) },
    ]),
  );
}

async function coldStart(variant: Variant, { clientFile, environment: common }: Measured): Promise<Start> {
  const { taskRoot, handler, events } = variant;
  const environment = { ...common, ...variant.environment };
  const sandbox = await startSandbox({
    clientFile,
    taskRoot,
    handler,
    environment,
    timeoutSeconds: TIMEOUT_SECONDS,
  });
  try {
    const answering = sandbox.invoke(events[0] ?? "{}");
    await sandbox.initialised;
    const init = performance.now() - sandbox.startedAt;
    const answer = await answering;
    const total = performance.now() - sandbox.startedAt;
    requireAnswer(variant, answer);
    return { total, init };
  } finally {
    await sandbox.stop();
  }
}
