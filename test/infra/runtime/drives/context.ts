/** A launch that somebody has just made, redeemed with its fleet's key, once; and the keys that its token is signed with. */
import { createRemoteJWKSet, jwtVerify } from "jose";
import { expect } from "vitest";
import type { HandedOver } from "../../../../functions/context/hand-over.ts";
import { keySignature } from "../../../support/context-stage.ts";
import type { DeployedBroker } from "../deployed-broker.ts";
import { FLEET_KEY, TOKEN_AUDIENCE } from "../deployed-policy.ts";
import { type HttpDrive, lastEvent, personAt } from "./drive.ts";

export const driveContext: HttpDrive = async (broker, origin) => {
  const lucia = personAt(broker, origin);
  await lucia.signInByOpenId("/login/corporate");
  await lucia.broker.get("/launch/treasury?idp=corporate");

  const asked = instanceOf(broker);
  const handed = await redeem(origin, { ...asked, attempt: crypto.randomUUID() });
  expect(handed.status).toBe(200);
  const { browser } = (await handed.json()) as HandedOver;
  const keys = createRemoteJWKSet(new URL("/.well-known/jwks.json", origin));
  const { payload } = await jwtVerify(browser?.cookies[0]?.value ?? "", keys, {
    ...{ issuer: broker.world.origin, audience: TOKEN_AUDIENCE, algorithms: ["ES256"] },
  });
  expect(payload.sub).toBe(asked.userName);

  expect((await redeem(origin, { ...asked, attempt: crypto.randomUUID() })).status).toBe(403);
  await expect
    .poll(() => lastEvent(broker, "context_refused"))
    .toMatchObject({ refusal: { reason: "handle_spent" } });
};

/** What the newest launch's URL tells the instance that it leads to. */
function instanceOf({ world }: DeployedBroker): Readonly<Record<string, string>> {
  const calls = world.appstream.requests().filter(({ operation }) => operation === "CreateStreamingURL");
  const { SessionContext, UserId, StackName, FleetName } = calls.at(-1)?.input ?? {};
  return {
    ...{ context: String(SessionContext), userName: String(UserId) },
    ...{ stack: String(StackName), fleet: String(FleetName), sessionId: "session-1" },
  };
}

async function redeem(origin: string, asked: Readonly<Record<string, string>>): Promise<Response> {
  const body = JSON.stringify(asked);
  const date = Math.floor(Date.now() / 1000);
  const authorization = keySignature(Buffer.from(body), { key: FLEET_KEY, date, fleet: asked.fleet ?? "" });
  const headers = { authorization, "content-type": "application/json", accept: "application/json" };
  return await fetch(`${origin}/context/redeem`, { method: "POST", headers, body });
}
