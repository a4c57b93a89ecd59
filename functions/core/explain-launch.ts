/**
 * A past launch, from its record: decided again from what it was decided from, and compared with what was found then.
 * Invariant: a policy of another version decides nothing again. The record then speaks for itself, and that is said.
 */
import { decideAt } from "./decide.ts";
import type { CandidateFinding, Diagnostics } from "./decision.ts";
import { type DecisionBasis, inputOf } from "./decision-basis.ts";
import { explain, explainFindings } from "./explain.ts";
import type { ExplainedLaunch, Explanation, Replayed } from "./explanation.ts";
import type { FailedAttempt, LaunchOutcome, LaunchRecord, Placement } from "./launch-record.ts";
import type { UserLocation } from "./location.ts";
import { listed, moment, regionText, span } from "./plain-words.ts";
import type { PolicyIndex } from "./policy-index.ts";
import { UNKNOWN_SITUATION } from "./situation.ts";
import { type Supposition, suppositionTexts, whatIf } from "./what-if.ts";

/** A launch record as the table has it, without the handle and what is sealed. */
export interface ArchivedLaunch
  extends Omit<
    LaunchRecord,
    "basis" | "sealedHandover" | "placement" | "handleExpiresAt" | "expiresAt" | "waitedSeconds"
  > {
  readonly placement: Omit<Placement, "handleDigest" | "binding">;
  /** Null: written before it was kept. */
  readonly basis: DecisionBasis | null;
  readonly waitedSeconds: number | null;
  /** `attempting`: under way, or cut off before it could be closed. */
  readonly state: "attempting" | LaunchOutcome["state"];
  /** The refusal's reason where the state is `failed`. */
  readonly reason: string | null;
}

const FAULTS: Readonly<Record<FailedAttempt["fault"], string>> = {
  fleet_not_available: "AppStream said that the fleet was not available",
  throttled: "AppStream had too many requests",
  region_failing: "AppStream failed there",
  region_unreachable: "AppStream could not be reached there",
  attempt_timed_out: "AppStream did not answer in time",
  garbage_answer: "what answered was not AppStream",
  stack_or_fleet_not_found: "AppStream knew no such stack or fleet there",
  operation_not_permitted: "AppStream does not permit a streaming URL there",
  invalid_parameter_combination: "AppStream knew no such application on the fleet",
  access_denied: "the broker's role was not allowed to",
  no_place: "the last free place went to somebody else",
  region_resting: "the Region was left alone for a while, as it had failed too often",
  budget_spent: "too many launches had tried again of late",
};

const STATES: Readonly<Record<ArchivedLaunch["state"], string>> = {
  attempting: "How it ended was not recorded: it is under way, or was cut off",
  url_created: "A streaming URL was made",
  handed_to_federation: "They were sent to their identity provider, which signs them in to AppStream",
  failed: "It failed",
};

const REPLAYED: Readonly<Record<Replayed, string>> = {
  same: "Decided again from what was kept, the outcome is the same.",
  different:
    "Decided again from what was kept, the outcome is another one than the record has: the sentences below are of the new decision.",
  other_policy: "",
  no_basis:
    "The record does not hold what it was decided from, so that it was not decided again; the sentences below are the record's own.",
};

/** With `supposed`, what would have been decided then if that had been so; the comparison is without it. */
export function explainLaunch(
  launch: ArchivedLaunch,
  index: PolicyIndex,
  supposed: Supposition = {},
): Explanation {
  const { basis } = launch;
  if (launch.policyVersion !== index.version) return fromRecord(launch, "other_policy", index, supposed);
  if (basis === null) return fromRecord(launch, "no_basis", index, supposed);
  const input = inputOf(basis, index);
  const decision = decideAt(input);
  const isSame = decision.outcome === "permit" && isEqual(decision.diagnostics.candidates, launch.candidates);
  const changed = whatIf(input, supposed);
  return withLaunch(
    explain(changed, decideAt(changed), supposed),
    launch,
    isSame ? "same" : "different",
    index.version,
  );
}

function fromRecord(
  launch: ArchivedLaunch,
  replayed: Replayed,
  index: PolicyIndex,
  supposed: Supposition,
): Explanation {
  const { basis, policyVersion, candidates, identityProvider, subject, userId } = launch;
  const location = basis?.location ?? recordedLocation(launch);
  const approval = launch.approval && { approval: launch.approval };
  const diagnostics: Diagnostics = { policyVersion, location, grant: null, ...approval, candidates };
  const person = {
    ...{ identityProvider, subject, userId, groups: basis?.principal.groups ?? [], authenticatedAt: 0 },
    ...{ displayName: undefined, email: undefined, country: undefined, mfaEvidence: undefined },
  };
  const explanation = explainFindings({
    principal: person,
    applicationId: launch.application,
    location,
    nowEpochSeconds: basis?.nowEpochSeconds ?? launch.createdAt,
    latencies: new Map(basis?.latencies),
    situation: basis === null ? UNKNOWN_SITUATION : inputOf(basis, index).situation,
    decision: { outcome: "permit", diagnostics },
    rules: undefined,
    supposed: {},
  });
  const isIgnored = suppositionTexts(supposed).length > 0;
  const ignored = "What the question supposes was left aside: without the policy nothing can be decided.";
  return withLaunch(explanation, launch, replayed, index.version, isIgnored ? [ignored] : []);
}

function recordedLocation({ location }: ArchivedLaunch): UserLocation {
  return {
    country: location.country ?? undefined,
    coordinates: undefined,
    provenance: location.provenance as UserLocation["provenance"],
    network: location.network ?? undefined,
    presentIn: undefined,
    home: undefined,
    wallCountry: undefined,
    considered: [],
  };
}

function withLaunch(
  { data, sentences }: Explanation,
  launch: ArchivedLaunch,
  replayed: Replayed,
  versionAtHand: string,
  notes: readonly string[] = [],
): Explanation {
  const { launchId, createdAt, state, reason, placement, failedAttempts, waitedSeconds, policyVersion } =
    launch;
  const facts: ExplainedLaunch = {
    ...{ launchId, createdAt, state, reason, failedAttempts, waitedSeconds, replayed, policyVersion },
    placement: { fleetId: placement.fleetId, region: placement.region },
  };
  const comparison =
    replayed === "other_policy"
      ? `It was decided by policy version ${policyVersion}, and the policy at hand is version ${versionAtHand}: it was not decided again, and the sentences below are the record's own.`
      : REPLAYED[replayed];
  return {
    data: { ...data, policyVersion: versionAtHand, launch: facts },
    sentences: [...launchSentences(launch), comparison, ...notes, ...sentences],
  };
}

function launchSentences(launch: ArchivedLaunch): readonly string[] {
  const { launchId, createdAt, placement, failedAttempts, waitedSeconds, state, reason } = launch;
  const went = state === "failed" || state === "attempting" ? "last tried" : "went to";
  const failures = failedAttempts.map(({ fleet, fault }) => `\`${fleet}\` (${FAULTS[fault]})`);
  return [
    `Launch ${launchId} of ${moment(createdAt)} ${went} \`${placement.fleetId}\` in ${regionText(placement.region)}. ${STATES[state]}${reason === null ? "" : `: \`${reason}\``}.`,
    ...(failures.length === 0 ? [] : [`Tried before in vain: ${listed(failures)}.`]),
    ...(waitedSeconds === null ? [] : [`They had waited ${span(waitedSeconds)} for a place.`]),
  ];
}

/** Whatever order the keys are in: the record may have been written by another version of the broker. */
function isEqual(a: readonly CandidateFinding[], b: readonly CandidateFinding[]): boolean {
  const canonical = (findings: readonly CandidateFinding[]): string =>
    JSON.stringify(findings.map((found) => Object.entries(found).toSorted(([x], [y]) => (x < y ? -1 : 1))));
  return canonical(a) === canonical(b);
}
