/** Maintenance in sentences for the operator: who is left with nothing, and what is drained at present. */
import type { LeftWithNothing } from "../../functions/core/drains.ts";
import { policyDrains } from "../../functions/core/drains.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { Drain } from "../../functions/core/situation.ts";
import type { StoredDrain } from "./regional-drains.ts";

/** `treasury (everybody), design (people in DE, FR)`. */
export function strandedText(left: readonly LeftWithNothing[]): string {
  return left.map((entry) => `${entry.application} (${peopleText(entry)})`).join(", ");
}

function peopleText({ everyone, countries, elsewhere, unknownCountry }: LeftWithNothing): string {
  if (everyone) return "everybody";
  const groups = [
    countries.length > 0 && `people in ${countries.join(", ")}`,
    elsewhere && "people in countries that no wall names",
    unknownCountry && "people whose country is not known",
  ];
  return groups.filter((group) => group !== false).join("; ");
}

/** A line for each drain, the policy's own first. */
export function drainLines(
  policy: Policy,
  stored: ReadonlyMap<string, StoredDrain>,
  nowEpochSeconds: number,
): readonly string[] {
  const line = (fleet: string, drain: Drain, source: string) => {
    const over = drain.until <= nowEpochSeconds ? "over since" : "until";
    return `${fleet}: ${over} ${momentText(drain.until)}, ${drain.owner}: ${drain.reason} (${source})`;
  };
  return [
    ...[...policyDrains(policy)].map(([fleet, drain]) => line(fleet, drain, "in the policy")),
    ...[...stored].map(([fleet, drain]) => {
      const missing = drain.missingIn.length === 0 ? "" : `; missing in ${drain.missingIn.join(", ")}`;
      const unknown = Object.hasOwn(policy.fleets, fleet) ? "" : "; no fleet of this policy";
      return line(fleet, drain, `by command${missing}${unknown}`);
    }),
  ];
}

/** UTC, as `--until` takes it. */
export function momentText(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace(".000Z", "Z");
}
