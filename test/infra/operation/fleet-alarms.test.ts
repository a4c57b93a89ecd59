import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import type { FleetPolicy, Policy } from "../../../functions/core/policy.ts";
import { fleetNamesIn } from "../../../infra/operation/fleet-alarms.ts";
import { loadExample, templateOf, templates, withDeployment } from "../assembly.ts";
import { aStage } from "../audit/stage.ts";

const loaded = await loadExample("cloudfront");
const { policy } = loaded.compiledPolicy;

function withFleets(count: number): Policy {
  const [fleet] = Object.values(policy.fleets);
  const many = Array.from({ length: count }, (_, index) => [
    `f${index}`,
    { ...fleet, fleet: `fleet-${index}` },
  ]);
  return { ...policy, fleets: Object.fromEntries(many) as Record<string, FleetPolicy> };
}

function fullAlarms(template: Template) {
  return Object.values(template.findResources("AWS::CloudWatch::Alarm"))
    .map(({ Properties }) => Properties)
    .filter(({ AlarmName: name }) => name.includes("fleets-full"));
}

describe("fleetNamesIn", () => {
  it("has AppStream's names in that Region, each once", () => {
    expect(fleetNamesIn("eu-west-1", policy)).toEqual([
      "sg-admin-ireland",
      "sg-design-ireland",
      "sg-treasury-ireland",
    ]);
    const [design] = Object.values(policy.fleets);
    const twice = { ...policy, fleets: { a: design, b: design } } as Policy;
    expect(fleetNamesIn(design?.region ?? "", twice)).toEqual([design?.fleet]);
  });
});

describe("raiseFleetAlarms", () => {
  it("rings for a Region's own fleets, however they count, and says which they are", () => {
    const template = Template.fromStack(aStage(loaded).broker);
    const [alarm, ...more] = fullAlarms(template);
    expect(more).toEqual([]);
    expect(alarm.AlarmDescription).toContain("sg-admin-ireland, sg-design-ireland, sg-treasury-ireland.");
    const metrics = alarm.Metrics.slice(1).map(
      ({ MetricStat }: { MetricStat: { Metric: unknown } }) => MetricStat.Metric,
    );
    expect(metrics).toHaveLength(6);
    for (const MetricName of ["InsufficientCapacityError", "InsufficientConcurrencyLimitError"]) {
      expect(metrics).toContainEqual({
        Namespace: "AWS/AppStream",
        MetricName,
        Dimensions: [{ Name: "Fleet", Value: "sg-treasury-ireland" }],
      });
    }
  });

  it("asks no more of one alarm than CloudWatch takes", () => {
    const alarms = fullAlarms(Template.fromStack(aStage(loaded, { policy: withFleets(12) }).broker));
    expect(alarms.map(({ AlarmName: name }) => name)).toEqual([
      "streamgate-fleets-full",
      "streamgate-fleets-full-2",
      "streamgate-fleets-full-3",
    ]);
    for (const { Metrics } of alarms) expect(Metrics.length - 1).toBeLessThanOrEqual(10);
  });
});

describe("FleetOperation", () => {
  it("rings in a Region with fleets and no broker, with a topic of its own", () => {
    const single = withDeployment(loaded, { regions: ["eu-west-1"] });
    const watch = templateOf(templates(single), "streamgate-watch-us-east-1");
    watch.hasResourceProperties("AWS::SNS::Topic", { TopicName: "streamgate-watch-alarms" });
    watch.resourceCountIs("AWS::SNS::Subscription", loaded.deployment.alarms.notify.length);
    watch.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-watch-fleets-full",
      AlarmDescription: Match.stringLikeRegexp(
        "sg-design-virginia\\. Runbook: docs/runbook\\.md#fleets-full$",
      ),
      AlarmActions: [{ Ref: Match.stringLikeRegexp("AlarmsTopic") }],
    });
  });
});
