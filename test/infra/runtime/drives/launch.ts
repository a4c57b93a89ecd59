/**
 * A launch link: to the sign-in for who is signed out, into a session of the emulator for who is signed in. Then one
 * whose fleets are full: its page waits until there is a place.
 */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import type { DeployedBroker } from "../deployed-broker.ts";
import { type HttpDrive, lastEvent, personAt } from "./drive.ts";

/** Who got a place keeps it for a while, so that each API is waited at by somebody else. */
const WAITERS = ["lucia", "diego"] as const;

/** The Regions and fleets of `design`. */
const DESIGN = [
  ["eu-west-1", "sg-design-ireland"],
  ["us-east-1", "sg-design-virginia"],
] as const;
/** What the functions know of a fleet is a second old, and the line is asked about as seldom. */
const OUTDATED_MILLISECONDS = 1_500;
const PATIENCE = { timeout: 15_000, interval: 500 };

export const driveLaunch: HttpDrive = async (broker, origin) => {
  const { world } = broker;
  // Before anybody looks at the fleets: a place that was once given out stays its owner's for a while.
  occupyDesign(broker, 100);
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

  await delay(OUTDATED_MILLISECONDS);
  await waitForAPlace(broker, origin);
  const gone = await lucia.broker.post("/launch/treasury", { launch: "of-nobody" });
  expect(gone.status).toBe(409);
};

function occupyDesign({ world }: DeployedBroker, occupied: number): void {
  for (const [region, fleet] of DESIGN) world.appstream.changeFleet(region, fleet, { occupied });
}

async function waitForAPlace(broker: DeployedBroker, origin: string): Promise<void> {
  const entered = broker
    .events()
    .filter((event) => event.event === "launch" && event.application === "design");
  const person = personAt(broker, origin, WAITERS[entered.length === 0 ? 0 : 1]);
  await person.signInByOpenId("/login/corporate");
  const browser = person.broker;
  expect((await browser.get("/launch/design")).status).toBe(202);
  await expect.poll(() => lastEvent(broker, "launch")).toMatchObject({ outcome: "waiting" });
  const asked = await browser.get("/wait/design");
  expect(asked.status).toBe(200);
  expect(JSON.parse(asked.html)).toMatchObject({ state: "waiting", reason: "fleet_full" });
  occupyDesign(broker, 0);
  const standing = async () => JSON.parse((await browser.get("/wait/design")).html);
  await expect.poll(standing, PATIENCE).toEqual({ state: "ready" });
  const launched = await browser.get("/launch/design");
  expect(launched.status).toBe(303);
  expect(launched.location).toContain("/authenticate");
}
