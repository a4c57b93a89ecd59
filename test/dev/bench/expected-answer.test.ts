import { describe, expect, it } from "vitest";
import { answersWith, redirectTo, requireAnswer } from "../../../dev/bench/expected-answer.ts";

describe("requireAnswer", () => {
  const expected = redirectTo(/^\/launch\//);
  const answer = (statusCode: number, location?: string) =>
    JSON.stringify({ statusCode, headers: { location } });

  it("lets a redirect to the expected place pass", () => {
    expect(() => requireAnswer({ name: "ours", expected }, answer(303, "/launch/a"))).not.toThrow();
  });

  it.each([
    ["leads elsewhere", answer(303, "/login/a")],
    ["is no redirect", answer(200, "/launch/a")],
    ["is an error", '{"statusCode":500}'],
  ])("throws with what was answered where it %s", (_what, given) => {
    expect(() => requireAnswer({ name: "ours", expected }, given)).toThrow(
      `ours did not redirect to ^\\/launch\\/: ${given}`,
    );
  });

  it("looks for a text where that is expected", () => {
    const gone = { name: "ours", expected: answersWith(/"statusCode":404/) };
    expect(() => requireAnswer(gone, answer(404))).not.toThrow();
    expect(() => requireAnswer(gone, answer(200))).toThrow("ours did not answer with");
  });
});
