/**
 * A decision with what it was made from → the whole of it as data, and as sentences for a help desk.
 * Pure, and says what was found, never what ought to be. The first sentence is the answer; then why they may, where they
 * are, the walls, every fleet, and the moment. Each topic has a file of its own.
 */
import type { NamedApproval } from "./approval.ts";
import type { LocatedInput } from "./decide.ts";
import type { CandidateFinding, Decision, Diagnostics } from "./decision.ts";
import type { Grant } from "./entitlement.ts";
import { fleetSentences } from "./explain-fleets.ts";
import {
  hintSentences,
  locationData,
  locationSentences,
  wallData,
  wallSentences,
} from "./explain-location.ts";
import {
  classSentences,
  classWindowAt,
  drainData,
  drainSentences,
  sessionData,
  sessionSentences,
  waitingSentences,
} from "./explain-moment.ts";
import { refusalSentence } from "./explain-refusal.ts";
import type { ExplainedCandidate, ExplainedDrain, Explanation, ExplanationData } from "./explanation.ts";
import { listed, moment, regionText } from "./plain-words.ts";
import type { PolicyIndex } from "./policy-index.ts";
import { type Supposition, suppositionTexts } from "./what-if.ts";

const NOTHING_SUPPOSED: Supposition = {};

/** `decision` must be that of `input`; `supposed` is what was made up in it. */
export function explain(
  input: LocatedInput,
  decision: Decision,
  supposed: Supposition = NOTHING_SUPPOSED,
): Explanation {
  return explainFindings({ ...input, decision, rules: input.index, supposed });
}

/** The part of a decision that a record keeps of a permit. */
type Outcome =
  | Exclude<Decision, { readonly outcome: "permit" }>
  | {
      readonly outcome: "permit";
      readonly diagnostics: Diagnostics;
    };

export interface Findings extends Omit<LocatedInput, "index"> {
  readonly decision: Outcome;
  /** Undefined where the policy that decided is not at hand: then only what was found is said. */
  readonly rules: PolicyIndex | undefined;
  readonly supposed: Supposition;
}

export function explainFindings(findings: Findings): Explanation {
  const data = dataOf(findings);
  const { location, walls, candidates, drains } = data;
  const { supposed } = findings;
  const drained = candidates.filter((candidate) => !candidate.kept && candidate.reason === "drained");
  return {
    data,
    sentences: [
      headline(data, findings.decision),
      ...(data.supposed.length === 0 ? [] : [`Supposed for this question: ${listed(data.supposed)}.`]),
      ...reasonSentences(findings, data),
      ...locationSentences(location),
      ...hintSentences(data),
      ...wallSentences(walls, location),
      ...fleetSentences(candidates, {
        at: data.at,
        location,
        walls,
        supposedFleets: new Set([...(supposed.fleetsDown ?? []), ...(supposed.fleetsFull ?? [])]),
        supposedRegions: new Set(supposed.regionsDown ?? []),
      }),
      ...sessionSentences(data.sessions),
      ...drainSentences(drains, new Set(drained.map(({ fleet }) => fleet))),
      ...classSentences(data.classWindow),
      `Decided by policy version ${data.policyVersion}, for ${moment(data.at)}.`,
    ],
  };
}

function dataOf({
  applicationId,
  nowEpochSeconds: at,
  latencies,
  situation,
  decision,
  rules,
  supposed,
}: Findings): ExplanationData {
  const { diagnostics } = decision;
  const application = rules?.applications.get(applicationId);
  const fleets = [...(application?.fleets ?? []), ...(application?.overflow ?? [])].map(({ id }) => id);
  const ids = fleets.length > 0 ? fleets : diagnostics.candidates.map(({ fleet }) => fleet);
  const drains = drainData(rules, situation, ids, at);
  const isPermit = decision.outcome === "permit";
  const first = diagnostics.candidates.find((found) => isPermit && found.kept && found.rank === 0);
  return {
    schema: "streamgate.explanation.v1",
    at,
    policyVersion: diagnostics.policyVersion,
    application: { id: applicationId, name: application?.application.name.en ?? null },
    outcome: decision.outcome,
    fleet: first?.fleet ?? null,
    refusal: decision.outcome === "refuse" ? decision.refusal : null,
    waiting: decision.outcome === "wait" ? decision.waiting : null,
    grant: diagnostics.grant,
    location: locationData(diagnostics.location),
    homeRegion: diagnostics.homeRegion ?? null,
    measured: [...(latencies ?? [])].map(([region, milliseconds]) => ({ region, milliseconds })),
    walls: wallData(application?.walls ?? [], diagnostics.location),
    candidates: diagnostics.candidates.map((found) => candidateData(found, rules, situation, drains)),
    sessions: sessionData(situation),
    drains,
    restingRegions: [...situation.restingRegions],
    classWindow: classWindowAt(application, at),
    supposed: suppositionTexts(supposed),
    launch: null,
  };
}

function candidateData(
  found: CandidateFinding,
  rules: PolicyIndex | undefined,
  { fleets }: Findings["situation"],
  drains: readonly ExplainedDrain[],
): ExplainedCandidate {
  const fleet = rules?.fleets.get(found.fleet)?.fleet;
  const drain = drains.find(({ fleet: drained, isInForce }) => drained === found.fleet && isInForce);
  return {
    ...found,
    region: fleet?.region ?? null,
    jurisdiction: fleet?.jurisdiction ?? null,
    status: fleets.get(found.fleet) ?? null,
    drain: drain === undefined ? null : { owner: drain.owner, reason: drain.reason, until: drain.until },
  };
}

function headline({ application, fleet, candidates, sessions }: ExplanationData, decision: Outcome): string {
  const name =
    application.name === null ? `\`${application.id}\`` : `${application.name} (\`${application.id}\`)`;
  switch (decision.outcome) {
    case "permit": {
      const region = candidates.find((candidate) => candidate.fleet === fleet)?.region ?? null;
      const own = sessions.some(
        (session) => session.fleet === fleet && session.application === application.id,
      );
      return `They may launch ${name}: they are sent ${own ? "back to their session on" : "to"} \`${fleet}\`${region === null ? "" : ` in ${regionText(region)}`}.`;
    }
    case "choose":
      if (decision.why === "session_limit") {
        const { application: other, fleet: place } = decision.session;
        return `They may launch ${name}, and are asked first: they have as many sessions as they may, and that of \`${other}\` on \`${place}\` has to give way (\`use.terminatePrevious\`).`;
      }
      return `They may launch ${name}, and are asked first: on the best fleet they have a session of another application, which AppStream would give them instead.`;
    case "wait":
      return `They may launch ${name}, and have to wait for a place.`;
    case "refuse":
      return `They may not launch ${name} as things are.`;
  }
}

function reasonSentences(
  { principal, applicationId, nowEpochSeconds: at, rules, decision }: Findings,
  { grant, refusal, waiting }: ExplanationData,
): readonly string[] {
  const { approval } = decision.diagnostics;
  const facts = { at, applicationId, application: rules?.applications.get(applicationId), principal };
  return [
    ...(refusal === null ? [] : [refusalSentence(refusal.reason, { ...facts, evidence: refusal.evidence })]),
    ...(grant === null ? [] : [grantSentence(grant)]),
    ...(approval === undefined ? [] : [approvalSentence(approval)]),
    ...(waiting === null ? [] : waitingSentences(waiting)),
  ];
}

function grantSentence(grant: Grant): string {
  return grant.by === "group"
    ? `They are in its audience by their group \`${grant.group}\`.`
    : "They are in its audience by name.";
}

function approvalSentence({ id, approver }: NamedApproval): string {
  return `Somebody else approved it: \`${approver.subject}\` of ${approver.identityProvider}, by the request \`${id}\`.`;
}
