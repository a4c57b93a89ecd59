/**
 * A bank with fleets in Spain, Ireland and America, whose Mexican colleagues' data stays in America: the policy of the
 * explanations that tests and docs show. And what AppStream may have said of its fleets.
 */
import { decideAt } from "../../functions/core/decide.ts";
import { basisOf } from "../../functions/core/decision-basis.ts";
import { explain } from "../../functions/core/explain.ts";
import type { ArchivedLaunch } from "../../functions/core/explain-launch.ts";
import type { Explanation, ExplanationData } from "../../functions/core/explanation.ts";
import type { FleetStatus } from "../../functions/core/fleet-status.ts";
import { indexPolicy, type PolicyIndex } from "../../functions/core/policy-index.ts";
import { parsePolicy } from "../../functions/core/policy-schema.ts";
import type { Situation } from "../../functions/core/situation.ts";
import { UNKNOWN_SITUATION } from "../../functions/core/situation.ts";
import {
  type SupposedPerson,
  type Supposition,
  supposedInput,
  whatIf,
} from "../../functions/core/what-if.ts";
import { type Json, withValue } from "./policies.ts";

/** A Wednesday, 12:00 in Madrid. */
export const NOON = Date.parse("2026-07-08T10:00:00Z") / 1000;
export const VERSION = "0123456789abcdef";

export function anExplainPolicyInput(...changes: readonly (readonly [(string | number)[], Json])[]): Json {
  const policy: Json = {
    version: 1,
    identityProviders: {
      corporate: {
        protocol: "oidc",
        name: "Corporate sign-in",
        issuer: "https://login.example.com",
        clientId: "streamgate",
        clientAuthentication: { method: "client_secret_basic", secret: "secret:streamgate/corporate" },
        algorithms: ["RS256"],
        claims: { country: "country", mfa: { claim: "amr", anyOf: ["mfa"] } },
      },
    },
    fleets: {
      madrid: { region: "eu-south-2", stack: "treasury", fleet: "treasury-es", jurisdiction: "EU" },
      dublin: { region: "eu-west-1", stack: "treasury", fleet: "treasury-ie", jurisdiction: "EU" },
      virginia: { region: "us-east-1", stack: "treasury", fleet: "treasury-us", jurisdiction: "US" },
      oregon: { region: "us-west-2", stack: "treasury", fleet: "treasury-spare", jurisdiction: "US" },
    },
    applications: {
      treasury: {
        name: "Treasury desk",
        appstreamApplication: "TreasuryDesk",
        fleets: ["madrid", "dublin", "virginia"],
        overflow: { fleets: ["oregon"] },
        classes: [
          { name: "Quarter's end", starts: "2026-07-08T08:00:00Z", ends: "2026-07-08T11:00:00Z", people: 80 },
        ],
        audience: { groups: ["treasury"] },
      },
    },
    location: {
      sources: ["claim", "network", "edge"],
      networks: {
        "madrid-office": { ranges: ["192.0.2.0/24"], country: "ES" },
        "paris-office": { ranges: ["198.51.100.0/24"], country: "FR" },
      },
    },
    residency: {
      walls: [
        { id: "eu-only", countries: ["ES", "FR", "IE"], jurisdictions: ["EU"] },
        { id: "america-only", countries: ["MX", "US"], jurisdictions: ["US"] },
      ],
    },
    operators: { helpDesk: { groups: ["help-desk"] } },
  };
  return changes.reduce<Json>((input, [path, value]) => withValue(path, value, input as never), policy);
}

export function anExplainIndex(
  changes: readonly (readonly [(string | number)[], Json])[] = [],
  version = VERSION,
): PolicyIndex {
  const policy = parsePolicy(anExplainPolicyInput(...changes));
  if (!policy.ok) throw new Error(JSON.stringify(policy.error));
  return indexPolicy(policy.value, version);
}

export function aPerson(change: Partial<SupposedPerson> = {}): SupposedPerson {
  const groups = ["treasury"];
  return { identityProvider: "corporate", subject: "ana-7", groups, country: "ES", mfa: true, ...change };
}

/** A fleet that runs, with five of twelve places free, as AppStream said 14 seconds before noon. */
export function aStatus(change: Partial<FleetStatus> = {}): FleetStatus {
  return {
    kind: "always_on",
    state: "running",
    freePlaces: 5,
    places: 12,
    isDomainJoined: false,
    streamView: "app",
    errors: [],
    isAssociated: true,
    disconnectTimeoutSeconds: 900,
    observedAt: (NOON - 14) * 1_000,
    ...change,
  };
}

export interface Question {
  readonly person?: Partial<SupposedPerson>;
  readonly application?: string;
  readonly index?: PolicyIndex;
  readonly situation?: Partial<Situation>;
  readonly supposed?: Supposition;
}

/** What the decision is made from. */
export function anInput({
  person,
  application = "treasury",
  index,
  situation,
  supposed = {},
}: Question = {}) {
  const base = supposedInput(aPerson(person), application, index ?? anExplainIndex(), NOON);
  return whatIf({ ...base, situation: { ...UNKNOWN_SITUATION, ...situation } }, supposed);
}

export function anExplanation(question: Question = {}): Explanation {
  const input = anInput(question);
  return explain(input, decideAt(input), question.supposed);
}

export function dataOf(question: Question = {}): ExplanationData {
  return anExplanation(question).data;
}

/** The record of a launch that was permitted, as an archive answers it. */
export function anArchivedLaunch(
  question: Question = {},
  change: Partial<ArchivedLaunch> = {},
): ArchivedLaunch {
  const input = anInput(question);
  const { diagnostics } = decideAt(input);
  return {
    launchId: "launch-7",
    correlationId: "0123-4567-89AB-CDEF",
    identityProvider: "corporate",
    subject: "ana-7",
    userId: "u-ana",
    application: "treasury",
    policyVersion: diagnostics.policyVersion,
    candidates: diagnostics.candidates,
    basis: JSON.parse(JSON.stringify(basisOf(input))),
    waitedSeconds: null,
    location: { country: "ES", provenance: "claim", network: null },
    placement: { fleetId: "madrid", region: "eu-south-2", stack: "treasury", fleet: "treasury-es" },
    failedAttempts: [],
    createdAt: NOON,
    state: "url_created",
    reason: null,
    ...change,
  };
}
