import { describe, expect, it } from "vitest";
import { checkApplicationNames } from "../../../cli/doctor/check-application-names.ts";
import { anAccountFleet, findingsOf } from "../../support/account-facts.ts";
import type { Json } from "../../support/policies.ts";

const overflow: [string[], Json][] = [
  [["applications", "design", "fleets"], ["dublin"]],
  [["applications", "design", "overflow"], { fleets: ["virginia"] }],
];

describe("checkApplicationNames", () => {
  it("has nothing to say where every fleet has the application", () => {
    expect(findingsOf(checkApplicationNames, { policy: overflow })).toStrictEqual([]);
  });

  it("names the fleet of the candidates that calls it otherwise", () => {
    const frankfurt = { applications: ["treasury", "Chrome"] };
    expect(findingsOf(checkApplicationNames, { fleets: { frankfurt } })).toStrictEqual([
      "fault applications.treasury.fleets.1 `frankfurt` cannot start `Treasury`; its image has: `treasury`, `Chrome`; " +
        "did you mean `treasury`?",
    ]);
  });

  it("looks at overflow, and at what is associated with an Elastic fleet", () => {
    const virginia = { fleet: anAccountFleet({ isElastic: true }), applications: [] };
    expect(findingsOf(checkApplicationNames, { policy: overflow, fleets: { virginia } })).toStrictEqual([
      "fault applications.design.overflow.fleets.0 `virginia` cannot start `Designer`; associated with it are: none",
    ]);
  });

  it("leaves desktops and what is not known alone", () => {
    const desktops: [string[], Json][] = [
      [["fleets", "ireland", "streamView"], "desktop"],
      [["fleets", "frankfurt", "streamView"], "desktop"],
      [["applications", "treasury", "appstreamApplication"], "Desktop"],
    ];
    const ireland = { applications: [] };
    expect(findingsOf(checkApplicationNames, { policy: desktops, fleets: { ireland } })).toStrictEqual([]);
    const unknown = { applications: undefined };
    expect(findingsOf(checkApplicationNames, { fleets: { ireland: unknown } })).toStrictEqual([]);
  });
});
