import { describe, expect, it } from "vitest";
import type { EndCause } from "../../functions/core/session-end.ts";
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

interface Facts {
  readonly cookies?: string[];
  readonly language?: string;
  readonly query?: string;
  /** By what the broker ended the session, two minutes ago. */
  readonly by?: EndCause;
}

async function ended(facts: Facts = {}, policy = POLICY) {
  const { cookies = [], language = "en", query = "", by } = facts;
  const places = createMemoryPlaces();
  const place = {
    fleet: "ireland",
    launchId: "launch-1",
    application: "treasury",
    launchedAt: NOW_SECONDS - 1_500,
    ...(by && { endedAt: NOW_SECONDS - 120, endedBy: by }),
  };
  await places.remember(aPrincipal().userId, place, NOW_SECONDS);
  const event = anEvent({ routeKey: "GET /ended", query, cookies, headers: { "accept-language": language } });

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

describe("endedRoute: a session that the broker ended", () => {
  it("is known by the one look at the person's places that the way back is known by", async () => {
    let looks = 0;
    const recent = async () => {
      looks += 1;
      return [{ fleet: "ireland", launchId: "l", application: "treasury", launchedAt: NOW_SECONDS - 9 }];
    };
    const event = anEvent({ routeKey: "GET /ended", cookies: await sessionCookies() });
    const ports = memoryPorts({ policy: POLICY });
    const response = await answer(endedRoute, { ...ports, places: { ...ports.places, recent } }, event);
    expect([response.body?.includes("Open Treasury again"), looks]).toEqual([true, 1]);
  });

  it.each([
    ["self", "en", "You ended Treasury yourself, 2 minutes ago."],
    ["logout", "es", "Treasury terminó hace 2 minutos porque se cerró su sesión."],
    ["disable", "pt", "Treasury terminou há 2 minutos porque o seu acesso foi retirado."],
    ["self", "de", "Sie haben Finanzen vor 2 Minuten selbst beendet."],
    ["time_limit", "tr", "İzin verilen süre dolduğu için Treasury 2 dakika önce sona erdirildi."],
    ["help_desk", "en", "The help desk ended Treasury, 2 minutes ago."],
  ] as const)("says that it was %s, in %s", async (by, language, sentence) => {
    const cookies = await sessionCookies();
    const response = await ended({ cookies, language, by });
    expect(response.body).toContain(sentence);
    expect(linksOf(response)).toContain("/launch/treasury");
    expect(response.body).not.toContain("The last application you opened");
    expect((await ended({ cookies, language })).body).not.toContain(sentence);
  });

  it("says so to nobody else: not signed out, and not to another person", async () => {
    expect((await ended({ by: "help_desk" })).body).toBe((await ended()).body);
    const ben = aSession({ principal: aPrincipal({ userId: "zyxwvutsrqponmlkjihgfedcba765432" }) });
    const cookies = await sessionCookies(ben);
    expect((await ended({ cookies, by: "help_desk" })).body).toBe((await ended({ cookies })).body);
  });

  it("believes no address", async () => {
    const cookies = await sessionCookies();
    const query = "by=help_desk&endedBy=help_desk&ended=1&reason=help_desk";
    for (const facts of [{}, { cookies }]) {
      const [plain, asked] = [await ended(facts), await ended({ ...facts, query })];
      expect(asked.body).not.toContain("The help desk ended");
      expect(headingOf(asked)).toBe(headingOf(plain));
    }
  });
});
