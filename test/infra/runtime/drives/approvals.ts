/** One person asks for an approval, another gives it, and the one who waits is led to the launch. */
import { expect } from "vitest";
import { type HttpDrive, lastEvent, personAt } from "./drive.ts";

/** Who was approved needs no second approval for a while, so that each API is asked by somebody else. */
const ASKERS = ["lucia", "hugo"] as const;

export const driveApprovals: HttpDrive = async (broker, origin) => {
  const isFirst = lastEvent(broker, "approval_granted") === undefined;
  const asker = personAt(broker, origin, ASKERS[isFirst ? 0 : 1]);
  await asker.signInByOpenId("/login/corporate");
  const fields = { application: "vault-console", reason: "the night batch has to be started by hand" };
  const asked = await asker.broker.post("/approvals", fields);
  expect(asked.status).toBe(303);
  const path = String(asked.location);
  expect((await asker.broker.get(path)).html).toContain('id="waiting"');

  const marta = personAt(broker, origin, "marta");
  await marta.signInByOpenId("/login/corporate");
  expect((await marta.broker.get("/approvals")).html).toContain(path);
  expect((await marta.broker.get(path)).html).toContain("the night batch");
  expect((await marta.broker.post(path, { verdict: "approved" })).status).toBe(303);
  const approvalId = path.replace("/approvals/", "");
  await expect.poll(() => lastEvent(broker, "approval_granted")).toMatchObject({ approvalId });
  expect((await asker.broker.get(path)).location).toBe("/launch/vault-console");
};
