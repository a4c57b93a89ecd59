/** PURE: which authentication context answers what a service provider asks for (SAML Core §3.3.2.2.1). */

import type { DemoPerson } from "../people.ts";
import { AUTHN_CONTEXT } from "./minting/saml-names.ts";

const COMPARISONS = ["exact", "minimum", "maximum", "better"] as const;

export type Comparison = (typeof COMPARISONS)[number];

export interface RequestedContext {
  readonly comparison: Comparison;
  /** In order of preference. */
  readonly classes: readonly string[];
}

/** Weakest first. */
const LADDER: readonly string[] = [AUTHN_CONTEXT.password, AUTHN_CONTEXT.mfa];

export function isComparison(text: string): text is Comparison {
  return COMPARISONS.some((comparison) => comparison === text);
}

/** The class of the assertion; null if the person cannot be authenticated so. Without a request, the strongest. */
export function contextFor(
  { mfa }: Pick<DemoPerson, "mfa">,
  requested: RequestedContext | null,
): string | null {
  const reached = mfa ? LADDER : LADDER.slice(0, 1);
  const strongest = reached.at(-1) ?? null;
  if (!requested) return strongest;
  const known = requested.classes.map((name) => LADDER.indexOf(name)).filter((rank) => rank >= 0);
  if (known.length === 0) return null;
  switch (requested.comparison) {
    // A second factor comes on top of the password, so the weaker class is true of the person as well.
    case "exact":
      return requested.classes.find((name) => reached.includes(name)) ?? null;
    case "minimum":
      return reached.length > Math.min(...known) ? strongest : null;
    case "better":
      return reached.length > Math.max(...known) + 1 ? strongest : null;
    case "maximum":
      return reached.slice(0, Math.max(...known) + 1).at(-1) ?? null;
  }
}
