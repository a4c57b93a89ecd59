import { describe, expect, it } from "vitest";
import { type HandleFacts, type HandleFault, handleFault } from "../../functions/core/handle-fault.ts";

const NOW = 1_795_165_200;
const LAUNCH: HandleFacts = {
  ...{ state: "url_created", userId: "u-ana", handleDigest: "digest", binding: "binding" },
  ...{ isRedeemed: false, handleExpiresAt: NOW + 1, expiresAt: NOW + 1 },
};
const PRESENTED = { userId: "u-ana", handleDigest: "digest", bindings: ["other", "binding"] };
const EVERYTHING_WRONG: HandleFacts = {
  ...{ state: "failed", userId: "u-ben", handleDigest: "other", binding: "another" },
  ...{ isRedeemed: true, handleExpiresAt: NOW, expiresAt: NOW },
};

describe("handleFault", () => {
  it("finds nothing wrong with a handle that may be redeemed, in its last second", () => {
    expect(handleFault(LAUNCH, PRESENTED, NOW)).toBeUndefined();
  });

  it("knows nothing of what is not there", () => {
    expect(handleFault(undefined, PRESENTED, NOW)).toBe("handle_unknown");
  });

  it.each<[HandleFault, (keyof HandleFacts)[]]>([
    ["handle_unknown", []],
    ["handle_altered", ["expiresAt"]],
    ["handle_of_another_user", ["expiresAt", "handleDigest"]],
    ["handle_of_another_fleet", ["expiresAt", "handleDigest", "userId"]],
    ["handle_of_failed_launch", ["expiresAt", "handleDigest", "userId", "binding"]],
    ["handle_spent", ["expiresAt", "handleDigest", "userId", "binding", "state"]],
    ["handle_expired", ["expiresAt", "handleDigest", "userId", "binding", "state", "isRedeemed"]],
  ])("says %s where all else is wrong too but %j", (fault, right) => {
    const mended = Object.fromEntries(right.map((name) => [name, LAUNCH[name]]));
    expect(handleFault({ ...EVERYTHING_WRONG, ...mended }, PRESENTED, NOW)).toBe(fault);
  });
});
