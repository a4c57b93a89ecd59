import { describe, expect, it } from "vitest";
import { explainForOperator } from "../../functions/operators/explain-for-operator.ts";
import { anExplainIndex } from "../support/explain-builders.ts";
import { anExplainStage, type ExplainStage, LUCIA, memoryArchive } from "../support/explain-stage.ts";

const ABOUT_ANA = {
  application: "treasury",
  principal: { identityProvider: "corporate", subject: "ana-7", groups: ["treasury"], country: "ES" },
};

function ask(stage: ExplainStage, input: unknown, asker = LUCIA) {
  return explainForOperator(stage, { asker, input, correlationId: "0123-4567-89AB-CDEF" });
}

describe("explainForOperator", () => {
  it("explains somebody made up, and writes down who asked about whom", async () => {
    const stage = anExplainStage();
    const explained = await ask(stage, ABOUT_ANA);
    expect(explained).toMatchObject({ ok: true, value: { data: { outcome: "permit", fleet: "madrid" } } });
    expect(stage.audit.events).toMatchObject([
      {
        ...{ event: "explained", outcome: "answered", application: "treasury", refusal: null },
        principal: { subject: "lucia-1" },
        about: { identityProvider: "corporate", subject: "ana-7" },
      },
    ]);
  });

  it("explains a launch, and writes down whose it was", async () => {
    const stage = anExplainStage();
    expect(await ask(stage, { launchId: "launch-7" })).toMatchObject({
      value: { data: { launch: { replayed: "same" } } },
    });
    expect(stage.audit.events).toMatchObject([{ launchId: "launch-7", about: { subject: "ana-7" } }]);
  });

  it("tells whoever has not the role nothing, and writes down that they asked", async () => {
    const stage = anExplainStage();
    const treasurer = { ...LUCIA, groups: ["treasury"] };
    expect(await ask(stage, { launchId: "launch-7" }, treasurer)).toStrictEqual({
      ok: false,
      error: { refusal: { reason: "not_an_operator", evidence: {} }, faults: [] },
    });
    expect(stage.audit.events).toMatchObject([
      { event: "explained", outcome: "refused", about: null, refusal: { reason: "not_an_operator" } },
    ]);
  });

  it("gives nobody the role where the policy names nobody", async () => {
    const index = anExplainIndex([[["operators"], {}]]);
    expect(await ask(anExplainStage({ index }), ABOUT_ANA)).toMatchObject({
      error: { refusal: { reason: "not_an_operator" } },
    });
  });

  it.each([undefined, null, [], { launchId: 7 }])("lists the faults of %j", async (input) => {
    const stage = anExplainStage();
    const declined = await ask(stage, input);
    expect(declined).toMatchObject({ error: { refusal: { reason: "explain_request_invalid" } } });
    expect(declined.ok || declined.error.faults.length).toBeGreaterThan(0);
    expect(stage.audit.events).toMatchObject([{ refusal: { reason: "explain_request_invalid" } }]);
  });

  it("tells a launch that is not there from one that nobody can say anything about", async () => {
    expect(await ask(anExplainStage(), { launchId: "launch-9" })).toMatchObject({
      error: { refusal: { reason: "launch_not_found" } },
    });
    const stage = anExplainStage({ archive: memoryArchive([], ["us-east-1", "eu-west-1"]) });
    expect(await ask(stage, { launchId: "launch-9" })).toMatchObject({
      error: {
        refusal: { reason: "launch_archive_unavailable", evidence: { regions: "us-east-1 eu-west-1" } },
      },
    });
    expect(stage.audit.events).toMatchObject([{ severity: "error", launchId: "launch-9" }]);
  });
});
