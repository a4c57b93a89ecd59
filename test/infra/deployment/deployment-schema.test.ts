import { describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../functions/routes.ts";
import { readDeployment } from "../../../infra/deployment/deployment-schema.ts";
import { withValue } from "../../support/policies.ts";
import { aDeploymentInput, aRegionalInput, deploymentOf, issuesOf, issuesWith } from "./deployments.ts";

describe("readDeployment", () => {
  it("accepts a deployment", () => {
    expect(issuesOf(aDeploymentInput())).toStrictEqual([]);
  });

  it("fills in every default", () => {
    const { functions, ...deployment } = deploymentOf(aRegionalInput());
    expect(deployment).toStrictEqual({
      version: 1,
      name: "streamgate",
      account: "111122223333",
      policy: "policy.yaml",
      edge: "regional",
      regions: ["eu-west-1"],
      domain: {
        viewer: "stream.example.com",
        origin: null,
        hostedZoneId: "Z0123456789EXAMPLE",
        hostedZoneName: "example.com",
      },
      certificates: {
        viewer: null,
        regional: { "eu-west-1": "arn:aws:acm:eu-west-1:111122223333:certificate/viewer" },
        originClient: null,
      },
      ipDatabase: null,
      limits: {
        requestsPerAddress: 2000,
        signInsPerAddress: 300,
        waitingRequestsPerAddress: 30_000,
        requestsPerSecond: 100,
        burst: 200,
        waitingRequestsPerSecond: 1_000,
      },
      retention: { logDays: 30, landingDays: 7, archive: { mode: "governance", years: 1 } },
      quotas: { lambdaConcurrency: 1000, networkInterfaces: 5000 },
      alarms: { notify: ["on-call@example.com"] },
      tags: {},
      permissionsBoundary: null,
      streaming: null,
    });
    expect(Object.keys(functions)).toStrictEqual(FUNCTIONS.map(({ name }) => name));
    expect(functions.launch).toStrictEqual({ memory: null, reservedConcurrency: null, provisioned: null });
  });

  it("fills in the defaults of networks, fleets and bastions", () => {
    const { streaming } = deploymentOf(aDeploymentInput());
    expect(streaming?.networks.ireland).toMatchObject({
      egress: "none",
      proxy: null,
      allowedDomains: [],
      transitGateway: null,
    });
    expect(streaming?.fleets[0]).toMatchObject({
      fleetType: "ON_DEMAND",
      capacity: { targetUtilization: 75, schedules: [] },
      embedDomains: [],
      directory: null,
      replacement: "stop_and_start",
    });
    expect(streaming?.bastions[0]).toMatchObject({
      instanceType: "stream.standard.medium",
      variant: "brokered",
      directory: null,
    });
  });

  it("needs no fleets and no bastions beside networks", () => {
    const { streaming } = deploymentOf(withValue(["streaming"], { networks: {} }, aDeploymentInput()));
    expect(streaming).toStrictEqual({ networks: {}, fleets: [], bastions: [], usageReports: true });
  });

  it.each([
    [["edgee"], "edgee unknown key `edgee`; did you mean `edge`?"],
    [["domain", "viewr"], "domain.viewr unknown key `viewr`; did you mean `viewer`?"],
    [["functions", "lunch"], "functions.lunch unknown key `lunch`; did you mean `launch`?"],
    [["functions", "launch", "timeout"], "functions.launch.timeout unknown key `timeout`"],
    [["streaming", "fleets", 0, "capacity", "min"], "streaming.fleets.0.capacity.min unknown key `min`"],
    [["streaming", "bastions", 0, "mfa"], "streaming.bastions.0.mfa unknown key `mfa`"],
    [["streaming", "networks", "ireland", "nat"], "streaming.networks.ireland.nat unknown key `nat`"],
  ])("refuses the unknown key %j", (path, issue) => {
    expect(issuesWith([path, "x"])).toStrictEqual([issue]);
  });

  it.each([
    ["tables", { consistency: "MRSC", ttl: true }, "unknown key `tables`"],
    ["mrsc", true, "has no TTL"],
    ["globalTables", true, "has no TTL"],
    ["tableConsistency", "strong", "has no TTL"],
    ["replicas", ["eu-central-1"], "has no TTL"],
    ["tableTtl", 60, "has no TTL"],
  ])("refuses %s, which would be a table for several Regions, and says why", (key, value, why) => {
    expect(issuesWith([[key], value])).toStrictEqual([expect.stringContaining(why)]);
  });

  it("gives no advice on tables where a key only sounds like them", () => {
    expect(issuesWith([["limits", "throttle"], 1])).toStrictEqual(["limits.throttle unknown key `throttle`"]);
  });

  it.each([
    [["constructor"], "constructor must have another name"],
    [["tags", "prototype"], "tags.prototype must have another name"],
    [["streaming", "networks", "constructor"], "streaming.networks.constructor must have another name"],
  ])("refuses the key %j, which JavaScript would lose", (path, issue) => {
    expect(issuesWith([path, "x"])).toStrictEqual([issue]);
  });

  it("reports a missing key where it should be", () => {
    expect(issuesWith([["domain", "viewer"], undefined])).toStrictEqual([
      "domain.viewer missing key `viewer`",
    ]);
    expect(issuesWith([["alarms"], undefined])).toStrictEqual(["alarms missing key `alarms`"]);
  });

  it.each([null, 3, "x", [], [aDeploymentInput()]])("refuses %j, which is no map", (input) => {
    expect(readDeployment(input)).toStrictEqual({
      issues: [{ path: [], message: "must be a map of keys and values" }],
      deployment: null,
    });
  });

  it("asks for the years of an archive that nobody can open", () => {
    const path = ["retention", "archive"];
    const issue = expect.stringMatching(/^retention\.archive\.mode is `compliance`, .* write the years/);
    expect(issuesWith([path, { mode: "compliance" }])).toStrictEqual([issue]);
    expect(issuesWith([path, { mode: "compliance", years: 7 }])).toStrictEqual([]);
    expect(issuesWith([path, { years: 7 }])).toStrictEqual([]);
    expect(issuesWith([path, {}])).toStrictEqual([]);
  });

  it("has what is left checked, where only a setting with a default is wrong", () => {
    const broken: readonly (readonly [readonly (string | number)[], string])[] = [
      [["limits", "burst"], "many"],
      [["streaming", "fleets", 0, "embedDomains"], "https://portal.example.com"],
      [["tags"], "none"],
    ];
    expect(issuesWith(...broken, [["streaming", "fleets", 1, "network"], "paris"])).toStrictEqual([
      "limits.burst must be a number",
      "tags must be a map of keys and values",
      "streaming.fleets.0.embedDomains must be a list",
      "streaming.fleets.1.network `paris` is not in streaming.networks",
    ]);
  });

  it("has what is left checked, where a value only has a wrong format", () => {
    expect(issuesWith([["account"], "12"], [["regions", 1], "us-east-7"])).toStrictEqual([
      "account must be the 12 digits of an AWS account, in quotes",
      expect.stringContaining("regions.1 must be a Region where AppStream runs"),
      expect.stringContaining("certificates.viewer is in another account"),
      expect.stringContaining("certificates.regional.eu-west-1 is in another account"),
      expect.stringContaining("certificates.regional.us-east-1 is in another account"),
      expect.stringContaining("certificates.originClient.certificate is in another account"),
    ]);
  });

  it("leaves it at the shape where an item of a list or a required setting is none", () => {
    expect(readDeployment(withValue(["regions", 0], 3, aDeploymentInput())).deployment).toBeNull();
    expect(readDeployment(withValue(["edge"], "cloud", aDeploymentInput())).deployment).toBeNull();
    expect(
      readDeployment(withValue(["alarms", "notify"], undefined, aDeploymentInput())).deployment,
    ).toBeNull();
  });

  it("ends on a value that holds itself", () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(readDeployment({ tags: loop }).deployment).toBeNull();
  });
});
