import { describe, expect, it } from "vitest";
import type { Json } from "../../support/policies.ts";
import { aFleet, type Change, deploymentWith, issuesOf, policyWith } from "./deployments.ts";

const EMBEDDING: Change = [["embedding"], { script: "https://static.example.com/appstream_embed.js" }];
const BOTH = ["https://stream.example.com", "https://portal.example.com"];

function portal(origins: readonly string[], applications: readonly string[] = ["designer"]): Json {
  return { origins: [...origins], applications: [...applications], embeds: true };
}

/** `design` is the second fleet of the file, with what it lets frame its streams. */
function issues(embedDomains: readonly string[], portals: Json, ...policy: readonly Change[]) {
  const deployment = deploymentWith([["streaming", "fleets", 1, "embedDomains"], [...embedDomains]]);
  return issuesOf(deployment, policyWith(EMBEDDING, [["portals"], portals], ...policy));
}

const intranet = { intranet: portal(["https://portal.example.com"]) };

describe("checkEmbedding", () => {
  it("takes a fleet that lets the broker's page and the portal's hold its streams", () => {
    expect(issues(BOTH, intranet)).toStrictEqual([]);
    expect(issues([...BOTH, "https://other.example.com"], intranet)).toStrictEqual([]);
  });

  it.each([
    ["neither", [], BOTH],
    ["the portal alone", ["https://portal.example.com"], BOTH.toReversed()],
    ["the broker alone", ["https://stream.example.com"], BOTH],
  ])("refuses one that names %s, and says what to write", (_, declared, all) => {
    expect(issues(declared, intranet)).toStrictEqual([
      `streaming.fleets.1.embedDomains must have the broker's page and the portals' pages that embed \`design\` by the policy; write [${all.join(", ")}]`,
    ]);
  });

  it("wants the pages of all portals that embed it, each host once and without a port", () => {
    const portals = {
      ...intranet,
      wiki: portal(["https://wiki.example.com:8443", "https://wiki.example.com"]),
      buttons: { origins: ["https://buttons.example.com"] },
    };
    expect(issues(BOTH, portals)).toStrictEqual([
      expect.stringContaining(`write [${BOTH.join(", ")}, https://wiki.example.com]`),
    ]);
  });

  it("leaves alone fleets that are embedded nowhere, and those that somebody else runs", () => {
    expect(issues([], {})).toStrictEqual([]);
    const elsewhere: Change = [
      ["fleets", "theirs"],
      { region: "us-east-1", stack: "x", fleet: "x", jurisdiction: "US" },
    ];
    const launched: Change = [["applications", "designer", "fleets"], ["theirs"]];
    expect(issues([], intranet, elsewhere, launched)).toStrictEqual([]);
  });

  it("asks the original for its copies", () => {
    const copied = { ...aFleet("finance", "ireland"), copies: [{ fleet: "design", network: "virginia" }] };
    const deployment = deploymentWith([["streaming", "fleets"], [copied]]);
    expect(issuesOf(deployment, policyWith(EMBEDDING, [["portals"], intranet]))).toStrictEqual([
      expect.stringMatching(
        /^streaming\.fleets\.0\.embedDomains must have .* embed `design` by the policy; write /,
      ),
    ]);
  });
});
