import { describe, expect, it } from "vitest";
import { checkExistence } from "../../../cli/doctor/check-existence.ts";
import { anAccountFleet, findingsOf } from "../../support/account-facts.ts";

describe("checkExistence", () => {
  it("has nothing to say where all is there", () => {
    expect(findingsOf(checkExistence, { context: { account: "111122223333" } })).toStrictEqual([]);
  });

  it("misses a fleet and a stack, and knows what they may be called", () => {
    const facts = { fleet: "not_found", stack: "not_found" } as const;
    const here = findingsOf(checkExistence, { fleets: { ireland: facts } });
    expect(here).toStrictEqual([
      "fault fleets.ireland.stack does not exist in eu-west-1 of this account",
      "fault fleets.ireland.fleet does not exist in eu-west-1 of this account",
    ]);
  });

  it("suggests what the Region has", () => {
    const facts = { fleet: "not_found", stack: "not_found" } as const;
    const regions = new Map([["eu-west-1", { fleets: ["Finance-A", "other"], stacks: ["financ"] }]]);
    expect(findingsOf(checkExistence, { fleets: { ireland: facts }, facts: { regions } })).toStrictEqual([
      "fault fleets.ireland.stack does not exist in eu-west-1 of this account; did you mean `financ`?",
      "fault fleets.ireland.fleet does not exist in eu-west-1 of this account; did you mean `Finance-A`?",
    ]);
  });

  it("gives the command for a stack and a fleet that are not associated", () => {
    expect(findingsOf(checkExistence, { fleets: { dublin: { isAssociated: false } } })).toStrictEqual([
      "fault fleets.dublin.stack is not associated with the fleet, so nobody can be sent there: " +
        "aws appstream associate-fleet --region eu-west-1 --stack-name design --fleet-name design-b",
    ]);
  });

  it("tells the account that answers from the one that is meant", () => {
    const context = { account: "999988887777" };
    const dublin = { fleet: anAccountFleet() };
    expect(findingsOf(checkExistence, { fleets: { dublin }, context })).toContain(
      "fault fleets.dublin.fleet is in the account 111122223333, and --account says 999988887777: these are the " +
        "credentials of another account",
    );
    const unknown = { fleet: anAccountFleet({ account: undefined }), isAssociated: false };
    expect(findingsOf(checkExistence, { fleets: { dublin: unknown }, context })).not.toContainEqual(
      expect.stringContaining("fleets.dublin.fleet"),
    );
  });

  it("does not take what it does not know for missing", () => {
    const nothing = { fleet: undefined, stack: undefined, isAssociated: undefined };
    expect(findingsOf(checkExistence, { fleets: { dublin: nothing } })).toStrictEqual([]);
  });
});
