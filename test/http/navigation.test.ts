import { describe, expect, it } from "vitest";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import { navigationFor } from "../../functions/http/navigation.ts";
import { aPolicy, aPrincipal } from "../support/http-builders.ts";

const ENGLISH = { languages: ["en"] };

function hrefs(groups: readonly string[], change: Parameters<typeof aPolicy>[0] = {}): readonly string[] {
  const operators = { helpDesk: { groups: ["desk"], subjects: [] } };
  const index = indexPolicy(aPolicy({ operators, ...change }), "1");
  return navigationFor(ENGLISH, index, aPrincipal({ groups }), "applications").map(({ href }) => href);
}

describe("navigationFor", () => {
  it("leads everybody to their applications and sessions, and the help desk further", () => {
    expect(hrefs([])).toEqual(["/", "/sessions"]);
    expect(hrefs(["desk"])).toEqual(["/", "/sessions", "/help-desk", "/link-studio"]);
  });

  it("leads the team of a portal to the link studio", () => {
    const team = { groups: ["editors"], subjects: [] };
    const intranet = { origins: [], applications: null, readsStates: false, embeds: false, team };
    const change = { portals: { intranet } };
    expect(hrefs(["editors"], change)).toEqual(["/", "/sessions", "/link-studio"]);
    expect(hrefs(["treasury"], change)).toEqual(["/", "/sessions"]);
  });

  it("says which one this is, in the reader's language", () => {
    const index = indexPolicy(aPolicy(), "1");
    const entries = navigationFor({ languages: ["de"] }, index, aPrincipal(), "sessions");
    expect(entries).toEqual([
      { href: "/", label: "Anwendungen", isCurrent: false },
      { href: "/sessions", label: "Meine Sitzungen", isCurrent: true },
    ]);
  });
});
