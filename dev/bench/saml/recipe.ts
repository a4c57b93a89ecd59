/**
 * How inputs are described while the worst is searched for: a value for every gene of a kind of input. A recipe says
 * all that there is to an input but its keys and random ids, so a finding can be made again.
 */
import type { ResponseRules } from "../../../functions/identity/saml/response.ts";

type GeneValue = string | number;
type Genes = Readonly<Record<string, readonly GeneValue[]>>;
export type Recipe = Readonly<Record<string, GeneValue>>;
export type RecipeOf<G extends Genes> = { readonly [Gene in keyof G]: G[Gene][number] };

export interface Attempt {
  /** What is posted as SAMLResponse. */
  readonly field: string;
  readonly rules: ResponseRules;
}

export interface InputKind {
  readonly name: string;
  readonly genes: Genes;
  /** One for each suspicion; what a start does not say has the first value of its gene. */
  readonly starts: readonly Recipe[];
  make(recipe: Recipe): Promise<Attempt>;
}

export function wholeRecipe({ genes }: InputKind, start: Recipe): Recipe {
  const plain = Object.entries(genes).map(([gene, [first = ""]]) => [gene, first] as const);
  return { ...Object.fromEntries(plain), ...start };
}

/** Only what is not the first value of its gene. */
export function describeRecipe({ name, genes }: InputKind, recipe: Recipe): string {
  const told = Object.entries(recipe).filter(([gene, value]) => genes[gene]?.[0] !== value);
  return [name, ...told.map(([gene, value]) => `${gene}=${JSON.stringify(value)}`)].join(" ");
}
