import { describe, expect, it } from "vitest";
import { countryCentre } from "../../functions/core/countries.ts";
import { type LocationEvidence, locate } from "../../functions/core/location.ts";
import { buildNetworkTable } from "../../functions/core/network-table.ts";
import type { LocationPolicy } from "../../functions/core/policy.ts";
import { evidence } from "../support/core-builders.ts";

const CAMPUS = { latitude: 41.4, longitude: 2.2 };
const EDGE_PLACE = { latitude: 48.1, longitude: 11.6 };

const policy: LocationPolicy = {
  sources: ["claim", "network", "edge"],
  networks: {
    campus: { ranges: ["192.0.2.0/24", "2001:db8:1::/48"], country: "ES", coordinates: CAMPUS },
    branch: { ranges: ["198.51.100.0/24"], country: "MX", coordinates: null },
    nowhere: { ranges: ["203.0.113.0/24"], country: "ZZ", coordinates: CAMPUS },
  },
  default: null,
};

const trustedEdge = { trusted: true, country: "DE", coordinates: EDGE_PLACE };
const EVERYTHING = evidence({ claimCountry: "FR", clientIp: "192.0.2.7", edge: trustedEdge });

const find = (
  given: LocationEvidence,
  deviation: Partial<LocationPolicy> = {},
  follows?: "location" | "home",
) => {
  const located = { ...policy, ...deviation };
  return locate(given, located, buildNetworkTable(located.networks), follows);
};

describe("locate", () => {
  it("uses the first source that says something", () => {
    expect(find(EVERYTHING)).toStrictEqual({
      country: "FR",
      coordinates: countryCentre("FR"),
      provenance: "claim",
      network: "campus",
      presentIn: "ES",
      home: "FR",
      wallCountry: "FR",
      considered: [{ source: "claim", outcome: "used" }],
    });
  });

  it.each([
    [["claim", "edge", "network"], "claim", "FR"],
    [["network", "claim", "edge"], "network", "ES"],
    [["network", "edge", "claim"], "network", "ES"],
    [["edge", "claim", "network"], "edge", "DE"],
    [["edge", "network", "claim"], "edge", "DE"],
  ] as const)("follows the policy's order %j", (sources, provenance, country) => {
    expect(find(EVERYTHING, { sources })).toMatchObject({
      provenance,
      country,
      considered: [{ source: provenance, outcome: "used" }],
    });
  });

  it("falls through what is absent and says so", () => {
    expect(find(evidence({ edge: trustedEdge }))).toStrictEqual({
      country: "DE",
      coordinates: EDGE_PLACE,
      provenance: "edge",
      network: undefined,
      presentIn: "DE",
      home: undefined,
      wallCountry: "DE",
      considered: [
        { source: "claim", outcome: "absent" },
        { source: "network", outcome: "absent" },
        { source: "edge", outcome: "used" },
      ],
    });
  });

  it("listens to no source that the policy leaves out", () => {
    expect(find(EVERYTHING, { sources: [] })).toStrictEqual({
      country: undefined,
      coordinates: undefined,
      provenance: "none",
      network: "campus",
      presentIn: "ES",
      home: undefined,
      wallCountry: undefined,
      considered: [],
    });
  });

  it("finds nothing without evidence and without a default", () => {
    expect(find(evidence())).toStrictEqual({
      country: undefined,
      coordinates: undefined,
      provenance: "none",
      network: undefined,
      presentIn: undefined,
      home: undefined,
      wallCountry: undefined,
      considered: [
        { source: "claim", outcome: "absent" },
        { source: "network", outcome: "absent" },
        { source: "edge", outcome: "absent" },
      ],
    });
  });

  it("falls back to the policy's default last and says that it did", () => {
    expect(find(evidence(), { sources: ["claim"], default: { country: "PT" } })).toStrictEqual({
      country: "PT",
      coordinates: countryCentre("PT"),
      provenance: "default",
      network: undefined,
      presentIn: undefined,
      home: undefined,
      wallCountry: undefined,
      considered: [
        { source: "claim", outcome: "absent" },
        { source: "default", outcome: "used" },
      ],
    });
  });

  it("prefers any evidence to the default", () => {
    const found = find(evidence({ clientIp: "198.51.100.9" }), { default: { country: "PT" } });
    expect(found).toMatchObject({ country: "MX", provenance: "network" });
  });

  describe("from a claim", () => {
    it.each(["ZZ", "UK", "fr", "", "FRA", "Francia"])("skips %j, which is no country", (claimCountry) => {
      const found = find({ ...EVERYTHING, claimCountry });
      expect(found).toMatchObject({ country: "ES", provenance: "network" });
      expect(found.considered).toStrictEqual([
        { source: "claim", outcome: "unknown_country" },
        { source: "network", outcome: "used" },
      ]);
    });
  });

  describe("from a network", () => {
    it("puts the person at the network's coordinates, not at the country's centre", () => {
      expect(find(evidence({ clientIp: "192.0.2.255" }))).toMatchObject({
        country: "ES",
        coordinates: CAMPUS,
        provenance: "network",
        network: "campus",
      });
    });

    it("puts the person at the country's centre where the network has no coordinates", () => {
      expect(find(evidence({ clientIp: "198.51.100.9" }))).toMatchObject({
        country: "MX",
        coordinates: countryCentre("MX"),
        network: "branch",
      });
    });

    it("reads IPv6 and IPv4 carried in IPv6", () => {
      expect(find(evidence({ clientIp: "2001:db8:1::7" })).network).toBe("campus");
      expect(find(evidence({ clientIp: "::ffff:192.0.2.7" })).network).toBe("campus");
    });

    it.each(["203.0.114.1", "unknown", ""])("finds none for the address %j", (clientIp) => {
      expect(find(evidence({ clientIp }))).toMatchObject({ provenance: "none", network: undefined });
    });

    it("finds none for an address outside, whatever the networks are called", () => {
      const networks = { undefined: { ranges: ["192.0.2.0/24"], country: "ES", coordinates: null } };
      expect(find(evidence({ clientIp: "203.0.114.1" }), { networks })).toMatchObject({ provenance: "none" });
      expect(find(evidence(), { networks })).toMatchObject({ provenance: "none" });
    });

    it("skips a network whose country is none, and still names the network", () => {
      const found = find(evidence({ clientIp: "203.0.113.1", edge: trustedEdge }));
      expect(found).toMatchObject({ country: "DE", coordinates: EDGE_PLACE, network: "nowhere" });
      expect(found.considered[1]).toStrictEqual({ source: "network", outcome: "unknown_country" });
    });

    it("names the network whichever source won", () => {
      const found = find({ ...EVERYTHING, claimCountry: "MX" });
      expect(found).toMatchObject({ country: "MX", provenance: "claim", network: "campus" });
      expect(found.coordinates).toStrictEqual(countryCentre("MX"));
    });
  });

  describe("from the edge", () => {
    it("uses the country's centre where the edge gives no coordinates", () => {
      const edge = { trusted: true, country: "DE", coordinates: undefined };
      expect(find(evidence({ edge })).coordinates).toStrictEqual(countryCentre("DE"));
    });

    it("says absent where a trusted edge names no country, coordinates or not", () => {
      const edge = { trusted: true, country: undefined, coordinates: EDGE_PLACE };
      const found = find(evidence({ edge }));
      expect(found).toMatchObject({ provenance: "none", coordinates: undefined });
      expect(found.considered.at(-1)).toStrictEqual({ source: "edge", outcome: "absent" });
    });

    it("skips a country that a trusted edge names and that is none", () => {
      const found = find(evidence({ edge: { ...trustedEdge, country: "T1" } }));
      expect(found).toMatchObject({ provenance: "none", country: undefined, coordinates: undefined });
      expect(found.considered.at(-1)).toStrictEqual({ source: "edge", outcome: "unknown_country" });
    });

    it("never counts a header that is not of our own edge, even where it is the only source", () => {
      const edge = { ...trustedEdge, trusted: false };
      expect(find(evidence({ edge }), { sources: ["edge"] })).toStrictEqual({
        country: undefined,
        coordinates: undefined,
        provenance: "none",
        network: undefined,
        presentIn: undefined,
        home: undefined,
        wallCountry: undefined,
        considered: [{ source: "edge", outcome: "untrusted" }],
      });
    });

    it("prefers the default to a header that is not of our own edge", () => {
      const edge = { ...trustedEdge, trusted: false };
      expect(find(evidence({ edge }), { sources: ["edge"], default: { country: "PT" } })).toMatchObject({
        country: "PT",
        coordinates: countryCentre("PT"),
        provenance: "default",
        considered: [
          { source: "edge", outcome: "untrusted" },
          { source: "default", outcome: "used" },
        ],
      });
    });

    it("says untrusted even of a header that names no country", () => {
      const edge = { trusted: false, country: undefined, coordinates: undefined };
      expect(find(evidence({ edge }), { sources: ["edge"] }).considered).toStrictEqual([
        { source: "edge", outcome: "untrusted" },
      ]);
    });
  });

  describe("from an IP database", () => {
    const fromDatabase = (databaseCountry: string | undefined) =>
      find(evidence({ databaseCountry, clientIp: "203.0.114.1" }), { sources: ["claim", "ip_database"] });

    it("puts the person, and the connection, into the country of the address", () => {
      expect(fromDatabase("PT")).toMatchObject({
        country: "PT",
        coordinates: countryCentre("PT"),
        provenance: "ip_database",
        presentIn: "PT",
      });
    });

    it.each([
      ["absent", undefined],
      ["unknown_country", "XK"],
      ["unknown_country", "pt"],
    ] as const)("says %s of %j", (outcome, country) => {
      const found = fromDatabase(country);
      expect(found).toMatchObject({ provenance: "none", presentIn: undefined });
      expect(found.considered.at(-1)).toStrictEqual({ source: "ip_database", outcome });
    });

    it("proves no presence where the policy does not name it", () => {
      const found = find(evidence({ databaseCountry: "PT" }), { sources: ["claim", "network", "edge"] });
      expect(found).toMatchObject({ provenance: "none", presentIn: undefined });
    });

    it.each([
      ["a network", evidence({ databaseCountry: "PT", clientIp: "192.0.2.7", edge: trustedEdge }), "ES"],
      ["a trusted edge", evidence({ databaseCountry: "PT", edge: trustedEdge }), "DE"],
    ])("is heard about presence after %s, whatever the order of the sources", (_case, given, presentIn) => {
      const found = find(given, { sources: ["ip_database", "edge", "network"] });
      expect(found).toMatchObject({ country: "PT", provenance: "ip_database", presentIn });
    });

    it("is heard about presence before an edge that is not ours or does not know", () => {
      const sources = ["edge", "ip_database"] as const;
      for (const edge of [
        { ...trustedEdge, trusted: false },
        { ...trustedEdge, country: "XX" },
      ]) {
        expect(find(evidence({ databaseCountry: "PT", edge }), { sources }).presentIn).toBe("PT");
      }
    });
  });

  describe("where walls follow home", () => {
    const atHome = (given: LocationEvidence, deviation: Partial<LocationPolicy> = {}) =>
      find(given, deviation, "home");

    it("finds the person where they are, and keeps where they live for the walls", () => {
      expect(atHome(EVERYTHING)).toMatchObject({
        country: "ES",
        coordinates: CAMPUS,
        provenance: "network",
        home: "FR",
        wallCountry: "FR",
      });
      const abroad = evidence({ claimCountry: "MX", edge: trustedEdge });
      expect(atHome(abroad)).toMatchObject({ country: "DE", home: "MX", wallCountry: "MX" });
    });

    it("puts the person at home where nothing says anything else", () => {
      expect(atHome(evidence({ claimCountry: "MX" }))).toMatchObject({
        country: "MX",
        provenance: "claim",
        wallCountry: "MX",
      });
    });

    it("has no country for the walls where no home is known, wherever the person is", () => {
      for (const claimCountry of [undefined, "ZZ", "mx"]) {
        const found = atHome(evidence({ claimCountry, edge: trustedEdge }), { default: { country: "PT" } });
        expect(found).toMatchObject({ country: "DE", home: undefined, wallCountry: undefined });
      }
      const unheard = atHome(EVERYTHING, { sources: ["network", "edge"] });
      expect(unheard).toMatchObject({ country: "ES", home: undefined, wallCountry: undefined });
    });
  });

  it("asks the walls about the place by default, and never about the policy's default", () => {
    expect(
      find(evidence({ claimCountry: "MX", edge: trustedEdge }), { sources: ["edge", "claim"] }),
    ).toMatchObject({ home: "MX", wallCountry: "DE" });
    expect(find(evidence(), { default: { country: "PT" } })).toMatchObject({
      country: "PT",
      wallCountry: undefined,
    });
  });

  it.each([
    [["claim", "edge"], undefined, trustedEdge, "DE"],
    [["claim", "edge"], "192.0.2.7", trustedEdge, "ES"],
    [["claim", "edge"], undefined, { ...trustedEdge, trusted: false }, undefined],
    [["claim"], undefined, trustedEdge, undefined],
    [["edge"], undefined, { ...trustedEdge, country: "XX" }, undefined],
    [["edge"], "203.0.113.1", trustedEdge, "DE"],
  ] as const)("with sources %j and address %s finds the connection in a country proved there", (...row) => {
    const [sources, clientIp, edge, presentIn] = row;
    expect(find(evidence({ claimCountry: "FR", clientIp, edge }), { sources }).presentIn).toBe(presentIn);
  });
});
