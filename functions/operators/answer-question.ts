/**
 * A question about a launch, or about somebody made up → its explanation. What AppStream says of the fleets now is part of
 * it where a watch is given; without one the policy alone answers, and the explanation says so of every fleet.
 * Invariant: it asks and looks up, and changes nothing.
 */
import { decideAt, type LocatedInput } from "../core/decide.ts";
import { explain } from "../core/explain.ts";
import { explainLaunch } from "../core/explain-launch.ts";
import type { ExplainRequest } from "../core/explain-request.ts";
import type { Explanation } from "../core/explanation.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { ok, type Result } from "../core/result.ts";
import { supposedInput, whatIf } from "../core/what-if.ts";
import type { Clock, FleetWatch, LaunchArchive, NotFound } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";

export interface QuestionPorts {
  readonly index: PolicyIndex;
  readonly archive: LaunchArchive;
  readonly now: Clock;
  /** Undefined: AppStream is not asked. */
  readonly watch?: FleetWatch | undefined;
}

/** What was found, and whom it is about, which the explanation does not say. */
export interface Answer {
  readonly explanation: Explanation;
  readonly about: { readonly identityProvider: string; readonly subject: string };
}

export async function answerQuestion(
  ports: QuestionPorts,
  { about, supposed }: ExplainRequest,
): Promise<Result<Answer, NotFound>> {
  const { index, archive, now } = ports;
  if (about.kind === "launch") {
    const found = await archive.find(about.launchId, epochSeconds(now()));
    if (!found.ok) return found;
    const { identityProvider, subject } = found.value;
    const explanation = explainLaunch(found.value, index, supposed);
    return ok({ explanation, about: { identityProvider, subject } });
  }
  const { person, application } = about;
  const base = await looked(ports, supposedInput(person, application, index, epochSeconds(now())));
  const input = whatIf(base, supposed);
  const { identityProvider, subject } = person;
  return ok({ explanation: explain(input, decideAt(input), supposed), about: { identityProvider, subject } });
}

async function looked({ watch, index, now }: QuestionPorts, input: LocatedInput): Promise<LocatedInput> {
  const application = index.applications.get(input.applicationId);
  if (watch === undefined || application === undefined) return input;
  const observed = await watch.observe([...application.fleets, ...application.overflow], now());
  return { ...input, situation: { ...input.situation, ...observed } };
}
