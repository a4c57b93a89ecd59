/** A portal's server with a real access token of the OpenID provider: what there is, a streaming URL, twice the same, and its end. */
import { expect } from "vitest";
import { accessTokenOf } from "../../../support/portal-token.ts";
import { type HttpDrive, lastEvent } from "./drive.ts";

export const drivePortalApi: HttpDrive = async (broker, origin) => {
  const { world } = broker;
  expect((await fetch(`${origin}/api/v1/applications`)).status).toBe(401);
  const token = await accessTokenOf(world, "diego");
  const ask = async (path: string, init: RequestInit = {}) =>
    await fetch(`${origin}${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "idempotency-key": origin,
      },
    });
  const listed = await ask("/api/v1/applications");
  expect(listed.status).toBe(200);
  expect(await listed.json()).toMatchObject({ applications: [{ id: "design" }] });

  const body = JSON.stringify({ application: "design" });
  const minted = await ask("/api/v1/streaming-urls", { method: "POST", body });
  expect(minted.status).toBe(201);
  const answer = Object(await minted.json());
  expect((await fetch(answer.streamingUrl)).status).toBe(200);
  await expect.poll(() => lastEvent(broker, "launch")).toMatchObject({ client: "northwind-portal" });
  const again = await ask("/api/v1/streaming-urls", { method: "POST", body });
  expect(await again.json()).toStrictEqual(answer);

  const sessions = Object(await (await ask("/api/v1/sessions")).json());
  expect(sessions).toMatchObject({ sessions: [{ id: answer.launchId, application: "design" }] });
  const ended = await ask(`/api/v1/sessions/${answer.launchId}`, { method: "DELETE" });
  expect(ended.status).toBe(204);
  expect((await fetch(`${origin}/openapi.json`)).status).toBe(200);
};
