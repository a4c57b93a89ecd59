import { describe, expect, it } from "vitest";
import { readDrainRequest } from "../../../cli/drain/drain-request.ts";
import { faultLine } from "../../../cli/option-fault.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z") / 1000;
const WHERE = { policy: "policy.yaml", table: "launches", regions: "eu-west-1,us-east-1" };
const DRAIN = { owner: "Ana", reason: "patching", until: "+2h" };

type Values = Readonly<Record<string, string | boolean | undefined>>;

function read(
  values: Values,
  positionals: readonly string[] = ["ireland"],
  environment: Readonly<Record<string, string>> = {},
) {
  return readDrainRequest({ positionals, values, lists: {} }, environment, NOW);
}

const faults = (values: Values, positionals?: readonly string[]) => {
  const request = read(values, positionals);
  return request.ok ? [] : request.error.map(faultLine);
};

describe("readDrainRequest", () => {
  it("reads a drain", () => {
    expect(read({ ...WHERE, ...DRAIN })).toStrictEqual({
      ok: true,
      value: {
        ...{ policyFile: "policy.yaml", tableName: "launches", regions: ["eu-west-1", "us-east-1"] },
        action: {
          ...{ kind: "begin", fleet: "ireland", force: false },
          drain: { owner: "Ana", reason: "patching", until: NOW + 7_200 },
        },
      },
    });
  });

  it("reads an end and a list", () => {
    expect(read({ ...WHERE, end: true })).toMatchObject({
      value: { action: { kind: "end", fleet: "ireland" } },
    });
    expect(read({ ...WHERE, list: true }, [])).toMatchObject({ value: { action: { kind: "list" } } });
  });

  it("takes the table and the Regions from the environment", () => {
    const environment = { LAUNCH_TABLE: "from-env", BROKER_REGIONS: "eu-west-1,us-gov-west-1" };
    expect(read({ policy: "p", list: true }, [], environment)).toMatchObject({
      value: { tableName: "from-env", regions: ["eu-west-1", "us-gov-west-1"] },
    });
  });

  it.each([
    ["no policy", { ...WHERE, policy: undefined, ...DRAIN }, "--policy is missing"],
    ["no name of a table", { ...WHERE, table: "a b", ...DRAIN }, "--table must be"],
    ["no Regions", { ...WHERE, regions: undefined, ...DRAIN }, "--regions must be"],
    ["no owner", { ...WHERE, ...DRAIN, owner: undefined }, "--owner is missing"],
    ["a blank reason", { ...WHERE, ...DRAIN, reason: "  " }, "--reason is missing or no short line"],
    ["a reason of two lines", { ...WHERE, ...DRAIN, reason: "a\nb" }, "--reason is missing or no short line"],
    [
      "a reason that reads backwards",
      { ...WHERE, ...DRAIN, reason: "a\u202eb" },
      "--reason is missing or no short line",
    ],
    [
      "a reason without end",
      { ...WHERE, ...DRAIN, reason: "x".repeat(201) },
      "--reason is missing or no short line",
    ],
    ["no end", { ...WHERE, ...DRAIN, until: undefined }, "--until is missing"],
    ["an end that is past", { ...WHERE, ...DRAIN, until: "+0h" }, "--until is in the past"],
    ["an owner of a list", { ...WHERE, list: true, owner: "Ana" }, "--owner does not go with --list"],
    ["a forced end", { ...WHERE, end: true, force: true }, "--force does not go with --end"],
    ["a list of an end", { ...WHERE, list: true, end: true }, "--end does not go with --list"],
    ["a list of a fleet", { ...WHERE, list: true }, "FLEET does not go with --list"],
  ])("refuses %s", (what, values: Values, message) => {
    const told = faults(values, values.list === true && !what.endsWith("of a fleet") ? [] : ["ireland"]);
    expect(told).toStrictEqual([expect.stringContaining(message)]);
  });

  it("wants a fleet to drain or to open", () => {
    expect(faults({ ...WHERE, ...DRAIN }, [])).toStrictEqual([
      "FLEET is missing: the fleet's id in the policy, or --list",
    ]);
    expect(faults({ ...WHERE, end: true }, [])).toStrictEqual(["FLEET is missing: the fleet to open again"]);
  });

  it("tells everything that is wrong at once", () => {
    const options = (values: Values, positionals: readonly string[]) =>
      faults(values, positionals).map((line) => line.split(" ")[0]);
    expect(options({ table: "a b" }, [])).toStrictEqual([
      ...["--policy", "--table", "--regions", "FLEET", "--owner", "--reason", "--until"],
    ]);
    expect(options({ ...WHERE, ...DRAIN, list: true, end: true }, ["ireland"])).toStrictEqual([
      ...["--owner", "--reason", "--until", "--end", "FLEET"],
    ]);
  });
});
