/**
 * Maintenance and classes that a policy may write but probably does not mean at this moment: they are over, or last
 * suspiciously long. Warnings never stop a deployment, and unlike faults these depend on the day.
 */
import { parseInstant } from "./instant.ts";
import type { ClassPolicy, Policy } from "./policy.ts";
import type { PolicyIssue } from "./policy-schema.ts";

const DAY_SECONDS = 86_400;
const LONG_DRAIN_DAYS = 30;

export function capacityWarnings(policy: Policy, nowEpochSeconds: number): readonly PolicyIssue[] {
  const ofDrains = Object.entries(policy.fleets).flatMap(([id, { drain }]) => {
    const message = drain && drainWarning(seconds(drain.until), nowEpochSeconds);
    return message ? [{ path: ["fleets", id, "drain", "until"], message, rule: "drain_end" }] : [];
  });
  const ofClasses = Object.entries(policy.applications).flatMap(([id, { classes }]) =>
    classes.flatMap((held, index) => {
      const message = classWarning(held, classes.slice(0, index), nowEpochSeconds);
      return message === undefined
        ? []
        : [
            {
              path: ["applications", id, "classes", index, message.key],
              message: message.text,
              rule: "class_time",
            },
          ];
    }),
  );
  return [...ofDrains, ...ofClasses];
}

function drainWarning(until: number, now: number): string | undefined {
  if (until <= now) return "is over: the fleet takes people again; take the drain out of the policy";
  if (until <= now + LONG_DRAIN_DAYS * DAY_SECONDS) return undefined;
  return `is more than ${LONG_DRAIN_DAYS} days away: a fleet that is closed for so long is better taken out of \`fleets\``;
}

function classWarning(
  { starts, ends, people }: ClassPolicy,
  earlier: readonly ClassPolicy[],
  now: number,
): { readonly key: "starts" | "ends"; readonly text: string } | undefined {
  const [from, until] = [seconds(starts), seconds(ends)];
  if (until <= now) return { key: "ends", text: "is over: take the class out of the policy" };
  if (until - from > DAY_SECONDS) {
    return { key: "ends", text: "is more than a day after it starts; write each day as a class of its own" };
  }
  const together = earlier.filter((other) => seconds(other.starts) < until && from < seconds(other.ends));
  if (together.length === 0) return undefined;
  const expected = together.reduce((sum, other) => sum + other.people, people);
  return { key: "starts", text: `is during another class of the application: ${expected} people in all` };
}

/** Of a text that the schema has checked. */
function seconds(instant: string): number {
  return Number(parseInstant(instant));
}
