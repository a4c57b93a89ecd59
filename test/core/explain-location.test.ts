import { describe, expect, it } from "vitest";
import { hintSentences, locationData, locationSentences } from "../../functions/core/explain-location.ts";
import type { UserLocation } from "../../functions/core/location.ts";
import { anExplainIndex, anExplanation } from "../support/explain-builders.ts";

function sentencesOf(change: Partial<UserLocation>): readonly string[] {
  return locationSentences(
    locationData({
      ...{ country: undefined, coordinates: undefined, provenance: "none", network: undefined },
      ...{ presentIn: undefined, home: undefined, wallCountry: undefined, considered: [] },
      ...change,
    }),
  );
}

describe("locationSentences", () => {
  it("says that a place is not known", () => {
    expect(sentencesOf({})).toStrictEqual(["It is not known where they are."]);
  });

  it("says of an assumed country that it proves nothing", () => {
    expect(sentencesOf({ country: "ES", provenance: "default" })).toStrictEqual([
      "They are taken to be in Spain (ES): nothing says where they are, and the policy assumes it; an assumption satisfies no rule.",
    ]);
  });

  it("says what was looked at before and why it did not count", () => {
    const considered = [
      { source: "claim", outcome: "unknown_country" },
      { source: "network", outcome: "absent" },
      { source: "edge", outcome: "untrusted" },
    ] as const;
    expect(sentencesOf({ considered })).toContain(
      "Looked at before: the identity provider's claim (a country that does not exist), the policy's networks (nothing of them) and the edge (not believed, since the request did not come through it).",
    );
  });

  it("says the network, and not twice where that is", () => {
    const here = { country: "ES", provenance: "network", network: "madrid-office", presentIn: "ES" } as const;
    expect(sentencesOf(here)).toStrictEqual([
      "They are taken to be in Spain (ES): their address is in a network of the policy that is there.",
      "Their address belongs to the network `madrid-office`.",
    ]);
  });

  it("says of a claim that the connection bears it out", () => {
    expect(sentencesOf({ country: "ES", provenance: "claim", presentIn: "ES" })).toContain(
      "Their connection comes from Spain (ES).",
    );
  });
});

describe("hintSentences", () => {
  const index = anExplainIndex([
    [
      ["location", "homeRegions"],
      {
        subjects: [{ identityProvider: "corporate", subject: "ana-7", region: "eu-west-1" }],
        groups: [{ group: "treasury", region: "us-east-1" }],
      },
    ],
  ]);

  it("says the home Region, by whose word, and that it opens nothing", () => {
    expect(anExplanation({ index }).sentences).toContain(
      "Their home Region is eu-west-1 (Dublin): the policy says so of them. It orders fleets and opens none.",
    );
    expect(anExplanation({ index, person: { subject: "bea-1" } }).data.homeRegion).toStrictEqual({
      region: "us-east-1",
      by: "group",
    });
  });

  it("says what the browser measured", () => {
    const measured = [
      { region: "eu-west-1", milliseconds: 23 },
      { region: "us-east-1", milliseconds: 110 },
    ];
    expect(hintSentences({ homeRegion: null, measured })).toStrictEqual([
      "Their browser measured 23 ms to eu-west-1 (Dublin) and 110 ms to us-east-1 (Northern Virginia). That orders fleets and opens none.",
    ]);
  });
});

describe("wallSentences", () => {
  it("says of walls that follow the home whose home that is", () => {
    const index = anExplainIndex([[["residency", "follows"], "home"]]);
    const { sentences, data } = anExplanation({
      index,
      person: { country: "MX" },
      supposed: { connectedFrom: "FR" },
    });
    expect(sentences).toContain(
      "They are taken to be in France (FR): the edge in front of the broker says so of their connection.",
    );
    expect(sentences).toContain(
      "The policy's walls follow the home: for them it counts that they live in Mexico (MX).",
    );
    expect(data.candidates[0]).toMatchObject({ fleet: "virginia", kept: true });
  });

  it("says of a wall around everybody that it covers everybody", () => {
    const index = anExplainIndex([[["residency", "walls"], [{ id: "all", jurisdictions: ["EU"] }]]]);
    expect(anExplanation({ index }).sentences).toContain(
      "The wall `all` lets them use fleets in `EU` only: it covers everybody.",
    );
  });

  it("says that a wall stands around whoever's country is not proven", () => {
    const { sentences, data } = anExplanation({ person: { country: undefined } });
    expect(sentences).toContain(
      "The wall `eu-only` lets them use fleets in `EU` only: it covers whoever's country is not proven.",
    );
    expect(data.walls.map(({ covers }) => covers)).toStrictEqual([true, true]);
  });
});
