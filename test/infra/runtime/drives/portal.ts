/** The start page, signed out and signed in, and the health, for which the store has to answer. */
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
  await lucia.broker.post("/logout", {});
  expect(lucia.broker.cookies.has("__Host-streamgate-session")).toBe(false);
};
