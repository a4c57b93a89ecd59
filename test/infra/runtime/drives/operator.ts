/** A help desk's question, about a launch that another person has just made and about somebody made up. */
import { expect } from "vitest";
import type { DeployedBroker } from "../deployed-broker.ts";
import { type HttpDrive, lastEvent, personAt } from "./drive.ts";

const QUESTION = {
  application: "treasury",
  principal: { identityProvider: "corporate", subject: "somebody", groups: ["treasury"], country: "ES" },
};

export const driveOperator: HttpDrive = async (broker, origin) => {
  const lucia = personAt(broker, origin);
  await lucia.signInByOpenId("/login/corporate");
  expect((await ask(origin, lucia.broker.cookieHeader, QUESTION)).status).toBe(403);

  const admin = personAt(broker, origin, "marta");
  await admin.signInByOpenId("/login/corporate");
  const explained = await ask(origin, admin.broker.cookieHeader, QUESTION);
  expect(explained.status).toBe(200);
  expect(await explained.json()).toMatchObject({
    data: { outcome: "permit", application: { id: "treasury" } },
  });
  await expect
    .poll(() => lastEvent(broker, "explained"))
    .toMatchObject({ outcome: "answered", about: { subject: "somebody" } });

  await lucia.broker.get("/launch/treasury?idp=corporate");
  const past = await ask(origin, admin.broker.cookieHeader, { launchId: await launchOf(broker) });
  expect(past.status).toBe(200);
  expect(await past.json()).toMatchObject({ data: { launch: { replayed: "same", state: "url_created" } } });
};

/** The broker takes questions from its own origin, whatever address they come to. */
async function ask(origin: string, cookie: string, question: unknown): Promise<Response> {
  return await fetch(`${origin}/api/v1/explain`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify(question),
  });
}

async function launchOf(broker: DeployedBroker): Promise<string> {
  const launchId = () => {
    const event = lastEvent(broker, "launch");
    return event?.event === "launch" ? event.launchId : null;
  };
  await expect.poll(launchId).not.toBeNull();
  return String(launchId());
}
