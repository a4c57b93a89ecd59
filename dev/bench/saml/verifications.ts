/** How long one response takes each verifier. All take turns, in an order that turns too, so that drift hits all alike. */
import { quantile } from "../statistics.ts";
import { samlSamples } from "./samples.ts";
import type { MeasuredSignIn } from "./sign-in.ts";
import { VERIFIERS, type VerifierId } from "./verifiers.ts";

interface VerificationFigures {
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

export interface SampleFigures {
  readonly name: string;
  readonly byVerifier: ReadonlyMap<VerifierId, VerificationFigures>;
}

interface Subject {
  readonly sample: string;
  readonly id: VerifierId;
  readonly verify: () => Promise<void>;
  readonly milliseconds: number[];
}

/** Rounds that are not counted: by then all of it is compiled code. */
const WARM_UP_ROUNDS = 15;

export async function measureVerifications(
  signIn: MeasuredSignIn,
  rounds: number,
): Promise<readonly SampleFigures[]> {
  const samples = samlSamples(signIn);
  const ids = Object.keys(VERIFIERS) as VerifierId[];
  const subjects: Subject[] = [];
  for (const sample of samples) {
    for (const id of ids) {
      const verify = await VERIFIERS[id].prepare(signIn, sample);
      subjects.push({ sample: sample.name, id, verify, milliseconds: [] });
    }
  }
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    const first = Math.max(round, 0) % subjects.length;
    for (const subject of [...subjects.slice(first), ...subjects.slice(0, first)]) {
      const startedAt = performance.now();
      await subject.verify();
      if (round >= 0) subject.milliseconds.push(performance.now() - startedAt);
    }
  }
  return samples.map(({ name }) => ({
    name,
    byVerifier: new Map(
      subjects
        .filter(({ sample }) => sample === name)
        .map(({ id, milliseconds }) => [id, figures(milliseconds)]),
    ),
  }));
}

function figures(milliseconds: readonly number[]): VerificationFigures {
  return { p50: quantile(milliseconds, 0.5), p95: quantile(milliseconds, 0.95) };
}
