import { describe, expect, it, vi } from "vitest";
import { ConfigError } from "../../functions/config.ts";
import { keptStart } from "../../functions/wiring/start.ts";

const COOL_DOWN = 5_000;

/** A start whose tries end as the test says, and a clock that the test moves. */
function stage() {
  let time = 1_000;
  const tries: PromiseWithResolvers<string>[] = [];
  const begin = vi.fn(() => {
    const next = Promise.withResolvers<string>();
    tries.push(next);
    return next.promise;
  });
  const start = keptStart(begin, () => time);
  return {
    begin,
    start,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    succeed: (value: string) => tries.at(-1)?.resolve(value),
    fail: async (fault: string) => {
      tries.at(-1)?.reject(new ConfigError([fault]));
      await expect(tries.at(-1)?.promise).rejects.toThrow(fault);
    },
  };
}

describe("keptStart", () => {
  it("begins at once, before anybody asks", () => {
    expect(stage().begin).toHaveBeenCalledTimes(1);
  });

  it("keeps a start that went well for good", async () => {
    const { begin, start, succeed, pass } = stage();
    succeed("ports");
    expect(await start()).toBe("ports");
    pass(100 * COOL_DOWN);
    expect(await start()).toBe("ports");
    expect(begin).toHaveBeenCalledTimes(1);
  });

  it("waits for a start that takes long, and does not begin another", async () => {
    const { begin, start, succeed, pass } = stage();
    const asked = [start()];
    pass(100 * COOL_DOWN);
    asked.push(start());
    succeed("ports");
    expect(await Promise.all(asked)).toEqual(["ports", "ports"]);
    expect(begin).toHaveBeenCalledTimes(1);
  });

  it("reports what failed to everybody until the cool-down is over, and with the same error", async () => {
    const { begin, start, fail, pass } = stage();
    await fail("the secret is away");
    const errors = [];
    for (const wait of [0, 1, COOL_DOWN - 2]) {
      pass(wait);
      errors.push(await start().catch((error: unknown) => error));
    }
    expect(errors[0]).toEqual(new ConfigError(["the secret is away"]));
    expect(new Set(errors).size).toBe(1);
    expect(begin).toHaveBeenCalledTimes(1);
  });

  it("tries again after it, once for all who ask, and keeps what that brought", async () => {
    const { begin, start, fail, pass, succeed } = stage();
    await fail("the secret is away");
    pass(COOL_DOWN);
    const asked = [start(), start(), start()];
    expect(begin).toHaveBeenCalledTimes(2);
    succeed("ports");
    expect(await Promise.all(asked)).toEqual(["ports", "ports", "ports"]);
    pass(100 * COOL_DOWN);
    expect(await start()).toBe("ports");
    expect(begin).toHaveBeenCalledTimes(2);
  });

  it("counts the cool-down from the last failure, and reports that one", async () => {
    const { begin, start, fail, pass } = stage();
    await fail("first");
    pass(COOL_DOWN);
    const retried = start();
    pass(COOL_DOWN);
    await fail("second");
    await expect(retried).rejects.toThrow("second");
    pass(COOL_DOWN - 1);
    await expect(start()).rejects.toThrow("second");
    expect(begin).toHaveBeenCalledTimes(2);
    pass(1);
    start().catch(() => {});
    expect(begin).toHaveBeenCalledTimes(3);
  });

  it("does not try by itself where nobody asks", async () => {
    const { begin, fail, pass } = stage();
    await fail("the secret is away");
    pass(100 * COOL_DOWN);
    expect(begin).toHaveBeenCalledTimes(1);
  });
});
