/**
 * A reference code, explained in sentences for a help desk: what the page was the answer to, and, where its policy is still
 * the one at hand, the decision once more. A launch with a record of its own is explain-launch.ts's.
 * Invariant: a policy of another version decides nothing again, and that is said.
 */
import { decideAt } from "./decide.ts";
import { inputOf } from "./decision-basis.ts";
import { explain } from "./explain.ts";
import type { LaunchReference } from "./launch-reference.ts";
import { moment } from "./plain-words.ts";
import type { PolicyIndex } from "./policy-index.ts";

const STATES: Readonly<Record<LaunchReference["state"], string>> = {
  url_created: "a streaming URL was made",
  handed_to_federation: "they were sent to their identity provider, which signs them in to AppStream",
  failed: "nothing was opened",
};

export function explainReference(reference: LaunchReference, index: PolicyIndex): readonly string[] {
  return [referenceSentence(reference), ...restOf(reference, index)];
}

/** The first sentence, the same whether there is a record or not. */
export function referenceSentence({ correlationId, createdAt, state, reason }: LaunchReference): string {
  return `Reference ${correlationId}, of ${moment(createdAt)}: ${STATES[state]}${reason === null ? "" : `, \`${reason}\``}.`;
}

function restOf(
  { launchId, basis, policyVersion, reason }: LaunchReference,
  index: PolicyIndex,
): readonly string[] {
  if (launchId !== null) return [`The record of its launch, ${launchId}, is not to be found any more.`];
  if (basis === null) return ["The link named an application that the policy did not have."];
  if (policyVersion !== index.version) {
    return [
      `It was decided by policy version ${policyVersion}, and the policy at hand is version ${index.version}: it was not decided again.`,
    ];
  }
  const input = inputOf(basis, index);
  const decision = decideAt(input);
  const after =
    decision.outcome === "permit"
      ? [`The policy let them in; \`${reason}\` came after that decision, which is below.`]
      : [];
  return [...after, ...explain(input, decision).sentences];
}
