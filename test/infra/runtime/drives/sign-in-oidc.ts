/** Sign-in at the local OpenID provider, there and back. The callback works once. */
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
};
