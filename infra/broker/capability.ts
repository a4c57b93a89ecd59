/**
 * PURE: what a function is able to do, as one value: the environment it reads and the permissions that go with it.
 * Invariant: both come from the same name, so a renamed table or secret changes on both sides or on none.
 */

import type { VariableName } from "../../functions/config.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { Deployment } from "../deployment/deployment.ts";

/** Where a function runs, and the keys whose ARNs AWS makes up. */
export interface Place {
  readonly deployment: Deployment;
  readonly policy: Policy;
  readonly region: string;
  readonly keys: KeyArns;
}

export interface KeyArns {
  /** The key of tables, secrets and logs of a Region. */
  readonly data: (region: string) => string;
  /** The asymmetric key of sign-in requests in this Region. */
  readonly signing: string;
}

/** Allow, always: nothing is denied here that was not granted in the first place. */
export interface Grant {
  /** Letters and digits; says what the permission is for. */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
}

export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface Capability {
  readonly environment: Readonly<Partial<Record<VariableName, string>>>;
  readonly grants: readonly Grant[];
}

export function allOf(capabilities: readonly Capability[]): Capability {
  return {
    environment: Object.assign(
      {},
      ...capabilities.map(({ environment }) => environment),
    ) as Capability["environment"],
    grants: capabilities.flatMap(({ grants }) => grants),
  };
}
