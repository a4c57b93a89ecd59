/** An account where everything of the test policy is as it should be; a test changes one thing of it. */
import type { AccountFacts, AccountFleet, AccountStack, FleetFacts } from "../../cli/doctor/account-facts.ts";
import type { AccountCheck, CheckContext } from "../../cli/doctor/finding.ts";
import { type Json, withValues } from "./policies.ts";
import { policyOf } from "./policy-issues.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z") / 1000;
const ACCOUNT = "111122223333";
const ORIGIN = "https://stream.example.com";

export function anAccountFleet(overrides: Partial<AccountFleet> = {}): AccountFleet {
  return {
    ...{ state: "RUNNING", isElastic: false, streamView: "app", isDomainJoined: false, errors: [] },
    ...{ places: 20, imageArn: "arn:aws:appstream:eu-west-1:111122223333:image/i", account: ACCOUNT },
    ...{ maxUserDurationSeconds: 57_600, disconnectTimeoutSeconds: 900 },
    ...overrides,
  };
}

export function anAccountStack(overrides: Partial<AccountStack> = {}): AccountStack {
  return { redirectUrl: `${ORIGIN}/ended`, embedHostDomains: [], errors: [], ...overrides };
}

type Change = readonly [path: readonly (string | number)[], value: Json | undefined];

interface Case {
  readonly policy?: readonly Change[];
  /** By the policy's fleet id; the others are well. */
  readonly fleets?: Readonly<Record<string, Partial<FleetFacts>>>;
  readonly facts?: Partial<AccountFacts>;
  readonly context?: Partial<CheckContext>;
}

/** Findings as `severity path message` lines. */
export function findingsOf(
  check: AccountCheck,
  { policy: changes = [], fleets = {}, facts = {}, context = {} }: Case = {},
): readonly string[] {
  const policy = policyOf(withValues(...changes));
  const well = (id: string): FleetFacts => ({
    ...{ fleet: anAccountFleet(), stack: anAccountStack(), isAssociated: true },
    ...{ applications: ["Treasury", "Designer"], streamingUrls: undefined },
    ...fleets[id],
  });
  const all: AccountFacts = {
    fleets: new Map(Object.keys(policy.fleets).map((id) => [id, well(id)])),
    regions: new Map(),
    failures: [],
    ...facts,
  };
  const findings = check(policy, all, {
    ...{ nowEpochSeconds: NOW, origin: ORIGIN, account: undefined },
    ...context,
  });
  return findings.map(({ severity, path, message }) => `${severity} ${path.join(".")} ${message}`);
}
