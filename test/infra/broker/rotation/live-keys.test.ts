import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSealer, parseSealingKeys } from "../../../../functions/identity/sealer.ts";
import { nextLiveKeys, parseLiveKeys } from "../../../../infra/broker/rotation/live-keys.ts";

const NOW = Date.UTC(2026, 10, 21, 7, 59, 0);
const MONTH = 30 * 86_400_000;
/** As Secrets Manager does: 43 letters and digits, no id. */
const INVENTED = "Qm7pX2sLr9TzVw4yB6nDk1fGh3jC8aEeR5uIoPqWtYx";
const random = (bytes: number): string => randomBytes(bytes).toString("base64url");

/** The values of so many rotations, a month apart, from what was there. */
function rotations(first: string, count: number): readonly string[] {
  const values = [first];
  for (let index = 0; index < count; index++) {
    values.push(nextLiveKeys(values.at(-1) ?? "", NOW + index * MONTH, random));
  }
  return values.slice(1);
}

function ids(value: string): readonly string[] {
  return (parseLiveKeys(value) ?? []).map(({ id }) => id);
}

describe("nextLiveKeys", () => {
  it("begins with one key where there is none", () => {
    expect(ids(nextLiveKeys("", NOW, random))).toEqual(["20261121T075900Z"]);
  });

  it("goes on from the key that Secrets Manager invented, under an id", () => {
    const [announced = "", moved = "", dropped = ""] = rotations(INVENTED, 3);
    expect(announced).toMatch(new RegExp(`^first:${INVENTED},20261121T075900Z:`));
    expect(ids(moved)).toEqual(["20261121T075900Z", "first"]);
    expect(ids(dropped)).not.toContain("first");
  });

  it("announces the next key in the second place, where it seals nothing yet", () => {
    const [first = "", second = ""] = rotations("", 2);
    expect(ids(second)).toEqual([...ids(first), "20261221T075900Z"]);
  });

  it("moves the announced key to the front and keeps the former one", () => {
    const [, second = "", third = ""] = rotations("", 3);
    expect(ids(third)).toEqual(ids(second).toReversed());
  });

  it("drops the former key when the one after the next is announced", () => {
    const [, , third = "", fourth = ""] = rotations("", 4);
    expect(ids(fourth)[0]).toBe(ids(third)[0]);
    expect(ids(fourth)).not.toContain(ids(third)[1]);
  });

  it("takes a key that somebody put there by hand for the older one", () => {
    const own = `own:${random(32)}`;
    const [announced = "", moved = ""] = rotations(own, 2);
    expect(ids(announced)).toEqual(["own", "20261121T075900Z"]);
    expect(ids(moved)).toEqual(["20261121T075900Z", "own"]);
  });

  it("makes keys of 32 random bytes", () => {
    const [value = ""] = rotations("", 1);
    const [key] = parseLiveKeys(value) ?? [];
    expect(Buffer.from(key?.secret ?? "", "base64url")).toHaveLength(32);
    expect(rotations("", 1)).not.toEqual([value]);
  });

  it("writes what the functions read, every time", () => {
    for (const value of [...rotations("", 7), INVENTED, ...rotations(INVENTED, 7)]) {
      expect(parseSealingKeys(value).map(({ id }) => id)).toEqual(ids(value));
    }
  });

  it.each([
    ["nothing", ""],
    ["Secrets Manager's invention", INVENTED],
  ])(
    "leaves what was sealed before a rotation open after it and the other way round, from %s on",
    async (_, first) => {
      const values = first === "" ? rotations(first, 7) : [first, ...rotations(first, 7)];
      const sealers = values.map((value) => createSealer(parseSealingKeys(value)));
      for (const [index, sealer] of sealers.entries()) {
        const next = sealers[index + 1] ?? sealer;
        expect(await next.open("broker-session", await sealer.seal("broker-session", "before"))).toBe(
          "before",
        );
        expect(await sealer.open("broker-session", await next.seal("broker-session", "after"))).toBe("after");
      }
    },
  );

  it("makes something usable of whatever was there", () => {
    fc.assert(
      fc.property(fc.string(), (current) => {
        expect(parseLiveKeys(nextLiveKeys(current, NOW, random))).toBeDefined();
      }),
    );
  });
});

describe("parseLiveKeys", () => {
  const key = random(32);

  it.each([
    ["nothing", ""],
    ["a short key without an id", key.slice(1)],
    ["two keys without an id", `${key},${random(32)}`],
    ["a short key", `k1:${key.slice(1)}`],
    ["three keys", `a:${key},b:${key},c:${key}`],
    ["one id twice", `a:${key},a:${random(32)}`],
  ])("refuses %s", (_, text) => {
    expect(parseLiveKeys(text)).toBeUndefined();
  });

  it("reads one key and two", () => {
    expect(parseLiveKeys(key)).toEqual([{ id: "first", secret: key }]);
    expect(parseLiveKeys(`a:${key}`)).toEqual([{ id: "a", secret: key }]);
    expect(parseLiveKeys(`a:${key}, b:${key}`)).toHaveLength(2);
  });
});
