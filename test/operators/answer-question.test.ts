import { describe, expect, it } from "vitest";
import { answerQuestion } from "../../functions/operators/answer-question.ts";
import type { FleetWatch } from "../../functions/ports.ts";
import { anExplainIndex, aPerson, aStatus, NOON } from "../support/explain-builders.ts";
import { memoryArchive } from "../support/explain-stage.ts";

/** Says of every fleet that it is full, and remembers which it was asked about. */
function fullWatch(asked: string[][]): FleetWatch {
  return {
    async observe(fleets) {
      asked.push(fleets.map(({ id }) => id));
      const full = aStatus({ freePlaces: 0 });
      return { fleets: new Map(fleets.map(({ id }) => [id, full])), drains: new Map() };
    },
  };
}

function ask(application: string, watch?: FleetWatch) {
  const ports = { index: anExplainIndex(), archive: memoryArchive(), now: () => NOON * 1_000, watch };
  return answerQuestion(ports, { about: { kind: "person", application, person: aPerson() }, supposed: {} });
}

describe("answerQuestion", () => {
  it("asks AppStream of the application's fleets where it may, overflow included", async () => {
    const asked: string[][] = [];
    expect(await ask("treasury", fullWatch(asked))).toMatchObject({
      value: { explanation: { data: { outcome: "wait" } } },
    });
    expect(asked).toStrictEqual([["madrid", "dublin", "virginia", "oregon"]]);
  });

  it("asks nothing of an application that the policy does not have", async () => {
    const asked: string[][] = [];
    expect(await ask("atlas", fullWatch(asked))).toMatchObject({
      value: { explanation: { data: { refusal: { reason: "application_unknown" } } } },
    });
    expect(asked).toStrictEqual([]);
  });

  it("says of each fleet that its places are not known where AppStream is not asked", async () => {
    const answer = await ask("treasury");
    const text = JSON.stringify(answer.ok && answer.value.explanation.sentences);
    expect(text).toContain("how many places are free is not known");
  });
});
