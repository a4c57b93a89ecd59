import { describe, expect, it } from "vitest";
import { indexPolicy, type PolicyIndex } from "../../functions/core/policy-index.ts";
import type { PortalPolicy } from "../../functions/core/policy-portals.ts";
import {
  applicationsShownBy,
  mayReadState,
  mayUseLinkStudio,
  portalsBuiltBy,
} from "../../functions/core/portal-access.ts";
import { anApplication, aPolicy, aPrincipal } from "../support/core-builders.ts";

const INTRANET = "https://intranet.example.com";
const aPortal = (change: Partial<PortalPolicy> = {}): PortalPolicy => ({
  ...{ origins: [INTRANET], applications: ["atlas"], readsStates: true, embeds: false },
  team: { groups: ["web-team"], subjects: [] },
  ...change,
});
const indexOf = (portals?: Readonly<Record<string, PortalPolicy>>): PolicyIndex =>
  indexPolicy(
    aPolicy({
      applications: { atlas: anApplication(), globe: anApplication() },
      operators: { helpDesk: { groups: ["support"], subjects: [] } },
      ...(portals && { portals }),
    }),
    "v1",
  );
const idsFor = (index: PolicyIndex, ...groups: string[]): readonly string[] =>
  portalsBuiltBy(index, aPrincipal({ groups })).map(({ id }) => id);

describe("mayReadState", () => {
  it("lets a listed origin read the applications that its portal shows", () => {
    const index = indexOf({ intranet: aPortal() });
    expect(mayReadState(index, INTRANET, "atlas")).toBe(true);
    expect(mayReadState(index, INTRANET, "globe")).toBe(false);
    expect(mayReadState(indexOf({ intranet: aPortal({ applications: null }) }), INTRANET, "globe")).toBe(
      true,
    );
  });

  it.each([
    undefined,
    "null",
    "",
    "https://intranet.example.com.evil.example",
    "https://INTRANET.example.com",
    "http://intranet.example.com",
    "https://intranet.example.com:8443",
    "https://intranet.example.com/",
  ])("lets the origin %j read nothing", (origin) => {
    expect(mayReadState(indexOf({ intranet: aPortal() }), origin, "atlas")).toBe(false);
  });

  it("lets nobody read where the portal may not, or there is none", () => {
    expect(mayReadState(indexOf({ intranet: aPortal({ readsStates: false }) }), INTRANET, "atlas")).toBe(
      false,
    );
    expect(mayReadState(indexOf(), INTRANET, "atlas")).toBe(false);
  });
});

describe("portalsBuiltBy", () => {
  const index = indexOf({
    intranet: aPortal(),
    wiki: aPortal({ team: { groups: ["wiki-team"], subjects: [] } }),
    nobodys: aPortal({ team: { groups: [], subjects: [] } }),
  });

  it("gives a team its own portal, the help desk all, and everybody else none", () => {
    expect(idsFor(index, "web-team")).toEqual(["intranet"]);
    expect(idsFor(index, "support")).toEqual(["intranet", "wiki", "nobodys"]);
    expect(idsFor(index, "staff")).toEqual([]);
  });

  it("opens the link studio to whoever builds some portal, and to the help desk without any", () => {
    const mayUse = (of: PolicyIndex, group: string): boolean =>
      mayUseLinkStudio(of, aPrincipal({ groups: [group] }));
    expect(["web-team", "support", "staff"].map((group) => mayUse(index, group))).toEqual([
      true,
      true,
      false,
    ]);
    expect(["web-team", "support"].map((group) => mayUse(indexOf(), group))).toEqual([false, true]);
  });

  it("has the groups of teams remembered at sign-in", () => {
    expect(index.knownGroups).toContain("wiki-team");
  });
});

describe("applicationsShownBy", () => {
  it("lists what the portal shows, in policy order", () => {
    const shown = (applications: readonly string[] | null): readonly string[] => {
      const index = indexOf({ intranet: aPortal({ applications }) });
      return index.portals.flatMap((portal) => applicationsShownBy(portal, index).map(({ id }) => id));
    };
    expect(shown(["globe"])).toEqual(["globe"]);
    expect(shown(null)).toEqual(["atlas", "globe"]);
  });
});
