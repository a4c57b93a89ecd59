import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { isOfTheRegion } from "../../../functions/core/gateway-failure.ts";
import { loadExample } from "../assembly.ts";
import { aStage } from "../audit/stage.ts";

let template: Template;
beforeAll(async () => {
  template = Template.fromStack(aStage(await loadExample("cloudfront")).broker);
});

function patternOf(metric: string): string {
  const filters = Object.values(template.findResources("AWS::Logs::MetricFilter"));
  const found = filters.find(
    ({ Properties }) => Properties.MetricTransformations[0].MetricName === metric,
  )?.Properties;
  return found?.FilterPattern;
}

describe("metrics of people who do not get in at once", () => {
  it("tell the reasons for waiting apart", () => {
    template.hasResourceProperties("AWS::Logs::MetricFilter", {
      FilterPattern: '{ $.schema = "streamgate.audit.v1" && $.event = "launch" && $.outcome = "waiting" }',
      MetricTransformations: [
        Match.objectLike({ MetricName: "Waits", Dimensions: [{ Key: "Reason", Value: "$.waitReason" }] }),
      ],
    });
  });

  it("count who was asked which session to have", () => {
    expect(patternOf("Choices")).toBe(
      '{ $.schema = "streamgate.audit.v1" && $.event = "launch" && $.outcome = "choice_asked" }',
    );
  });

  it("count every fault for which a Region is rested, and none of a single fleet", () => {
    const faults = [
      ...["throttled", "region_failing", "region_unreachable", "attempt_timed_out", "garbage_answer"],
      "fleet_not_available",
    ] as const;
    const counted = faults.filter((fault) =>
      patternOf("RegionFaults").includes(`$.failedAttempts[0].fault = "${fault}"`),
    );
    expect(counted).toEqual(faults.filter(isOfTheRegion));
    expect(patternOf("RegionFaults")).not.toContain("no_place");
    // CloudWatch Logs takes no longer one.
    expect(patternOf("RegionFaults").length).toBeLessThanOrEqual(1_024);
  });
});

describe("raiseWaitingAlarms", () => {
  it("rings when one launch in ten waits, and not for a handful", () => {
    const waits = "FILL(fleet_full, 0) + FILL(fleet_starting, 0) + FILL(region_resting, 0)";
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-people-waiting",
      Threshold: 10,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Metrics: Match.arrayWith([
        Match.objectLike({
          Expression: `IF((${waits}) >= 10, 100 * (${waits}) / (${waits} + FILL(launches, 0)), 0)`,
        }),
        Match.objectLike({
          Id: "fleet_full",
          MetricStat: Match.objectLike({
            Metric: {
              Namespace: "Streamgate/streamgate",
              MetricName: "Waits",
              Dimensions: [{ Name: "Reason", Value: "fleet_full" }],
            },
            Stat: "Sum",
          }),
        }),
      ]),
    });
  });

  it("rings when a Region goes on failing, and not at a stray fault", () => {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-region-resting",
      MetricName: "RegionFaults",
      Threshold: 2,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
    });
  });

  it("rings when maintenance has turned people away for most of an hour", () => {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-forgotten-maintenance",
      MetricName: "Refusals",
      Dimensions: [
        { Name: "Event", Value: "launch" },
        { Name: "Reason", Value: "in_maintenance" },
      ],
      Period: 900,
      Threshold: 0,
      EvaluationPeriods: 4,
      DatapointsToAlarm: 3,
    });
  });
});

describe("the dashboard", () => {
  it("shows why people wait, and the free places of every Region with fleets", () => {
    const [dashboard] = Object.values(template.findResources("AWS::CloudWatch::Dashboard"));
    const body = JSON.stringify(dashboard?.Properties.DashboardBody);
    for (const text of ["fleet_starting", "Choices", "AvailableCapacity", "eu-west-1", "us-east-1"]) {
      expect(body).toContain(text);
    }
  });
});
