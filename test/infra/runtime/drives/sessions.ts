/** A session that is there, seen by its person and by the help desk, ended by the person; and a page's reference code. */
import { expect } from "vitest";
import { type HttpDrive, lastEvent, personAt } from "./drive.ts";

export const driveSessions: HttpDrive = async (broker, origin) => {
  const lucia = personAt(broker, origin);
  expect((await lucia.broker.get("/sessions")).html).toContain("/login/corporate?to=sessions");
  await lucia.signInByOpenId("/login/corporate");
  const launched = await lucia.broker.get("/launch/treasury");
  expect((await fetch(launched.location ?? "")).status).toBe(200);
  const { html } = await lucia.broker.get("/sessions");
  expect(html).toContain("Treasury desk");
  const id = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? "";

  const reference = launched.headers.get("correlation-id") ?? "";
  expect((await lucia.broker.get("/help-desk")).status).toBe(403);
  const marta = personAt(broker, origin, "marta");
  await marta.signInByOpenId("/login/corporate");
  const explained = await marta.broker.post("/help-desk/launch", { reference });
  expect(explained.html).toContain("A streaming URL was made");
  const found = await marta.broker.post("/help-desk/sessions", { by: "reference", value: reference });
  expect(found.html).toContain(id);

  const ended = await lucia.broker.post("/sessions", { id, confirmed: "yes" });
  expect([ended.status, ended.location]).toEqual([303, "/sessions?ended=1"]);
  await expect.poll(() => lastEvent(broker, "streaming_session_ended")).toMatchObject({ launchId: id });
};
