/** The catalogue, signed out and signed in, a favourite, the end page, what portals' pages ask for, and the health. */
import { expect } from "vitest";
import { type HttpDrive, personAt } from "./drive.ts";

export const drivePortal: HttpDrive = async (broker, origin) => {
  const health = await fetch(`${origin}/healthz`);
  expect(health.status).toBe(200);
  expect(await health.json()).toEqual({
    status: "ok",
    region: "eu-west-1",
    checks: { policy: true, keys: true, store: true },
  });

  const lucia = personAt(broker, origin);
  const signedOut = await lucia.broker.get("/");
  expect(signedOut.status).toBe(200);
  expect(signedOut.html).toContain("/login/campus/saml");
  expect(signedOut.headers.get("content-security-policy")).toContain("style-src 'sha256-");

  await lucia.signInByOpenId("/login/corporate");
  const signedIn = await lucia.broker.get("/");
  expect(signedIn.html).toContain("/launch/treasury");
  const ended = await lucia.broker.get("/ended");
  expect([ended.status, ended.html.includes('href="/sessions"')]).toEqual([200, true]);
  await lucia.broker.post("/favourites/treasury", { favourite: "yes" });
  const again = await lucia.broker.get("/");
  expect(again.html).toContain('formaction="/favourites/treasury" name="remove"');
  const script = await fetch(`${origin}/launch-button.js`);
  expect(script.headers.get("cache-control")).toContain("public");
  expect(await script.text()).toContain("streamgate-launch");
  const question = new URL("/launch-button/treasury", origin);
  const [listed = ""] = broker.world.policy.portals?.intranet?.origins ?? [];
  const asked = { origin: listed, cookie: lucia.broker.cookieHeader };
  expect(await (await fetch(question, { headers: asked })).json()).toEqual({ state: "ready" });
  expect(await (await fetch(question, { headers: { cookie: asked.cookie } })).json()).toEqual({
    state: "unknown",
  });
  expect((await lucia.broker.get("/link-studio")).html).toContain(`${broker.world.origin}/launch/treasury`);
  await lucia.broker.post("/logout", {});
  expect(lucia.broker.cookies.has("__Host-streamgate-session")).toBe(false);
};
