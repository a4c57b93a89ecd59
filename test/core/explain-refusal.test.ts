import { describe, expect, it } from "vitest";
import { refusalSentence } from "../../functions/core/explain-refusal.ts";
import { anExplainIndex, anExplanation, aStatus, NOON, type Question } from "../support/explain-builders.ts";
import type { Json } from "../support/policies.ts";

function conditions(value: Json): Question {
  return { index: anExplainIndex([[["applications", "treasury", "conditions"], value]]) };
}

/** The second sentence: why not. */
function why(question: Question): string | undefined {
  const { sentences, data } = anExplanation(question);
  expect(data.outcome).toBe("refuse");
  return sentences[data.supposed.length === 0 ? 1 : 2];
}

describe("refusalSentence", () => {
  it("says of a missing second factor that nothing proves one", () => {
    expect(why({ ...conditions({ mfa: true }), supposed: { mfa: false } })).toBe(
      "It asks for a second factor, and nothing proves that their sign-in had one.",
    );
  });

  it("says which networks it may be used from, and which one they are in", () => {
    const office = conditions({ networks: ["madrid-office"] });
    expect(why({ ...office, supposed: { network: "paris-office" } })).toBe(
      "It may be used from `madrid-office` only, and their address is in `paris-office`.",
    );
    expect(why(office)).toBe(
      "It may be used from `madrid-office` only, and their address is in no network that the policy names.",
    );
  });

  it("says which countries it may be used from, and from which they come", () => {
    const spain = conditions({ countries: ["ES", "PT"] });
    expect(why({ ...spain, supposed: { connectedFrom: "FR" } })).toBe(
      "It may be used from Spain (ES) and Portugal (PT) only, and their connection comes from France (FR).",
    );
    expect(why(spain)).toBe(
      "It may be used from Spain (ES) and Portugal (PT) only, and no network or trusted edge says where their connection comes from.",
    );
  });

  it("says when it is open, and what time it is", () => {
    const hours = { timeZone: "Europe/Madrid", days: ["mon", "tue"], from: "08:00", until: "18:00" };
    expect(why(conditions({ hours }))).toBe(
      "It is open on mon, tue from 08:00 to 18:00 (Europe/Madrid), and this is 2026-07-08 10:00 UTC.",
    );
  });

  it("says that walls leave nothing", () => {
    expect(why({ person: { country: undefined } })).toBe(
      "Every fleet of it is outside a wall that stands around them.",
    );
  });

  it("says that somebody has to look after the fleets", () => {
    const stopped = aStatus({ state: "stopped" });
    const fleets = new Map(["madrid", "dublin"].map((id) => [id, stopped]));
    expect(why({ situation: { fleets } })).toContain("somebody has to look after them.");
  });

  it("says that only their own browser can be sent where federation leads", () => {
    const facts = { ...{ at: NOON, applicationId: "treasury", application: undefined }, evidence: {} };
    const principal = { identityProvider: "corporate", groups: [] };
    expect(refusalSentence("no_streaming_url", { ...facts, principal })).toContain(
      "they can open it at its own link.",
    );
  });

  it("says that all is in maintenance", () => {
    const drain = { owner: "desktop team", reason: "new image", until: NOON + 3_600 };
    const drains = new Map(["madrid", "dublin"].map((id) => [id, drain]));
    expect(why({ situation: { drains } })).toBe("Every fleet that they may use is in maintenance.");
  });

  it.each<readonly [Json, string]>([
    [{}, "nobody"],
    [{ groupsByProvider: { corporate: ["a", "b"] } }, "`a` of corporate and `b` of corporate"],
    [
      { groups: ["a"], subjects: [{ identityProvider: "corporate", subject: "x" }] },
      "`a` and one person by name",
    ],
    [
      { subjects: ["x", "y"].map((subject) => ({ identityProvider: "corporate", subject })) },
      "2 people by name",
    ],
  ])("says of the audience %o that it is %s, and names nobody", (audience, text) => {
    const index = anExplainIndex([[["applications", "treasury", "audience"], audience]]);
    expect(why({ index, person: { groups: [] } })).toBe(
      `They are not in its audience, which is ${text}; corporate names no group of theirs that the policy knows.`,
    );
  });

  it("has words where the policy at hand lacks the application", () => {
    const facts = {
      ...{ at: NOON, applicationId: "atlas", application: undefined },
      ...{ principal: { identityProvider: "corporate", groups: [] }, evidence: { network: null } },
    };
    expect(refusalSentence("not_in_audience", facts)).toContain("which is nobody;");
    expect(refusalSentence("network_not_allowed", facts)).toContain("from nowhere only");
  });
});

describe("refusalSentence: approvals", () => {
  it("says that a table that did not answer keeps it closed", () => {
    const index = anExplainIndex();
    const application = index.applications.get("treasury");
    const principal = { identityProvider: "corporate", groups: [] };
    expect(
      refusalSentence("approval_store_unavailable", {
        ...{ at: NOON, applicationId: "treasury", application, principal, evidence: {} },
      }),
    ).toBe("It opens only with an approval, and the table of approvals did not answer: it stays closed.");
  });
});
