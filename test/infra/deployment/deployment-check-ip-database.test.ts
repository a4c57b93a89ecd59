import { describe, expect, it } from "vitest";
import { ipDatabaseFaults } from "../../../infra/deployment/deployment-check-ip-database.ts";
import { inCountry, ipDatabase } from "../../support/ip-database.ts";
import { aRegionalInput, deploymentWith, issuesOf, policyWith } from "./deployments.ts";

const asking = policyWith([
  ["location", "sources"],
  ["network", "ip_database"],
]);
const bringing = deploymentWith([["ipDatabase"], { file: "countries.mmdb" }]);

describe("checkIpDatabase", () => {
  it("takes a database that the policy asks", () => {
    expect(issuesOf(bringing, asking)).toStrictEqual([]);
  });

  it("refuses a policy that asks one that the deployment does not bring", () => {
    expect(issuesOf(deploymentWith(), asking)).toStrictEqual([
      "policy:location.sources.1 needs `ipDatabase: { file: FILE }` in the deployment file: a country database in MaxMind's format",
    ]);
  });

  it("refuses one that nobody asks", () => {
    expect(issuesOf(bringing)).toStrictEqual([
      "ipDatabase is asked by nobody: name `ip_database` among the policy's `location.sources`, or leave this key out",
    ]);
  });

  it("lets countries be proved at the regional edge", () => {
    const regional = { ...(aRegionalInput() as object), ipDatabase: { file: "countries.mmdb" } };
    const policy = policyWith(
      [["location", "sources"], ["ip_database"]],
      [["applications", "treasury", "conditions", "countries"], ["DE"]],
    );
    expect(issuesOf(regional, policy)).toStrictEqual([]);
  });
});

describe("ipDatabaseFaults", () => {
  it("knows a database by its end, also as text", () => {
    expect(ipDatabaseFaults(ipDatabase({ "192.0.2.0/24": inCountry("ES") }).toString("utf8"))).toStrictEqual(
      [],
    );
  });

  it.each(["", "PK\u0003\u0004", "network,geoname_id"])("refuses %j", (content) => {
    expect(ipDatabaseFaults(content)).toStrictEqual([
      "is no database in MaxMind's format; unpack it if it came in an archive",
    ]);
  });
});
