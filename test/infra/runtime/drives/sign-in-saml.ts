/** Sign-in at the local SAML identity provider: a signed request, an encrypted response. It is accepted once. */
import { expect } from "vitest";
import { type HttpDrive, lastEvent, personAt } from "./drive.ts";

export const driveSignInSaml: HttpDrive = async (broker, origin) => {
  const { world } = broker;
  const metadata = await fetch(`${origin}/login/campus/metadata`);
  expect(metadata.status).toBe(200);
  expect(await metadata.text()).toContain(`entityID="${world.origin}/login/campus/metadata"`);

  const lucia = personAt(broker, origin);
  const request = await lucia.broker.get("/login/campus/saml");
  expect(request.status).toBe(303);
  expect(new URL(request.location ?? "").origin).toBe(world.samlIdentityProvider.origin);

  // The identity provider verifies the request's signature before it asks who it is.
  const form = await lucia.signInFor("/login/campus/saml");
  expect(form.action).toBe(`${world.origin}/login/campus/acs`);
  const before = lucia.broker.copy();
  const answer = await lucia.bring(form);
  expect([answer.status, answer.location]).toEqual([303, "/"]);
  expect(lucia.broker.cookies.has("__Host-streamgate-session")).toBe(true);
  const signedIn = { event: "sign_in", outcome: "success", principal: { identityProvider: "campus" } };
  await expect.poll(() => lastEvent(broker, "sign_in")).toMatchObject(signedIn);

  const again = await before.post("/login/campus/acs", form.fields, "cross-site");
  expect(again.status).toBe(400);
  expect(before.cookies.has("__Host-streamgate-session")).toBe(false);
};
