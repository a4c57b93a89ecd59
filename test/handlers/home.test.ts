import { describe, expect, it } from "vitest";
import { homeRoute } from "../../functions/handlers/home.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
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
  TWO_PROVIDERS,
} from "../support/http-builders.ts";

const HOSTILE = `<img src=x onerror=alert(1)>`;
const POLICY = aPolicy({
  applications: {
    treasury: anApplication(),
    design: anApplication({ name: { en: "Design" }, audience: { groups: ["design"], subjects: [] } }),
    guest: anApplication({
      name: { en: HOSTILE },
      description: { en: HOSTILE },
      audience: { groups: [], subjects: [{ identityProvider: "corporate", subject: "00u-ana" }] },
    }),
    nobody: anApplication({ name: { en: "Nobody's" }, audience: { groups: [], subjects: [] } }),
  },
});

const home = (cookies: string[], policy = POLICY): Promise<HttpResponse> =>
  answer(homeRoute, memoryPorts({ policy }), anEvent({ cookies }));

describe("homeRoute: signed in", () => {
  it("lists only what this person may launch", async () => {
    const response = await home(await sessionCookies());
    expect(response.statusCode).toBe(200);
    expect(headingOf(response)).toBe("Your applications");
    expect(linksOf(response)).toEqual(["/launch/treasury", "/launch/guest"]);
    expect(response.body).not.toMatch(/Design|Nobody/);
  });

  it("lists nothing for who may launch nothing", async () => {
    const principal = aPrincipal({ groups: [], subject: "00u-ben" });
    const response = await home(await sessionCookies(aSession({ principal })));
    expect(linksOf(response)).toEqual([]);
    expect(response.body).toContain("No application is assigned to you yet.");
  });

  it("does not mistake another provider's subject for this one", async () => {
    const policy = { ...POLICY, identityProviders: TWO_PROVIDERS };
    const principal = aPrincipal({ identityProvider: "partner", groups: [] });
    expect(linksOf(await home(await sessionCookies(aSession({ principal })), policy))).toEqual([]);
  });

  it("escapes the names of applications", async () => {
    const response = await home(await sessionCookies());
    expect(response.body?.split("&lt;img src=x onerror=alert(1)&gt;")).toHaveLength(3);
    expect(response.body).not.toContain("<img");
  });

  it.each([
    [{ displayName: "Ana <b>" }, "Signed in as Ana &lt;b&gt;</p>"],
    [{ displayName: undefined }, "Signed in as ana@example.com</p>"],
  ])("says who is signed in: %j", async (change, expected) => {
    const response = await home(await sessionCookies(aSession({ principal: aPrincipal(change) })));
    expect(response.body).toContain(expected);
  });

  it("names nobody by the subject", async () => {
    const principal = aPrincipal({ displayName: undefined, email: undefined });
    const response = await home(await sessionCookies(aSession({ principal })));
    expect(response.body).not.toMatch(/Signed in as|00u-ana/);
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
