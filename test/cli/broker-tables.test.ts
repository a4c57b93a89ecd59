import { describe, expect, it } from "vitest";
import { readBrokerTables } from "../../cli/broker-tables.ts";

const TOLD = {
  LAUNCH_TABLE: "of-the-broker",
  BROKER_REGIONS: "eu-west-1,us-east-1",
  AWS_REGION: "eu-south-2",
};

describe("readBrokerTables", () => {
  it("takes the options first, with spaces, and each Region once", () => {
    const values = { table: "launches", regions: "eu-west-1, us-gov-west-1,eu-west-1," };
    expect(readBrokerTables(values, TOLD)).toStrictEqual({
      ok: true,
      value: { tableName: "launches", regions: ["eu-west-1", "us-gov-west-1"] },
    });
  });

  it("takes what the broker's functions are told, and never one Region for all of them", () => {
    expect(readBrokerTables({}, TOLD)).toMatchObject({
      value: { tableName: "of-the-broker", regions: ["eu-west-1", "us-east-1"] },
    });
    expect(readBrokerTables({ regions: "eu-south-2" }, { LAUNCH_TABLE: "" })).toMatchObject({
      value: { tableName: "streamgate-launches", regions: ["eu-south-2"] },
    });
    expect(readBrokerTables({}, { ...TOLD, BROKER_REGIONS: "" })).toMatchObject({ ok: false });
  });

  it.each([
    ["no Regions", {}, ["--regions"]],
    ["empty Regions", { regions: "" }, ["--regions"]],
    ["no name of a Region", { regions: "eu-west-1,ireland" }, ["--regions"]],
    ["no name of a table", { table: "a b", regions: "eu-west-1" }, ["--table"]],
    ["both", { table: "", regions: "ireland" }, ["--table", "--regions"]],
  ])("refuses %s", (_what, values, options) => {
    const tables = readBrokerTables(values, {});
    expect(tables.ok ? [] : tables.error.map(({ option }) => option)).toStrictEqual(options);
  });
});
