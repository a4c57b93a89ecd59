/**
 * Pairs of applications that some stack serves both. Whoever gets a streaming URL for a stack may open every
 * application of it: AppStream's own entitlements do not apply to streaming URLs
 * (https://docs.aws.amazon.com/appstream2/latest/developerguide/application-entitlements.html).
 */
import type { ApplicationPolicy, Policy } from "./policy.ts";

export interface SharedStack {
  readonly region: string;
  readonly stack: string;
  readonly applications: readonly (readonly [id: string, application: ApplicationPolicy])[];
}

/** Stacks that serve two or more applications, in policy order. */
export function sharedStacks({ applications, fleets }: Policy): readonly SharedStack[] {
  const byStack = new Map<string, SharedStack>();
  for (const [id, application] of Object.entries(applications)) {
    for (const name of [...application.fleets, ...(application.overflow?.fleets ?? [])]) {
      const fleet = Object.hasOwn(fleets, name) ? fleets[name] : undefined;
      if (fleet === undefined) continue;
      const { region, stack } = fleet;
      // A fleet may serve several stacks, and its image holds the applications of all of them.
      for (const key of [`stack ${region} ${stack}`, `fleet ${region} ${fleet.fleet}`]) {
        const before = byStack.get(key)?.applications ?? [];
        if (before.some(([earlier]) => earlier === id)) continue;
        byStack.set(key, { region, stack, applications: [...before, [id, application]] });
      }
    }
  }
  return [...byStack.values()].filter((shared) => shared.applications.length > 1);
}
