import { describe, expect, it } from "vitest";
import type { PortalPolicy } from "../../functions/core/policy-portals.ts";
import { linkStudioRoute } from "../../functions/handlers/link-studio.ts";
import {
  anApplication,
  anEvent,
  answer,
  aPolicy,
  aPrincipal,
  aSession,
  headingOf,
  linksOf,
  memoryPorts,
  ORIGIN,
  sessionCookies,
} from "../support/http-builders.ts";

const HOSTILE = `"><script>alert(1)</script>`;
const aPortal = (change: Partial<PortalPolicy> = {}): PortalPolicy => ({
  ...{ origins: ["https://intranet.example.com"], applications: null, readsStates: false, embeds: false },
  team: { groups: ["web-team"], subjects: [] },
  ...change,
});
const policy = aPolicy({
  applications: {
    treasury: anApplication({
      name: { en: "Treasury", es: "Tesorería" },
      context: { pattern: "[A-Z]{3}-[0-9]{1,6}", maxLength: 16 },
    }),
    design: anApplication({ name: { en: HOSTILE } }),
  },
  operators: { helpDesk: { groups: ["support"], subjects: [] } },
  portals: {
    intranet: aPortal({ embeds: true, readsStates: true }),
    wiki: aPortal({ applications: ["design"], team: { groups: ["wiki-team"], subjects: [] } }),
    empty: aPortal({ applications: [], team: { groups: ["empty-team"], subjects: [] } }),
  },
});

async function studio(
  query: Record<string, string> = {},
  group = "web-team",
  ports = memoryPorts({ policy }),
) {
  const cookies = await sessionCookies(aSession({ principal: aPrincipal({ groups: [group] }) }));
  const routeKey = "GET /link-studio";
  const event = anEvent({ routeKey, cookies, query: new URLSearchParams(query).toString() });
  const { body = "", ...response } = await answer(linkStudioRoute, ports, event);
  const text = (html = ""): string =>
    html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const code = (id: string): string | undefined =>
    new RegExp(`<code id="${id}-code">([^<]*)</code>`).exec(body)?.[1];
  const chosen = [...body.matchAll(/<option value="([^"]*)" selected>/g)].map(([, value]) => value);
  return { ...response, ports, body, chosen, code: (id: string) => text(code(id)) };
}

describe("linkStudioRoute: who may", () => {
  it("sends whoever is not signed in to the sign-in", async () => {
    const event = anEvent({ routeKey: "GET /link-studio" });
    const response = await answer(linkStudioRoute, memoryPorts({ policy }), event);
    expect(response.statusCode).toBe(401);
    expect(linksOf(response)).toContain("/login/corporate");
  });

  it("refuses whoever builds no portal's links, and writes it down", async () => {
    const { statusCode, body, ports } = await studio({}, "treasury");
    expect(statusCode).toBe(403);
    expect(headingOf({ body })).toBe("The link studio is not for you");
    expect(body).not.toContain("<form");
    expect(ports.audit.events).toMatchObject([{ refusal: { reason: "not_a_portal_team" } }]);
  });

  it("shows a team its own portal, and the help desk all", async () => {
    const portals = async (group: string) =>
      [
        ...((await studio({}, group)).body.split("</select>")[0] ?? "").matchAll(/<option value="(\w+)"/g),
      ].map(([, id]) => id);
    expect(await portals("wiki-team")).toEqual(["wiki"]);
    expect(await portals("support")).toEqual(["intranet", "wiki", "empty"]);
  });

  it("shows nobody a portal or an application by asking for it", async () => {
    const { chosen, body } = await studio({ portal: "intranet", application: "treasury" }, "wiki-team");
    expect(chosen).toEqual(["wiki", "design", "", "tab"]);
    expect(body).not.toMatch(/Treasury|treasury/);
  });

  it("tells the help desk that there is no portal yet", async () => {
    const { statusCode, body } = await studio(
      {},
      "support",
      memoryPorts({ policy: { ...policy, portals: {} } }),
    );
    expect(statusCode).toBe(200);
    expect(body).toContain("The policy lists no portal yet");
  });

  it("says that a portal shows no application", async () => {
    expect((await studio({}, "empty-team")).body).toContain("This portal shows no application.");
  });

  it("leads there from the header, whoever may", async () => {
    expect((await studio()).body).toContain('<a href="/link-studio" aria-current="page">Link studio</a>');
  });
});

describe("linkStudioRoute: what comes of it", () => {
  it("shows link, button and frame for what was chosen", async () => {
    const { code, chosen } = await studio({
      ...{ portal: "intranet", application: "treasury", label: " Deal 7 ", language: "de" },
      ...{ target: "embed", context: "FXD-204417" },
    });
    expect(chosen).toEqual(["intranet", "treasury", "de", "embed"]);
    expect(code("link")).toBe(`${ORIGIN}/launch/treasury?context=FXD-204417`);
    expect(code("button")).toBe(`<script src="${ORIGIN}/launch-button.js" async></script>
<streamgate-launch application="treasury" context="FXD-204417" label="Deal 7" lang="de" target="embed">
  <a href="${ORIGIN}/launch/treasury?context=FXD-204417">Deal 7</a>
</streamgate-launch>`);
    expect(code("frame")).toContain(
      `<iframe src="${ORIGIN}/embed/treasury?context=FXD-204417" title="Deal 7"`,
    );
  });

  it("takes the application's name for a label that was left empty, in the button's language", async () => {
    expect((await studio({ language: "es" })).code("button")).toContain('label="Tesorería" lang="es"');
    expect((await studio({ target: "native" })).code("link")).toBe(`${ORIGIN}/launch/treasury?client=native`);
  });

  it("previews with the button itself, which may run and nothing else", async () => {
    const { body, headers } = await studio({ target: "embed" });
    const stand = /<div class="stand">([\s\S]*?)<\/div>/.exec(body)?.[1] ?? "";
    expect(stand).toContain('<streamgate-launch application="treasury" label="Treasury">');
    expect(stand).toContain(`<a href="${ORIGIN}/launch/treasury">Treasury</a>`);
    const csp = String(headers?.["content-security-policy"]);
    expect(csp).toMatch(
      new RegExp(
        `script-src 'sha256-[^ ']+' ${ORIGIN.replaceAll(".", "\\.")}/launch-button\\.js; connect-src 'self';`,
      ),
    );
    expect(csp).not.toContain("unsafe");
  });

  it.each([
    [{ context: "lower-1" }, "Its pattern is [A-Z]{3}-[0-9]{1,6}, with at most 16 characters."],
    [{ context: "A", application: "design" }, "This application takes no deep links."],
  ])("shows no code for the deep link in %j, and says why", async (query, words) => {
    const { body, code } = await studio(query);
    expect(body).toContain(words);
    expect(body).toContain('aria-invalid="true" aria-describedby="context-fault"');
    expect(code("button")).toBe("");
  });

  it("shows no code for a frame where the portal may not embed", async () => {
    const { body, code } = await studio({ target: "embed" }, "wiki-team");
    expect(body).toContain("This portal may not embed streams.");
    expect(code("button")).toBe("");
    expect((await studio({}, "wiki-team")).body).not.toContain("iframe");
  });

  it("says whether the portal's buttons know anybody", async () => {
    expect((await studio()).body).toContain("show whether the application is ready");
    expect((await studio({}, "wiki-team")).body).toContain("its buttons show no state");
  });

  it("keeps whatever was typed text, in the page and in the code", async () => {
    const { body, code } = await studio({ application: "design", label: HOSTILE, target: "javascript:1" });
    expect(body).not.toContain("<script>alert");
    expect(code("button")).toContain('label="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(code("button").match(/<script/g)).toHaveLength(1);
  });
});
