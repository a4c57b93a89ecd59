/** A launch link: to the sign-in for who is signed out, into a session of the emulator for who is signed in. */
import { expect } from "vitest";
import { type HttpDrive, lastEvent, personAt } from "./drive.ts";

export const driveLaunch: HttpDrive = async (broker, origin) => {
  const { world } = broker;
  const lucia = personAt(broker, origin);
  const link = "/launch/treasury?context=FXD-204417&idp=corporate";
  const signedOut = await lucia.broker.get(link);
  expect(signedOut.status).toBe(303);
  expect(signedOut.location).toMatch(/^\/login\/corporate\?/);

  await lucia.signInByOpenId("/login/corporate");
  const answer = await lucia.broker.get(link);
  expect(answer.status).toBe(303);
  const url = new URL(answer.location ?? "");
  expect(`${url.origin}${url.pathname}`).toBe(`${world.appstream.origin}/eu-west-1/authenticate`);
  expect((await fetch(url)).status).toBe(200);
  await expect.poll(() => lastEvent(broker, "launch")).toMatchObject({ outcome: "url_created" });
};
