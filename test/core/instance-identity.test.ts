import { describe, expect, it } from "vitest";
import { isSessionOf } from "../../functions/core/instance-identity.ts";

const ROLE = "arn:aws:iam::111122223333:role/treasury-fleet";
const SESSION = "arn:aws:sts::111122223333:assumed-role/treasury-fleet/i-0123456789abcdef0";

describe("isSessionOf", () => {
  it("knows a session of the role", () => {
    expect(isSessionOf(ROLE, SESSION)).toBe(true);
  });

  it("knows one of a role with a path, which a session's ARN leaves out", () => {
    expect(isSessionOf("arn:aws:iam::111122223333:role/fleets/emea/treasury-fleet", SESSION)).toBe(true);
  });

  it.each(["aws-cn", "aws-us-gov"])("knows one in %s, and mixes no partitions", (partition) => {
    const there = (arn: string) => arn.replace("arn:aws:", `arn:${partition}:`);
    expect(isSessionOf(there(ROLE), there(SESSION))).toBe(true);
    expect(isSessionOf(ROLE, there(SESSION))).toBe(false);
  });

  it.each([
    ["another role", SESSION.replace("treasury-fleet", "design-fleet")],
    ["a role whose name goes on", SESSION.replace("treasury-fleet", "treasury-fleet-2")],
    ["a role whose name ends so", SESSION.replace("treasury-fleet", "x-treasury-fleet")],
    ["a role of other capitals", SESSION.replace("treasury-fleet", "Treasury-Fleet")],
    ["the role of another account", SESSION.replace("111122223333", "444455556666")],
    ["a user of that name", "arn:aws:iam::111122223333:user/treasury-fleet"],
    ["a federated user", "arn:aws:sts::111122223333:federated-user/treasury-fleet"],
    ["the account itself", "arn:aws:iam::111122223333:root"],
    ["the role, which nobody is", ROLE],
    ["a session named like the role", "arn:aws:sts::111122223333:assumed-role/other/treasury-fleet"],
    ["a session with a slash", `${SESSION}/treasury-fleet`],
    ["a session with a line after it", `${SESSION}\n`],
    ["nothing", ""],
  ])("knows no session of it in %s", (_name, caller) => {
    expect(isSessionOf(ROLE, caller)).toBe(false);
  });

  it.each(["", "treasury-fleet", "arn:aws:iam::111122223333:role/", SESSION])(
    "knows nobody for %j, which is no role",
    (role) => {
      expect(isSessionOf(role, SESSION)).toBe(false);
    },
  );
});
