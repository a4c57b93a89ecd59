import { describe, expect, it } from "vitest";
import { parseRedeemRequest } from "../../functions/core/redeem-request.ts";

const LAUNCH = "L".repeat(22);
const SECRET = "s".repeat(43);
const ASKED = {
  ...{ context: `v1.eu-west-1.${LAUNCH}${SECRET}`, attempt: "a".repeat(22), userName: "u-ana" },
  ...{ stack: "treasury-eu", fleet: "treasury-ireland", sessionId: "9b1c-0d2e" },
};

describe("parseRedeemRequest", () => {
  it("reads the handle and where it is", () => {
    expect(parseRedeemRequest(ASKED)).toStrictEqual({
      handle: { region: "eu-west-1", launchId: LAUNCH, secret: SECRET },
      ...{ attempt: "a".repeat(22), userId: "u-ana", stack: "treasury-eu", fleet: "treasury-ireland" },
      sessionId: "9b1c-0d2e",
    });
  });

  it("leaves aside what a launcher of tomorrow says besides", () => {
    expect(parseRedeemRequest({ ...ASKED, launcher: "9.0" })).toStrictEqual(parseRedeemRequest(ASKED));
  });

  it.each([undefined, null, "", 1, [], {}])("reads nothing of %j", (input) => {
    expect(parseRedeemRequest(input)).toBeUndefined();
  });

  it.each(Object.keys(ASKED))("reads nothing without %s, or with a number in its place", (name) => {
    expect(parseRedeemRequest({ ...ASKED, [name]: undefined })).toBeUndefined();
    expect(parseRedeemRequest({ ...ASKED, [name]: 7 })).toBeUndefined();
  });

  it.each([
    ["context", `${ASKED.context}${"s".repeat(1_000_000)}`],
    ["context", ASKED.context.slice(1)],
    ["context", `--renderer-cmd-prefix=${ASKED.context}`],
    ["context", ""],
    ["attempt", "a".repeat(21)],
    ["attempt", "a".repeat(65)],
    ["attempt", `${"a".repeat(22)}=`],
    ["userName", "u-ana\neu-west-1"],
    ["userName", "%USERNAME%"],
    ["userName", "u\u202eana"],
    ["userName", "u"],
    ["stack", "treasury eu"],
    ["fleet", "treasury\nireland"],
    ["fleet", ""],
    ["sessionId", "9b1c\n"],
    ["sessionId", "s".repeat(65)],
  ] as const)("reads nothing with %s %j", (name, value) => {
    expect(parseRedeemRequest({ ...ASKED, [name]: value })).toBeUndefined();
  });
});
