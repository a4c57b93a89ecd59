/** Sign-in at the local OpenID provider, there and back. The callback works once, and what is no logout token ends nothing. */
import { expect } from "vitest";
import { Browser } from "../../../dev/identity-provider/browser.ts";
import { type HttpDrive, lastEvent, personAt } from "./drive.ts";

export const driveSignInOidc: HttpDrive = async (broker, origin) => {
  const { world } = broker;
  const { broker: browser } = personAt(broker, origin);
  const request = await browser.get("/login/corporate");
  expect(request.status).toBe(303);
  const authorization = new URL(request.location ?? "");
  expect(authorization.origin).toBe(new URL(world.openIdProvider.issuer).origin);
  expect(authorization.searchParams.get("redirect_uri")).toBe(`${world.origin}/login/corporate/callback`);

  const provider = new Browser();
  const form = await provider.openPage(authorization);
  const callback = await provider.openRedirect(form.url, { username: "lucia", password: "lucia-demo" });
  const before = browser.copy();
  const answer = await browser.get(callback.pathname + callback.search);
  expect([answer.status, answer.location]).toEqual([303, "/"]);
  expect(browser.cookies.has("__Host-streamgate-session")).toBe(true);
  const signedIn = { event: "sign_in", outcome: "success", principal: { identityProvider: "corporate" } };
  await expect.poll(() => lastEvent(broker, "sign_in")).toMatchObject(signedIn);

  const again = await before.get(callback.pathname + callback.search);
  expect(again.status).toBe(400);
  expect(before.cookies.has("__Host-streamgate-session")).toBe(false);

  const body = new URLSearchParams({ logout_token: "eyJhbGciOiJub25lIn0.e30." });
  const logout = await fetch(`${origin}/logout/corporate/backchannel`, { method: "POST", body });
  expect([logout.status, logout.headers.get("cache-control")]).toEqual([400, "no-store"]);
  const refused = { outcome: "refused", refusal: { reason: "logout_token_invalid" } };
  await expect.poll(() => lastEvent(broker, "sessions_revoked")).toMatchObject(refused);
};
