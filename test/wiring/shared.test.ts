import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ConfigError } from "../../functions/config.ts";
import { faultEvent } from "../../functions/core/audit-event.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import {
  digest,
  functionParts,
  now,
  orConfigError,
  policyFrom,
  randomText,
  sealerFrom,
  secrets,
  stdoutAudit,
  together,
} from "../../functions/wiring/shared.ts";
import { aPolicy, memoryAudit, NO_TRUST, ORIGIN } from "../support/http-builders.ts";
import { aWorld, type World } from "./environment.ts";

let world: World | undefined;
afterEach(() => world?.remove());

const PORTS = { index: indexPolicy(aPolicy({ support: { en: "Extension 4357" } }), "policy-version-1") };
const SECRET = "s".repeat(32);
const trustOf = (environment: Record<string, string>) =>
  functionParts(environment, memoryAudit(), async () => PORTS).edgeTrust();

describe("now", () => {
  it("is the wall clock in milliseconds", () => {
    const before = Date.now();
    expect(now()).toBeGreaterThanOrEqual(before);
    expect(now()).toBeLessThanOrEqual(Date.now());
  });
});

describe("randomText", () => {
  it("is base64url of so many bytes, and never the same", () => {
    expect(randomText(16)).toMatch(/^[\w-]{22}$/);
    expect(randomText(32)).toMatch(/^[\w-]{43}$/);
    expect(new Set(Array.from({ length: 1_000 }, () => randomText(16))).size).toBe(1_000);
  });
});

describe("digest", () => {
  it("is SHA-256 in base64url", () => {
    expect(digest("abc")).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  });
});

describe("stdoutAudit", () => {
  it("writes one line an event to standard output", () => {
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    stdoutAudit().write(faultEvent({ time: "2026-08-03T09:00:00.000Z", correlationId: "X" }, "a_fault", {}));
    const lines = write.mock.calls.map(([line]) => String(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*"fault":"a_fault".*\}\n$/);
  });
});

describe("secrets", () => {
  it("reads a reference from the environment it is given", async () => {
    expect(await secrets({ A: "value" })("env:A")).toBe("value");
  });
});

describe("orConfigError", () => {
  it("answers what the work answers", async () => {
    expect(await orConfigError(() => 7)).toBe(7);
  });

  it("makes a fault of the work one of the set-up", async () => {
    const work = (): never => {
      throw new TypeError("the key is too short");
    };
    await expect(orConfigError(work)).rejects.toThrow(new ConfigError(["the key is too short"]));
  });
});

describe("together", () => {
  it("answers all of them in order", async () => {
    expect(await together([Promise.resolve(1), Promise.resolve("b")])).toEqual([1, "b"]);
  });

  it("lists the faults of every one that failed, each once", async () => {
    const failed = (fault: string): Promise<never> => Promise.reject(new ConfigError([fault]));
    const work = together([
      failed("A is not set"),
      Promise.resolve(1),
      failed("B is not set"),
      failed("A is not set"),
    ]);
    await expect(work).rejects.toMatchObject({ faults: ["A is not set", "B is not set"] });
  });

  it("passes on what is no fault of the set-up", async () => {
    await expect(together([Promise.reject(new TypeError("bug"))])).rejects.toThrow("bug");
  });
});

describe("sealerFrom", () => {
  it("makes a sealer of the keys behind the reference", async () => {
    const key = Buffer.alloc(32, 1).toString("base64url");
    const sealer = await sealerFrom(async () => `k1:${key}`, "ssm:keys");
    expect(await sealer.open("broker-session", await sealer.seal("broker-session", "text"))).toBe("text");
  });

  it("refuses keys that are none", async () => {
    await expect(sealerFrom(async () => "nonsense", "ssm:keys")).rejects.toThrow(ConfigError);
  });
});

describe("policyFrom", () => {
  it("indexes the compiled policy, with the file's version", async () => {
    world = aWorld();
    const index = await policyFrom(world.environment.POLICY_FILE ?? "", ORIGIN);
    expect(index.policy).toEqual(aPolicy());
    expect(index.version).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("functionParts", () => {
  it("builds at once, and once only", async () => {
    const build = vi.fn(async () => PORTS);
    const parts = functionParts({}, memoryAudit(), build);
    expect(build).toHaveBeenCalledTimes(1);
    expect([await parts.ports(), await parts.ports()]).toEqual([PORTS, PORTS]);
    expect(build).toHaveBeenCalledTimes(1);
  });

  it("has pages look as the policy among its ports says", async () => {
    const { branding } = functionParts({}, memoryAudit(), async () => PORTS);
    expect(await branding?.()).toMatchObject({ name: undefined, support: { en: "Extension 4357" } });
  });

  it("reports a failed build at every request, and builds again after a while", async () => {
    let time = 0;
    const build = vi.fn(async (): Promise<typeof PORTS> => {
      if (time === 0) throw new ConfigError(["A is not set"]);
      return PORTS;
    });
    const parts = functionParts({}, memoryAudit(), build, () => time);
    await expect(parts.ports()).rejects.toThrow("A is not set");
    await expect(parts.edgeTrust()).rejects.toThrow("A is not set");
    expect(build).toHaveBeenCalledTimes(1);
    time = 5_000;
    expect([await parts.edgeTrust(), await parts.ports()]).toEqual([NO_TRUST, PORTS]);
    expect(build).toHaveBeenCalledTimes(2);
  });

  it("serves with the secret that was away at first", async () => {
    let time = 0;
    const answers = [500, 200];
    const extension = createServer((_request, response) => {
      response.statusCode = answers.shift() ?? 404;
      response.end(JSON.stringify({ SecretString: SECRET }));
    });
    await new Promise<void>((resolve) => extension.listen(0, "127.0.0.1", resolve));
    const port = String((extension.address() as AddressInfo).port);
    const environment = { EDGE_SECRETS: "secret:edge", PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: port };
    const parts = functionParts(
      environment,
      memoryAudit(),
      async () => PORTS,
      () => time,
    );
    await expect(parts.ports()).rejects.toThrow(/the secret edge could not be read .*: status 500/);
    time = 4_999;
    await expect(parts.ports()).rejects.toThrow("status 500");
    time = 5_000;
    expect(await parts.ports()).toBe(PORTS);
    expect((await parts.edgeTrust()).secrets).toEqual([SECRET]);
    expect(answers).toEqual([]);
    extension.close();
  });

  it("serves with the policy that was not there at first, and goes on reporting until then", async () => {
    world = aWorld();
    const { POLICY_FILE = "" } = world.environment;
    const policy = readFileSync(POLICY_FILE);
    rmSync(POLICY_FILE);
    let time = 0;
    const parts = functionParts(
      {},
      memoryAudit(),
      async () => ({ index: await policyFrom(POLICY_FILE, ORIGIN) }),
      () => time,
    );
    for (time of [0, 5_000, 10_000]) {
      const error = await parts.ports().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConfigError);
      expect(String(error)).toContain("cannot be read as a compiled policy");
    }
    writeFileSync(POLICY_FILE, policy);
    await expect(parts.ports()).rejects.toThrow(ConfigError);
    time = 15_000;
    expect((await parts.ports()).index.policy).toEqual(aPolicy());
  });

  it("trusts no edge where none is configured", async () => {
    expect(await trustOf({})).toEqual(NO_TRUST);
  });

  it("trusts the edge's certificate", async () => {
    expect(await trustOf({ EDGE_CERTIFICATE_SUBJECT: "CN=edge" })).toEqual({
      certificateSubject: "CN=edge",
      secrets: [],
      required: false,
    });
  });

  it("asks for the edge where it is told to", async () => {
    expect(await trustOf({ EDGE_CERTIFICATE_SUBJECT: "CN=edge", EDGE_REQUIRED: "true" })).toEqual({
      certificateSubject: "CN=edge",
      secrets: [],
      required: true,
    });
  });

  it("does not start where it is to ask for an edge it could not know", async () => {
    await expect(trustOf({ EDGE_REQUIRED: "true" })).rejects.toThrow("EDGE_CERTIFICATE_SUBJECT is not set");
  });

  it.each([
    [SECRET, [SECRET]],
    [`${SECRET}1, ${SECRET}2 `, [`${SECRET}1`, `${SECRET}2`]],
  ])("trusts who knows a secret of %#", async (value, expected) => {
    expect(await trustOf({ EDGE_SECRETS: "env:EDGE", EDGE: value })).toEqual({
      certificateSubject: undefined,
      secrets: expected,
      required: false,
    });
  });
});
