import { describe, expect, it } from "vitest";
import { decideAt } from "../../functions/core/decide.ts";
import { explainReference, referenceSentence } from "../../functions/core/explain-reference.ts";
import type { LaunchOutcome } from "../../functions/core/launch-record.ts";
import { type LaunchReference, launchReference } from "../../functions/core/launch-reference.ts";
import { anExplainIndex, anInput, NOON, type Question } from "../support/explain-builders.ts";

const OUTSIDER: Question = { person: { groups: [] } };

function aReference(
  question: Question,
  outcome: LaunchOutcome,
  change: Partial<LaunchReference> = {},
): LaunchReference {
  const input = anInput(question);
  const facts = { correlationId: "0123-4567-89AB-CDEF", launchId: undefined, nowEpochSeconds: NOON };
  const reference = launchReference({ ...facts, input, decision: decideAt(input), outcome });
  return { ...JSON.parse(JSON.stringify(reference)), ...change };
}

const refused: LaunchOutcome = { state: "failed", reason: "not_in_audience" };

describe("launchReference", () => {
  it("holds who, what for, what became of it, and what it was decided from, for 30 days", () => {
    expect(aReference(OUTSIDER, refused)).toEqual({
      ...{ correlationId: "0123-4567-89AB-CDEF", launchId: null, identityProvider: "corporate" },
      ...{ subject: "ana-7", userId: "nobody", application: "treasury", policyVersion: "0123456789abcdef" },
      ...{ state: "failed", reason: "not_in_audience", createdAt: NOON, expiresAt: NOON + 2_592_000 },
      basis: expect.objectContaining({ applicationId: "treasury" }),
    });
  });

  it("leaves to the record what the record has", () => {
    const input = anInput();
    const outcome = { state: "url_created" } as const;
    const facts = { correlationId: "c", launchId: "launch-7", nowEpochSeconds: NOON };
    expect(launchReference({ ...facts, input, decision: decideAt(input), outcome })).toMatchObject({
      ...{ launchId: "launch-7", basis: null, reason: null, state: "url_created" },
    });
  });

  it("does not repeat an application that the policy has not", () => {
    const reference = aReference(
      { application: "marker" },
      { state: "failed", reason: "application_unknown" },
    );
    expect(reference).toMatchObject({ application: null, basis: null });
    expect(JSON.stringify(reference)).not.toContain("marker");
  });
});

describe("explainReference", () => {
  it("decides a refusal again, and says why", () => {
    const [first, second, third] = explainReference(aReference(OUTSIDER, refused), anExplainIndex());
    expect(first).toBe(
      "Reference 0123-4567-89AB-CDEF, of 2026-07-08 10:00 UTC: nothing was opened, `not_in_audience`.",
    );
    expect(second).toBe("They may not launch Treasury desk (`treasury`) as things are.");
    expect(third).toContain("They are not in its audience");
  });

  it("says what came after a decision that let them in", () => {
    const reference = aReference({}, { state: "failed", reason: "context_invalid" });
    const [, second, third] = explainReference(reference, anExplainIndex());
    expect(second).toBe(
      "The policy let them in; `context_invalid` came after that decision, which is below.",
    );
    expect(third).toMatch(/^They may launch Treasury desk/);
  });

  it("decides nothing by another policy", () => {
    const reference = aReference(OUTSIDER, refused);
    expect(explainReference(reference, anExplainIndex([], "another"))).toEqual([
      referenceSentence(reference),
      "It was decided by policy version 0123456789abcdef, and the policy at hand is version another: it was not decided again.",
    ]);
  });

  it("says that the application was unknown, or the record is gone", () => {
    const unknown = aReference({ application: "x" }, { state: "failed", reason: "application_unknown" });
    expect(explainReference(unknown, anExplainIndex())[1]).toBe(
      "The link named an application that the policy did not have.",
    );
    const gone = aReference({}, { state: "url_created" }, { launchId: "launch-7", basis: null });
    expect(explainReference(gone, anExplainIndex())).toEqual([
      "Reference 0123-4567-89AB-CDEF, of 2026-07-08 10:00 UTC: a streaming URL was made.",
      "The record of its launch, launch-7, is not to be found any more.",
    ]);
  });
});
