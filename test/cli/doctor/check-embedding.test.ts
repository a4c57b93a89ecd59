import { describe, expect, it } from "vitest";
import { checkEmbedding } from "../../../cli/doctor/check-embedding.ts";
import { anAccountStack, findingsOf } from "../../support/account-facts.ts";
import type { Json } from "../../support/policies.ts";

const intranet: Json = {
  origins: ["https://intranet.example.com"],
  applications: ["treasury"],
  embeds: true,
};
const embedded = [
  [["portals"], { intranet }],
  [["embedding"], { script: "https://static.example.com/appstream_embed.js" }],
] as const;
const behindCustomDomains = [
  [["fleets", "ireland", "customDomain"], "stream-eu.example.com"],
  [["fleets", "frankfurt", "customDomain"], "stream-de.example.com"],
] as const;
const framed = {
  stack: anAccountStack({ embedHostDomains: ["stream.example.com", "intranet.example.com"] }),
};

describe("checkEmbedding", () => {
  it("has nothing to say where nothing is embedded", () => {
    expect(findingsOf(checkEmbedding)).toStrictEqual([]);
  });

  it("has nothing to say of stacks that our page and the portal's may frame, behind a custom domain", () => {
    const fleets = { ireland: framed, frankfurt: framed };
    expect(
      findingsOf(checkEmbedding, { policy: [...embedded, ...behindCustomDomains], fleets }),
    ).toStrictEqual([]);
  });

  it("faults a stack that keeps our page out, and leaves the fleets of other applications alone", () => {
    const stack = anAccountStack({ embedHostDomains: ["intranet.example.com"] });
    const fleets = { ireland: { stack }, frankfurt: framed };
    expect(
      findingsOf(checkEmbedding, { policy: [...embedded, ...behindCustomDomains], fleets }),
    ).toStrictEqual([
      "fault fleets.ireland.stack is embedded by a portal, and does not let stream.example.com frame it: add it to the stack's embed host domains",
    ]);
  });

  it("warns of a stack that keeps the portal's page out, which stands around ours", () => {
    const stack = anAccountStack({ embedHostDomains: ["stream.example.com"] });
    const fleets = { ireland: { stack }, frankfurt: framed };
    const policy = [...embedded, ...behindCustomDomains];
    const expected = [
      "warning fleets.ireland.stack is embedded by a portal, and does not let intranet.example.com frame it: add it to the stack's embed host domains",
    ];
    expect(findingsOf(checkEmbedding, { policy, fleets })).toStrictEqual(expected);
    // Also where nobody said which host is ours.
    const context = { origin: undefined };
    expect(findingsOf(checkEmbedding, { policy, fleets, context })).toStrictEqual(expected);
  });

  it("warns of a fleet whose cookies are a third party's", () => {
    const fleets = { ireland: framed, frankfurt: framed };
    expect(findingsOf(checkEmbedding, { policy: [...embedded], fleets })).toStrictEqual([
      expect.stringMatching(/^warning fleets\.ireland is embedded .* `customDomain`/),
      expect.stringMatching(/^warning fleets\.frankfurt is embedded/),
    ]);
  });

  it("says nothing of what it was not told", () => {
    const fleets = { ireland: { stack: undefined }, frankfurt: { stack: "not_found" as const } };
    expect(
      findingsOf(checkEmbedding, { policy: [...embedded, ...behindCustomDomains], fleets }),
    ).toStrictEqual([]);
  });
});
