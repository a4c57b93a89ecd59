import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseLiveKeys } from "../../../../infra/broker/rotation/live-keys.ts";
import { rotate } from "../../../../infra/broker/rotation/rotate.ts";
import type { SecretVersions } from "../../../../infra/broker/rotation/secret-versions.ts";

const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"];
const KEY = Buffer.alloc(32, 7).toString("base64url");

/** A secret with its versions, and what a rotation does to it. */
function aSecret(current: string) {
  const values = new Map([["first", current]]);
  const stages = { current: "first", pending: "" };
  const writes: string[] = [];
  const versions: SecretVersions = {
    async value(stage, version) {
      const id = stage === "AWSCURRENT" ? stages.current : stages.pending;
      return version === undefined || version === id ? values.get(id) : undefined;
    },
    async putPending(version, value) {
      writes.push(version);
      values.set(version, value);
      stages.pending = version;
    },
    async makeCurrent(version) {
      stages.current = version;
    },
  };
  let now = Date.UTC(2026, 10, 21);
  const ports = {
    versions,
    now: () => now,
    randomText: (bytes: number) => randomBytes(bytes).toString("base64url"),
  };
  return {
    values,
    writes,
    step: (Step: string, token: string) =>
      rotate({ Step, SecretId: "streamgate/sealing-keys", ClientRequestToken: token }, ports),
    currentKeys: () => (parseLiveKeys(values.get(stages.current) ?? "") ?? []).map(({ id }) => id),
    nextMonth: () => {
      now += 30 * 86_400_000;
    },
  };
}

describe("rotate", () => {
  it("makes a usable value of the one that Secrets Manager invented", async () => {
    const secret = aSecret("invented");
    for (const step of STEPS) await secret.step(step, "token-1");
    expect(secret.currentKeys()).toEqual(["20261121T000000Z"]);
  });

  it("announces one month and moves to the front the next", async () => {
    const secret = aSecret(`k1:${KEY}`);
    for (const step of STEPS) await secret.step(step, "token-1");
    expect(secret.currentKeys()).toEqual(["k1", "20261121T000000Z"]);
    secret.nextMonth();
    for (const step of STEPS) await secret.step(step, "token-2");
    expect(secret.currentKeys()).toEqual(["20261121T000000Z", "k1"]);
  });

  it("makes one new value however often it is asked", async () => {
    const secret = aSecret(`k1:${KEY}`);
    await secret.step("createSecret", "token-1");
    const value = secret.values.get("token-1");
    await secret.step("createSecret", "token-1");
    expect(secret.writes).toEqual(["token-1"]);
    expect(secret.values.get("token-1")).toBe(value);
  });

  it("does not take over a value that no function could use", async () => {
    const secret = aSecret(`k1:${KEY}`);
    await secret.step("createSecret", "token-1");
    secret.values.set("token-1", "tampered");
    await expect(secret.step("testSecret", "token-1")).rejects.toThrow("not taken over");
    await expect(secret.step("testSecret", "token-2")).rejects.toThrow("not taken over");
    expect(secret.currentKeys()).toEqual(["k1"]);
  });

  it("refuses a step there is not", async () => {
    await expect(aSecret("").step("deleteSecret", "token-1")).rejects.toThrow(TypeError);
  });
});
