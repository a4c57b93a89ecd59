import { describe, expect, it } from "vitest";
import type { CallFailure, CallFault } from "../../../cli/doctor/account-facts.ts";
import { checkCoverage } from "../../../cli/doctor/check-coverage.ts";
import { findingsOf } from "../../support/account-facts.ts";

const failure = (operation: string, fault: CallFault, region = "eu-west-1"): CallFailure => ({
  ...{ region, action: `appstream:${operation}`, fault },
});
const findings = (...failures: readonly CallFailure[]) => findingsOf(checkCoverage, { facts: { failures } });

describe("checkCoverage", () => {
  it("has nothing to say where everything was answered", () => {
    expect(findings()).toStrictEqual([]);
  });

  it("says which permissions are missing, once for each Region", () => {
    expect(
      findings(
        failure("ListAssociatedFleets", "access_denied"),
        failure("DescribeStacks", "access_denied"),
        failure("ListAssociatedFleets", "access_denied"),
        failure("DescribeFleets", "access_denied", "us-east-1"),
      ),
    ).toStrictEqual([
      "unchecked fleets.ireland.region could not be checked in eu-west-1: needs appstream:DescribeStacks, " +
        "appstream:ListAssociatedFleets",
      "unchecked fleets.virginia.region could not be checked in us-east-1: needs appstream:DescribeFleets",
    ]);
  });

  it.each<[CallFault, string]>([
    ["credentials_rejected", "AWS does not accept these credentials"],
    ["attempt_timed_out", "AppStream did not answer in time"],
    ["region_unreachable", "AppStream cannot be reached"],
    ["throttled", "AppStream throttles these credentials; try again later"],
    ["protocol_rejected", "the answer is not AppStream's: look at AWS_ENDPOINT_URL_APPSTREAM"],
    ["unknown_failure", "AppStream refused (unknown_failure)"],
  ])("says what %s means", (fault, cause) => {
    expect(findings(failure("DescribeFleets", fault))).toStrictEqual([
      `unchecked fleets.ireland.region could not be checked in eu-west-1: ${cause} (appstream:DescribeFleets)`,
    ]);
  });
});
