import { describe, expect, it } from "vitest";
import { endedRoute } from "../../functions/handlers/ended.ts";
import { LANGUAGES } from "../../functions/http/texts/languages.ts";
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
  NOW_SECONDS,
  sessionCookies,
} from "../support/http-builders.ts";
import { createMemoryPlaces } from "../support/memory-places.ts";

const HOSTILE = "<img src=x onerror=alert(1)>";
const POLICY = aPolicy({
  applications: { treasury: anApplication({ name: { en: "Treasury", de: "Finanzen" } }) },
});

async function ended(
  facts: { readonly cookies?: string[]; readonly language?: string } = {},
  policy = POLICY,
) {
  const places = createMemoryPlaces();
  const place = {
    fleet: "ireland",
    launchId: "launch-1",
    application: "treasury",
    launchedAt: NOW_SECONDS - 1_500,
  };
  await places.remember(aPrincipal().userId, place, NOW_SECONDS);
  const { cookies = [], language = "en" } = facts;
  const event = anEvent({ routeKey: "GET /ended", cookies, headers: { "accept-language": language } });
  return await answer(endedRoute, { ...memoryPorts({ policy }), places }, event);
}

describe("endedRoute: signed out", () => {
  it.each([
    ["en", "Your session has ended"],
    ["es", "Su sesión ha terminado"],
    ["pt", "A sua sessão terminou"],
    ["de", "Ihre Sitzung ist beendet"],
    ["tr", "Oturumunuz sona erdi"],
  ])("says in %s that the session is over, and leads to the sign-in alone", async (language, title) => {
    const response = await ended({ language });
    expect([response.statusCode, headingOf(response)]).toEqual([200, title]);
    expect(linksOf(response)).toEqual(["/"]);
  });

  it("says nothing of anybody", async () => {
    const garbage = await ended({ cookies: ["__Host-streamgate-session=garbage"] });
    expect(garbage.body).toBe((await ended()).body);
    expect(garbage.body).not.toMatch(/Treasury|Ana/);
  });
});

describe("endedRoute: signed in", () => {
  it("leads back to what they opened last, to their applications and to their sessions", async () => {
    const response = await ended({ cookies: await sessionCookies() });
    expect(response.body).toContain("The last application you opened was Treasury, 25 minutes ago.");
    expect(response.body).toContain(
      '<a class="button primary" href="/launch/treasury">Open Treasury again</a>',
    );
    expect(linksOf(response)).toEqual(["/", "/sessions", "/launch/treasury", "/", "/sessions"]);
  });

  it("says so in the reader's language", async () => {
    const response = await ended({ cookies: await sessionCookies(), language: "de" });
    expect(response.body).toContain("Zuletzt haben Sie Finanzen geöffnet, vor 25 Minuten.");
  });

  it("offers nothing to go back to where there is nothing", async () => {
    const ben = aSession({ principal: aPrincipal({ userId: "zyxwvutsrqponmlkjihgfedcba765432" }) });
    const response = await ended({ cookies: await sessionCookies(ben) });
    expect(linksOf(response)).not.toContain("/launch/treasury");
    expect(response.body).toContain('<a class="button primary" href="/">');
  });

  it("keeps a hostile name a text", async () => {
    const policy = aPolicy({ applications: { treasury: anApplication({ name: { en: HOSTILE } }) } });
    const response = await ended({ cookies: await sessionCookies() }, policy);
    expect(response.body).not.toContain("<img");
    expect(response.body?.split("&lt;img src=x onerror=alert(1)&gt;")).toHaveLength(3);
  });

  it("can be read in every other language, and loses nothing by it", async () => {
    const response = await ended({ cookies: await sessionCookies() });
    for (const language of LANGUAGES) expect(response.body).toContain(`href="?lang=${language}"`);
  });
});
