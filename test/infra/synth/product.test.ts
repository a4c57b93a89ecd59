import type { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../functions/routes.ts";
import type { LoadedDeployment } from "../../../infra/deployment/load-deployment.ts";
import { appOf, loadExample, stacksOf, templateOf, templates, withDeployment } from "../assembly.ts";

let loaded: LoadedDeployment;
beforeAll(async () => {
  loaded = await loadExample("cloudfront");
});

function roles(all: ReadonlyMap<string, Template>) {
  return [...all.values()].flatMap((template) => Object.values(template.findResources("AWS::IAM::Role")));
}

const STATES = ["streamgate-state-eu-west-1", "streamgate-state-us-east-1"];
const BEFORE_BROKERS = [
  "streamgate-secrets-eu-west-1",
  "streamgate-audit-eu-west-1",
  "streamgate-audit-us-east-1",
];

describe("the stacks of the product", () => {
  it("are deployed in an order in which each finds what it needs", () => {
    const order = stacksOf(appOf(loaded)).map((stack) => [
      stack.stackName,
      stack.dependencies.map(({ stackName }) => stackName),
    ]);
    expect(order).toEqual([
      ["streamgate-state-eu-west-1", []],
      ["streamgate-state-us-east-1", ["streamgate-state-eu-west-1"]],
      ["streamgate-secrets-eu-west-1", STATES],
      ["streamgate-audit-eu-west-1", STATES],
      ["streamgate-audit-us-east-1", STATES],
      ["streamgate-broker-eu-west-1", BEFORE_BROKERS],
      ["streamgate-broker-us-east-1", BEFORE_BROKERS],
      ["streamgate-edge-us-east-1", ["streamgate-broker-eu-west-1", "streamgate-broker-us-east-1"]],
      // Fleets take half an hour to start, and nothing waits for them.
      ["streamgate-streaming-eu-west-1", []],
      ["streamgate-streaming-us-east-1", []],
    ]);
  });

  it("cannot be deleted by mistake", () => {
    for (const stack of stacksOf(appOf(loaded))) expect(stack.terminationProtection).toBe(true);
  });

  it("refer to one another by names alone, and by outputs where AWS makes the name up", () => {
    for (const template of templates(loaded).values()) {
      const text = JSON.stringify(template.toJSON());
      expect(text).not.toContain("Fn::ImportValue");
      for (const [, output] of text.matchAll(/"OutputName":"(\w+)"/g))
        expect(["AuditKeyArn", "DataKeyArn", "SigningKeyArn"]).toContain(output);
    }
  });

  it("run the broker in as many Regions as the deployment has", () => {
    const single = withDeployment(loaded, { regions: ["eu-west-1"] });
    expect([...templates(single).keys()]).toEqual([
      "streamgate-state-eu-west-1",
      "streamgate-secrets-eu-west-1",
      "streamgate-audit-eu-west-1",
      "streamgate-broker-eu-west-1",
      // It has fleets, so that AppStream can be called there.
      "streamgate-watch-us-east-1",
      "streamgate-edge-us-east-1",
      "streamgate-streaming-eu-west-1",
      "streamgate-streaming-us-east-1",
    ]);
  });

  it("have no streaming side where it is somebody else's", () => {
    const names = [...templates(withDeployment(loaded, { streaming: null })).keys()];
    expect(names.filter((name) => name.includes("streaming"))).toEqual([]);
  });

  it("hand the audit lines of every function to the trail, and to one that is there before", () => {
    const template = templateOf(templates(loaded), "streamgate-broker-us-east-1");
    const filters = Object.values(template.findResources("AWS::Logs::SubscriptionFilter"));
    expect(filters).toHaveLength(FUNCTIONS.length);
    for (const { Properties } of filters) {
      expect(Properties.DestinationArn).toContain(":us-east-1:111122223333:deliverystream/");
    }
  });
});

describe("the rules of the house", () => {
  it("bound every role where the account demands it", () => {
    const all = roles(templates(loaded));
    expect(all.length).toBeGreaterThan(5);
    for (const { Properties } of all) {
      expect(Properties.PermissionsBoundary).toBe("arn:aws:iam::111122223333:policy/workplace-boundary");
    }
  });

  it("bound no role where it does not", () => {
    for (const { Properties } of roles(templates(withDeployment(loaded, { permissionsBoundary: null })))) {
      expect(Properties.PermissionsBoundary).toBeUndefined();
    }
  });

  it("tag what can be tagged", () => {
    for (const template of templates(loaded).values()) {
      for (const type of [
        "AWS::DynamoDB::Table",
        "AWS::Lambda::Function",
        "AWS::KMS::Key",
        "AWS::CloudFront::Distribution",
      ]) {
        for (const [id, { Properties }] of Object.entries(template.findResources(type))) {
          // CDK's own function that empties default security groups takes no tags.
          if (id.startsWith("CustomVpcRestrictDefaultSG")) continue;
          expect(Properties.Tags).toContainEqual({ Key: "owner", Value: "workplace" });
        }
      }
    }
  });
});
