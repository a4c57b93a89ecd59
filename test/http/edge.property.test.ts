import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locate } from "../../functions/core/location.ts";
import { buildNetworkTable } from "../../functions/core/network-table.ts";
import { type EdgeTrust, readViewer } from "../../functions/http/edge.ts";
import { evidence } from "../support/core-builders.ts";
import { anEvent } from "../support/http-builders.ts";

const SECRET = "the-shared-secret-of-our-distribution";
const TRUST: EdgeTrust = { certificateSubject: "CN=edge", secrets: [SECRET], required: false };

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "ES",
    "XX",
    "90",
    "-180.5",
    "1e3",
    "0x10",
    "NaN",
    "\u0661",
    "192.0.2.1:443",
    "::1:443",
    ",",
  ),
);
const headers = fc.record(
  {
    "cloudfront-viewer-country": text,
    "cloudfront-viewer-city": text,
    "cloudfront-viewer-latitude": text,
    "cloudfront-viewer-longitude": text,
    "cloudfront-viewer-address": text,
    "x-forwarded-for": text,
    "x-streamgate-edge": text,
  },
  { requiredKeys: [] },
);

describe("readViewer", () => {
  it("reads any headers without throwing, and no place that is none", () => {
    fc.assert(
      fc.property(headers, (sent) => {
        const { edge } = readViewer(anEvent({ headers: { ...sent, "x-streamgate-edge": SECRET } }), TRUST);
        expect(edge?.country ?? "ES").toMatch(/^[A-Z]{2}$/);
        expect(Math.abs(edge?.coordinates?.latitude ?? 0)).toBeLessThanOrEqual(90);
        expect(Math.abs(edge?.coordinates?.longitude ?? 0)).toBeLessThanOrEqual(180);
      }),
      { numRuns: 500 },
    );
  });

  it("locates nobody by headers that are not of our edge", () => {
    const sources = ["edge", "network"] as const;
    const networks = { all: { ranges: ["192.0.2.0/24"], country: "ES", coordinates: null } };
    fc.assert(
      fc.property(headers, (sent) => {
        const { clientIp, edge } = readViewer(anEvent({ headers: sent }), TRUST);
        const found = locate(
          evidence({ clientIp, edge }),
          { sources, networks, default: null },
          buildNetworkTable(networks),
        );
        expect(found).toMatchObject({ provenance: "none", country: undefined, presentIn: undefined });
      }),
      { numRuns: 500 },
    );
  });
});
