/**
 * What AppStream said of everything that a policy names, gathered before any check runs.
 * Invariant: undefined is "not known", because AppStream did not say; a check never takes it for a no.
 */
import type { GatewayFailure } from "../../functions/core/gateway-failure.ts";

export interface AccountFleet {
  /** As AppStream writes it: RUNNING, STOPPED, STARTING or STOPPING. */
  readonly state: string;
  readonly isElastic: boolean;
  readonly streamView: "app" | "desktop" | undefined;
  readonly isDomainJoined: boolean;
  /** Codes. */
  readonly errors: readonly string[];
  /** Sessions that could run at once if everything that is wanted were running. */
  readonly places: number | undefined;
  readonly imageArn: string | undefined;
  readonly maxUserDurationSeconds: number | undefined;
  readonly disconnectTimeoutSeconds: number | undefined;
  /** The AWS account, of its ARN. */
  readonly account: string | undefined;
}

export interface AccountStack {
  readonly redirectUrl: string | undefined;
  readonly embedHostDomains: readonly string[];
  /** Codes. */
  readonly errors: readonly string[];
}

/** Of one fleet of the policy. */
export interface FleetFacts {
  readonly fleet: AccountFleet | "not_found" | undefined;
  readonly stack: AccountStack | "not_found" | undefined;
  readonly isAssociated: boolean | undefined;
  /** Names of what can be started there. */
  readonly applications: readonly string[] | undefined;
  /** `not_denied`: allowed, or refused for a reason that comes before authorisation. */
  readonly streamingUrls: "denied" | "not_denied" | undefined;
}

/** Everything of that kind in the Region, whether the policy names it or not. */
export interface RegionNames {
  readonly fleets: readonly string[] | undefined;
  readonly stacks: readonly string[] | undefined;
}

export type CallFault = GatewayFailure["fault"];

export interface CallFailure {
  readonly region: string;
  /** As IAM names it: `appstream:DescribeFleets`. */
  readonly action: string;
  readonly fault: CallFault;
}

export interface AccountFacts {
  /** By the policy's fleet id. */
  readonly fleets: ReadonlyMap<string, FleetFacts>;
  readonly regions: ReadonlyMap<string, RegionNames>;
  readonly failures: readonly CallFailure[];
}
