import { describe, expect, it } from "vitest";
import { isShownBy } from "../../functions/core/policy-portals.ts";
import { withValue } from "../support/policies.ts";
import { policyOf } from "../support/policy-issues.ts";

const INTRANET = { origins: ["https://intranet.example.com"] };

describe("portals", () => {
  it("read nothing, frame nothing and have no team where that is left out", () => {
    const portals = policyOf(withValue(["portals"], { intranet: INTRANET })).portals;
    expect(portals).toStrictEqual({
      intranet: {
        ...INTRANET,
        applications: null,
        readsStates: false,
        embeds: false,
        team: { groups: [], groupsByProvider: {}, subjects: [] },
      },
    });
  });

  it.each([
    "https://intranet.example.com/",
    "https://Intranet.example.com",
    "https://intranet.example.com:443",
    "https://user@intranet.example.com",
    "https://*.example.com/x",
    "https://*.example.com",
    "https://a.example.com;script-src",
    "https://a.example.com,https://b.example.com",
    "https://a'b.example.com",
    "intranet.example.com",
    "null",
    "file:///etc",
  ])("refuse the origin %s", (origin) => {
    expect(() => policyOf(withValue(["portals"], { intranet: { origins: [origin] } }))).toThrow(
      "must be an origin",
    );
  });

  it("refuse a portal without an origin", () => {
    expect(() => policyOf(withValue(["portals"], { intranet: { origins: [] } }))).toThrow();
  });
});

describe("isShownBy", () => {
  const portal = { ...INTRANET, readsStates: true, embeds: true, team: { groups: [], subjects: [] } };

  it("shows everything, or what is listed", () => {
    expect(isShownBy({ ...portal, applications: null }, "treasury")).toBe(true);
    expect(isShownBy({ ...portal, applications: ["treasury"] }, "treasury")).toBe(true);
    expect(isShownBy({ ...portal, applications: ["design"] }, "treasury")).toBe(false);
    expect(isShownBy({ ...portal, applications: [] }, "treasury")).toBe(false);
  });
});
