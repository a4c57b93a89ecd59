import { describe, expect, it } from "vitest";
import { createStateOf } from "../../functions/catalogue/button-state.ts";
import { createCatalogue } from "../../functions/catalogue/catalogue.ts";
import type { PortalPolicy } from "../../functions/core/policy-portals.ts";
import { ok } from "../../functions/core/result.ts";
import { buttonStateRoute } from "../../functions/handlers/button-state.ts";
import type { StateOf } from "../../functions/portal-ports.ts";
import { createFixedWatch } from "../support/fixed-watch.ts";
import {
  anApplication,
  anEvent,
  answer,
  aPolicy,
  aPrincipal,
  aSession,
  type EventFacts,
  memoryPorts,
  NOW_SECONDS,
  sessionCookies,
} from "../support/http-builders.ts";
import { aUsePolicy } from "../support/use-builders.ts";

const INTRANET = "https://intranet.example.com";
const aPortal = (change: Partial<PortalPolicy> = {}): PortalPolicy => ({
  ...{
    origins: [INTRANET],
    applications: ["treasury", "payment-run", "server-console"],
    readsStates: true,
    embeds: false,
  },
  team: { groups: [], subjects: [] },
  ...change,
});
const TIMED = { use: aUsePolicy({ sessionSeconds: 3_600 }) };
const closed = { timeZone: "Europe/Madrid", days: ["sat"], from: "08:00", until: "18:00" } as const;
const conditions = { mfa: false, networks: null, hours: null, countries: null };

async function ask(facts: EventFacts = {}, portal = aPortal(), application = "treasury", stateOf?: StateOf) {
  const policy = aPolicy({
    applications: {
      treasury: anApplication(),
      design: anApplication(),
      "server-console": anApplication({ conditions: { ...conditions, mfa: true } }),
      "payment-run": anApplication({ conditions: { ...conditions, hours: closed } }),
    },
    portals: { intranet: portal },
  });
  const ports = memoryPorts({ policy });
  const places = { recent: async () => [] };
  const grants = { read: async () => ok(undefined) };
  const catalogue = createCatalogue({ ...ports, watch: createFixedWatch(), places, grants });
  const event = anEvent({
    routeKey: "GET /launch-button/{application}",
    pathParameters: { application },
    cookies: await sessionCookies(),
    ...facts,
    headers: { origin: INTRANET, "sec-fetch-site": "same-site", ...facts.headers },
  });
  const whole = { ...ports, stateOf: stateOf ?? createStateOf(catalogue) };
  const { headers = {}, ...response } = await answer(buttonStateRoute, whole, event);
  return { ...response, headers, state: JSON.parse(response.body ?? "") as unknown };
}

describe("buttonStateRoute: an origin that the policy lists", () => {
  it("is told how the person stands, and may read it with the person's cookies", async () => {
    const { statusCode, headers, state, cookies } = await ask();
    expect({ statusCode, state, cookies }).toEqual({ statusCode: 200, state: { state: "ready" } });
    expect(headers).toMatchObject({
      "access-control-allow-origin": INTRANET,
      "access-control-allow-credentials": "true",
      vary: "Origin",
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
    });
  });

  it("is told that it is ready where the launch asks for another sign-in", async () => {
    expect((await ask({}, aPortal(), "server-console")).state).toEqual({ state: "ready" });
  });

  it("is told that it is closed", async () => {
    expect((await ask({}, aPortal(), "payment-run")).state).toEqual({ state: "closed" });
  });

  it("is told nothing where a limit may close it, and nobody can tell", async () => {
    const ports = memoryPorts({ policy: aPolicy({ applications: { treasury: anApplication(TIMED) } }) });
    const question = { principal: aPrincipal(), application: "treasury" } as const;
    const evidence = { clientIp: undefined, edge: undefined };
    const stateOf = createStateOf(ports.catalogue);
    expect(await stateOf({ ...question, evidence })).toBe("ready");
    ports.uses.setAway(true);
    expect(await stateOf({ ...question, evidence })).toBe("unknown");
    expect((await ask({}, aPortal(), "treasury", stateOf)).state).toEqual({ state: "unknown" });
  });

  it("is told the same of what is others' and of what there is not", async () => {
    const stranger = aSession({ principal: aPrincipal({ groups: [] }) });
    const cookies = await sessionCookies(stranger);
    const others = await ask({ cookies }, aPortal({ applications: null }));
    const nothing = await ask({ cookies }, aPortal({ applications: null }), "nothing-such");
    expect(others.state).toEqual({ state: "not_entitled" });
    expect(nothing.body).toBe(others.body);
  });

  it.each([
    ["is not there", async () => []],
    ["is over", () => sessionCookies(aSession({ expiresAt: NOW_SECONDS - 1 }))],
  ])("is told that nobody is signed in where the session %s", async (_what, cookies) => {
    expect((await ask({ cookies: await cookies() })).state).toEqual({ state: "signed_out" });
  });

  it("is told nothing across sites, where browsers keep our cookies back", async () => {
    const { state, headers } = await ask({ headers: { "sec-fetch-site": "cross-site" } });
    expect(state).toEqual({ state: "unknown" });
    expect(headers["access-control-allow-origin"]).toBe(INTRANET);
  });

  it("is answered by whoever knows more, and asks with what the request says", async () => {
    const asked: unknown[] = [];
    const stateOf: StateOf = async (question) => {
      asked.push(question);
      return "waiting";
    };
    expect((await ask({}, aPortal(), "treasury", stateOf)).state).toEqual({ state: "waiting" });
    expect(asked).toMatchObject([{ application: "treasury", evidence: { clientIp: "198.51.100.7" } }]);
  });
});

describe("buttonStateRoute: whoever is not listed", () => {
  const signedOut = { cookies: [] };
  it.each<[string, EventFacts, Partial<PortalPolicy>, string]>([
    ["another origin", { headers: { origin: "https://evil.example" } }, {}, "treasury"],
    [
      "another origin, nobody signed in",
      { ...signedOut, headers: { origin: "https://evil.example" } },
      {},
      "treasury",
    ],
    ["a sandboxed page", { headers: { origin: "null" } }, {}, "treasury"],
    ["our own origin", { headers: { origin: "https://apps.example.com" } }, {}, "treasury"],
    ["a listed origin in capitals", { headers: { origin: INTRANET.toUpperCase() } }, {}, "treasury"],
    ["two origins", { headers: { origin: `${INTRANET}, https://evil.example` } }, {}, "treasury"],
    ["a typed address", { headers: { "sec-fetch-site": "none" } }, {}, "treasury"],
    ["a portal that may not read", {}, { readsStates: false }, "treasury"],
    ["a portal that does not show it", {}, {}, "design"],
    ["a portal asked for no id", {}, {}, "../../etc"],
  ])("learns the same nothing: %s", async (_what, facts, portal, application) => {
    const { statusCode, headers, body, cookies } = await ask(
      facts,
      aPortal(portal),
      application,
      async () => {
        throw new Error("asked");
      },
    );
    expect({ statusCode, body, cookies }).toEqual({ statusCode: 200, body: '{"state":"unknown"}' });
    expect(headers).toMatchObject({ vary: "Origin", "cross-origin-resource-policy": "same-origin" });
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  it("learns the same nothing without an origin", async () => {
    const event = anEvent({
      routeKey: "GET /launch-button/{application}",
      pathParameters: { application: "treasury" },
      cookies: await sessionCookies(),
    });
    const ports = memoryPorts({ policy: aPolicy({ portals: { intranet: aPortal() } }) });
    const response = await answer(
      buttonStateRoute,
      { ...ports, stateOf: async () => "ready" as const },
      event,
    );
    expect(response.body).toBe('{"state":"unknown"}');
    expect(response.headers?.["access-control-allow-origin"]).toBeUndefined();
  });
});
