/**
 * The search for the input that costs the most: every start once, then the worst so far with a gene or two changed,
 * for as long as there is time. Half of the time is for what is accepted and half for what is refused.
 * The seed is fixed, so a faster machine goes further on the same way.
 */
import { verifyResponse } from "../../../functions/identity/saml/response.ts";
import { type Chance, createChance } from "../chance.ts";
import { messageInputs } from "./message-inputs.ts";
import { type Attempt, describeRecipe, type InputKind, type Recipe, wholeRecipe } from "./recipe.ts";
import type { MeasuredSignIn } from "./sign-in.ts";
import { textInputs } from "./text-inputs.ts";

export type Outcome = "accepted" | "refused";

export interface WorstInput {
  readonly outcome: Outcome;
  readonly milliseconds: number;
  readonly description: string;
  /** Of the refusal. */
  readonly reason: string | undefined;
  /** How many inputs of this outcome were tried. */
  readonly tried: number;
}

interface Found {
  readonly kind: InputKind;
  readonly recipe: Recipe;
  readonly outcome: Outcome;
  readonly milliseconds: number;
  readonly reason: string | undefined;
}

interface Measurement {
  readonly milliseconds: number;
  readonly reason: string | undefined;
}

/** Nobody but the identity provider can make what our own checks accept, so what the library then refuses counts there. */
const ACCEPTED: readonly (string | undefined)[] = [undefined, "saml_verifiers_disagree"];
const SEED = 20_260_801;
/** How many of the worst have descendants. */
const PARENTS = 4;
/** An input this near to the worst is measured again. */
const NEAR = 0.7;
const REPETITIONS = 3;

export async function searchWorstInputs(
  signIn: MeasuredSignIn,
  milliseconds: number,
): Promise<readonly WorstInput[]> {
  const search = createSearch(signIn, [messageInputs(signIn), textInputs(signIn)]);
  const deadline = performance.now() + milliseconds;
  await search.starts();
  const outcomes = ["accepted", "refused"] as const;
  for (let next = search.leastSpent(); performance.now() < deadline; next = search.leastSpent()) {
    await search.descend(next);
  }
  return outcomes.map(search.worst);
}

function createSearch(signIn: MeasuredSignIn, kinds: readonly InputKind[]) {
  const chance = createChance(SEED);
  const found: Record<Outcome, Found[]> = { accepted: [], refused: [] };
  const spent: Record<Outcome, number> = { accepted: 0, refused: 0 };
  const known = new Set<string>();

  const attempt = async (kind: InputKind, recipe: Recipe): Promise<void> => {
    const key = describeRecipe(kind, recipe);
    if (known.has(key)) return;
    known.add(key);
    const startedAt = performance.now();
    const input = await kind.make(recipe);
    const first = await measured(signIn, input);
    const outcome = ACCEPTED.includes(first.reason) ? "accepted" : "refused";
    const milliseconds = await confirmed(signIn, input, first, found[outcome][0]);
    found[outcome].push({ kind, recipe, outcome, milliseconds, reason: first.reason });
    found[outcome].sort((a, b) => b.milliseconds - a.milliseconds);
    spent[outcome] += performance.now() - startedAt;
  };

  return {
    async starts() {
      for (const kind of kinds)
        for (const start of kind.starts) await attempt(kind, wholeRecipe(kind, start));
    },
    leastSpent: (): Outcome => (spent.accepted < spent.refused ? "accepted" : "refused"),
    async descend(outcome: Outcome) {
      const parent = chance.oneOf(found[outcome].slice(0, PARENTS));
      await attempt(parent.kind, mutated(parent, chance));
    },
    worst(outcome: Outcome): WorstInput {
      const [worst] = found[outcome];
      if (worst === undefined) throw new Error(`no input was ${outcome}: the search is wrong`);
      const description = describeRecipe(worst.kind, worst.recipe);
      const { milliseconds, reason } = worst;
      return { outcome, milliseconds, reason, description, tried: found[outcome].length };
    },
  };
}

function mutated({ kind, recipe }: Found, chance: Chance): Recipe {
  const genes = Object.entries(kind.genes);
  const changes = Array.from({ length: 1 + chance.below(2) }, () => {
    const [gene, values] = chance.oneOf(genes);
    return [gene, chance.oneOf(values)] as const;
  });
  return { ...recipe, ...Object.fromEntries(changes) };
}

/** The mean of several runs for an input that may be the worst; for the others one run tells enough. */
async function confirmed(
  signIn: MeasuredSignIn,
  input: Attempt,
  first: Measurement,
  worst: Found | undefined,
): Promise<number> {
  if (worst !== undefined && first.milliseconds < NEAR * worst.milliseconds) return first.milliseconds;
  let total = first.milliseconds;
  for (let repetition = 1; repetition < REPETITIONS; repetition += 1) {
    total += (await measured(signIn, input)).milliseconds;
  }
  return total / REPETITIONS;
}

/** Of the processor and not of the clock on the wall: others may want the machine too. */
async function measured({ expected }: MeasuredSignIn, { field, rules }: Attempt): Promise<Measurement> {
  const startedAt = process.threadCpuUsage();
  const verified = await verifyResponse(field, rules, expected);
  const { user, system } = process.threadCpuUsage(startedAt);
  return { milliseconds: (user + system) / 1000, reason: verified.ok ? undefined : verified.error.reason };
}
