import { describe, expect, it } from "vitest";
import type { Policy } from "../../functions/core/policy.ts";
import { homeRoute } from "../../functions/handlers/home.ts";
import { CATALOGUE_SCRIPT } from "../../functions/http/catalogue-script.ts";
import { CATALOGUE_STYLE } from "../../functions/http/catalogue-style.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import {
  anApplication,
  anEvent,
  answer,
  aPolicy,
  aPrincipal,
  aSession,
  type EventFacts,
  headingOf,
  linksOf,
  memoryPorts,
  NOW_SECONDS,
  sessionCookies,
  TWO_PROVIDERS,
} from "../support/http-builders.ts";
import { aFleetStatus } from "../support/situations.ts";

const HOSTILE = `<img src=x onerror=alert(1)>"'`;
const ESCAPED = "&lt;img src=x onerror=alert(1)&gt;&quot;&#39;";
const POLICY = aPolicy({
  applications: {
    treasury: anApplication(),
    design: anApplication({ name: { en: "Design" }, audience: { groups: ["design"], subjects: [] } }),
    guest: anApplication({
      name: { en: "Guest book" },
      description: { en: "Who was here" },
      audience: { groups: [], subjects: [{ identityProvider: "corporate", subject: "00u-ana" }] },
    }),
    nobody: anApplication({ name: { en: "Nobody's" }, audience: { groups: [], subjects: [] } }),
  },
});

const home = (cookies: string[], policy = POLICY, facts: EventFacts = {}): Promise<HttpResponse> =>
  answer(homeRoute, memoryPorts({ policy }), anEvent({ cookies, ...facts }));

const launchesOf = (response: HttpResponse) =>
  linksOf(response).filter((href) => href.startsWith("/launch/"));

/** Of `count` applications like these, for the principal of every test. */
function policyOf(count: number): Policy {
  const groups = ["Markets", "Retail banking", "Operations", "Risk and control"];
  const applications = Array.from({ length: count }, (_, place) => {
    const description = { en: "Positions and liquidity of every branch" };
    const group = { en: groups[place % groups.length] ?? "" };
    return [
      `application-${place}`,
      anApplication({ name: { en: `Treasury desk ${place}` }, description, group }),
    ];
  });
  return aPolicy({ applications: Object.fromEntries(applications) });
}

describe("homeRoute: signed in", () => {
  it("lists only what this person may launch", async () => {
    const response = await home(await sessionCookies());
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("Your applications");
    expect(launchesOf(response)).toEqual(["/launch/treasury", "/launch/guest"]);
    expect(response.body).not.toMatch(/Design|Nobody&#39;s/);
  });

  it("lists nothing for who may launch nothing", async () => {
    const principal = aPrincipal({ groups: [], subject: "00u-ben" });
    const response = await home(await sessionCookies(aSession({ principal })));
    expect(launchesOf(response)).toEqual([]);
    expect(response.body).toContain("No application is assigned to you yet.");
  });

  it("does not mistake another provider's subject for this one", async () => {
    const policy = { ...POLICY, identityProviders: TWO_PROVIDERS };
    const principal = aPrincipal({ identityProvider: "partner", groups: [] });
    expect(launchesOf(await home(await sessionCookies(aSession({ principal })), policy))).toEqual([]);
  });

  it("leads to the person's other pages, and signs out by a form", async () => {
    const response = await home(await sessionCookies());
    expect(linksOf(response)).toEqual(expect.arrayContaining(["/", "/sessions"]));
    expect(response.body).toContain('<form method="post" action="/logout">');
  });

  it.each([
    [{ displayName: "Ana <b>" }, "Signed in as Ana &lt;b&gt;</strong>"],
    [{ displayName: undefined }, "Signed in as ana@example.com</strong>"],
    [{ authenticatedAt: NOW_SECONDS - 7_200 }, "Last sign-in 2 hours ago"],
    [{ authenticatedAt: NOW_SECONDS - 59 }, "Last sign-in just now"],
  ])("says who is signed in, and since when: %j", async (change, expected) => {
    const response = await home(await sessionCookies(aSession({ principal: aPrincipal(change) })));
    expect(response.body).toContain(expected);
  });

  it("names nobody by the subject", async () => {
    const principal = aPrincipal({ displayName: undefined, email: undefined });
    const response = await home(await sessionCookies(aSession({ principal })));
    expect(response.body).not.toMatch(/Signed in as|00u-ana/);
  });

  it("says how each stands", async () => {
    const ports = memoryPorts({ policy: POLICY });
    ports.watch.fleets.set("ireland", aFleetStatus({ freePlaces: 0 }));
    const response = await answer(homeRoute, ports, anEvent({ cookies: await sessionCookies() }));
    expect(response.body).toContain("<p>Full · usually 10–\u206020 minutes · Dublin (Ireland)<");
  });

  it("puts favourites first, and forgets those that are not theirs", async () => {
    const ports = memoryPorts({ policy: POLICY });
    await ports.favourites.set(aPrincipal().userId, "guest", true, ports.now());
    await ports.favourites.set(aPrincipal().userId, "nobody", true, ports.now());
    const response = await answer(homeRoute, ports, anEvent({ cookies: await sessionCookies() }));
    expect(launchesOf(response)).toEqual(["/launch/guest", "/launch/treasury"]);
    expect(response.body).toContain(
      '<button formaction="/favourites/guest" name="remove" value="yes" aria-labelledby="rm a1">',
    );
    expect(response.body).not.toContain("Nobody&#39;s");
  });

  it("leads back to what was opened of late, the last first", async () => {
    const ports = memoryPorts({ policy: POLICY });
    const place = { fleet: "ireland", launchId: "launch-1", application: "guest" };
    await ports.places.remember(
      aPrincipal().userId,
      { ...place, launchedAt: NOW_SECONDS - 600 },
      NOW_SECONDS,
    );
    const gone = { ...place, fleet: "oregon", application: "nobody", launchedAt: NOW_SECONDS - 60 };
    await ports.places.remember(aPrincipal().userId, gone, NOW_SECONDS);
    const response = await answer(homeRoute, ports, anEvent({ cookies: await sessionCookies() }));
    expect(response.body).toContain(
      '<a href="/launch/guest">Guest book <span>10 minutes ago</span></a></li></ul>',
    );
  });
});

describe("homeRoute: searching", () => {
  const search = async (query: string, headers = {}) =>
    await home(await sessionCookies(), POLICY, { query, headers });
  const shown = ({ body = "" }: HttpResponse) =>
    [...body.matchAll(/<li(?![^>]* hidden)[^>]*><a id=a\d+ href="\/launch\/([^"]*)"/g)].map(([, id]) => id);

  it.each([
    ["q=guest", ["guest"]],
    ["q=GU%C3%89ST++b", ["guest"]],
    ["q=was+guest", ["guest"]],
    ["q=e", ["treasury", "guest"]],
    ["q=", ["treasury", "guest"]],
    ["", ["treasury", "guest"]],
  ])("shows what answers to %j", async (query, expected) => {
    expect(shown(await search(query))).toEqual(expected);
  });

  it.each([
    ["en", "One application found"],
    ["de", "Eine Anwendung gefunden"],
    ["tr", "Bir uygulama bulundu"],
  ])("says how many there are: %s", async (language, expected) => {
    const { body } = await search("q=guest", { "accept-language": language });
    expect(body).toContain(`role="status">${expected}</span>`);
  });

  it("says that there is none, and leads back to all", async () => {
    const response = await search("q=zebra");
    expect(response.body).toContain("No application found.");
    expect(response.body).toContain('<a id="all" href="/">');
  });

  it("asks again for what was asked, as text", async () => {
    const { body } = await search(`q=${encodeURIComponent(HOSTILE)}`);
    expect(body).toContain(`value="${ESCAPED}"`);
    expect(body).not.toContain("<img");
  });

  it("asks for a hundred characters at most", async () => {
    expect((await search(`q=${"a".repeat(5_000)}`)).body).toContain(`value="${"a".repeat(100)}"`);
  });
});

describe("homeRoute: what others wrote", () => {
  it("shows names, descriptions, groups and places as text", async () => {
    const hostile = anApplication({
      name: { en: HOSTILE },
      description: { en: HOSTILE },
      group: { en: HOSTILE },
      icon: `https://static.example.com/a.svg?"onerror=alert(1)`,
    });
    const cookies = await sessionCookies(aSession({ principal: aPrincipal({ displayName: HOSTILE }) }));
    const { body = "" } = await home(cookies, aPolicy({ applications: { treasury: hostile } }));
    expect(body.split(ESCAPED).length).toBeGreaterThan(4);
    expect(body.match(/<img[^>]*>/g)).toEqual([
      '<img src="https://static.example.com/a.svg?&quot;onerror=alert(1)" alt="" width="40" height="40" loading="lazy">',
    ]);
  });

  it.each([
    [
      ["https://static.example.com/a.svg", "https://static.example.com/b.svg"],
      "img-src https://static.example.com;",
    ],
    [["https://b.example:8443/a.svg", "data:image/png;base64,AAAA"], "img-src data: https://b.example:8443;"],
    [["https://a.example;script-src/a.svg", null], undefined],
    [[null, null], undefined],
  ])(
    "lets pictures come from where they are, and from nowhere else: %j",
    async ([first, second], expected) => {
      const policy = aPolicy({
        applications: {
          first: anApplication({ icon: first ?? null }),
          second: anApplication({ icon: second ?? null }),
        },
      });
      const response = await home(await sessionCookies(), policy);
      const csp = String(response.headers?.["content-security-policy"]);
      if (expected === undefined) expect(csp).not.toContain("img-src");
      else expect(csp).toContain(expected);
      expect(csp).toContain(`script-src ${CATALOGUE_SCRIPT.source};`);
      expect(csp).toContain(CATALOGUE_STYLE.source);
    },
  );
});

describe("homeRoute: many applications", () => {
  it("weighs 60 KB at most with 200 applications", async () => {
    const { body = "" } = await home(await sessionCookies(), policyOf(200));
    expect(body.split("<li").length).toBeGreaterThan(200);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60 * 1_024);
  });

  it("closes the groups, and opens them where something is searched for", async () => {
    const cookies = await sessionCookies();
    const all = await home(cookies, policyOf(1_000));
    expect(launchesOf(all)).toHaveLength(1_000);
    expect(all.body?.match(/<details[^>]*>/g)).toHaveLength(4);
    expect(all.body).not.toMatch(/<details[^>]* open/);
    const found = await home(cookies, policyOf(1_000), { query: "q=markets+desk+996" });
    expect(found.body).toContain("One application found");
    expect(found.body).toMatch(/<details data-g="Markets" open>/);
    expect(found.body).toMatch(/<details data-g="Operations" hidden open>/);
  });
});

describe("homeRoute: signed out", () => {
  it("offers the one sign-in", async () => {
    const response = await home([]);
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("Welcome");
    expect(linksOf(response)).toEqual(["/login/corporate"]);
    expect(response.body).not.toContain("/logout");
  });

  it("offers each sign-in where there are several", async () => {
    const response = await home([], { ...POLICY, identityProviders: TWO_PROVIDERS });
    expect(linksOf(response)).toEqual(["/login/corporate", "/login/partner"]);
  });

  it.each(["garbage", ""])("takes the session %j for none", async (value) => {
    expect(headingOf(await home([`__Host-streamgate-session=${value}`]))).toBe("Welcome");
  });

  it("takes an expired session for none", async () => {
    expect(headingOf(await home(await sessionCookies(aSession({ expiresAt: NOW_SECONDS }))))).toBe("Welcome");
  });
});
