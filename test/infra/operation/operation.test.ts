import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import type { LoadedDeployment } from "../../../infra/deployment/load-deployment.ts";
import type { OperationProps } from "../../../infra/operation/operation.ts";
import { loadExample, withDeployment } from "../assembly.ts";
import { aStage } from "../audit/stage.ts";
import { atAnyHour, inOfficeHours } from "./deployments.ts";

let loaded: LoadedDeployment;
let template: Template;
beforeAll(async () => {
  loaded = await loadExample("cloudfront");
  template = operationOf(loaded);
});

function operationOf(from: LoadedDeployment, overrides: Partial<OperationProps> = {}): Template {
  return Template.fromStack(aStage(from, overrides).broker);
}

function alarmNames(of: Template): readonly string[] {
  return Object.values(of.findResources("AWS::CloudWatch::Alarm")).map(
    ({ Properties: { AlarmName: name } }) => name,
  );
}

describe("metrics of the audit lines", () => {
  it("are counted in the log of every function", () => {
    for (const name of ["launch", "sign-in-oidc", "sign-in-saml", "portal", "sessions", "operator"]) {
      const filters = template.findResources("AWS::Logs::MetricFilter", {
        Properties: { LogGroupName: `/aws/lambda/streamgate-${name}` },
      });
      expect(Object.keys(filters)).toHaveLength(9);
    }
  });

  it("count a streaming URL or a way through federation, and zero where there is none", () => {
    template.hasResourceProperties("AWS::Logs::MetricFilter", {
      FilterPattern:
        '{ $.schema = "streamgate.audit.v1" && $.event = "launch" && ($.outcome = "url_created" || $.outcome = "handed_to_federation") }',
      MetricTransformations: [
        {
          MetricNamespace: "Streamgate/streamgate",
          MetricName: "Launches",
          MetricValue: "1",
          DefaultValue: 0,
          Unit: "Count",
        },
      ],
    });
  });

  it("tell refusals apart by event and reason", () => {
    template.hasResourceProperties("AWS::Logs::MetricFilter", {
      MetricTransformations: [
        Match.objectLike({
          MetricName: "Refusals",
          Dimensions: [
            { Key: "Event", Value: "$.event" },
            { Key: "Reason", Value: "$.refusal.reason" },
          ],
        }),
      ],
    });
  });

  it("take the days of a certificate as they are reported", () => {
    template.hasResourceProperties("AWS::Logs::MetricFilter", {
      MetricTransformations: [
        Match.objectLike({ MetricName: "CertificateDays", MetricValue: "$.certificateDays" }),
      ],
    });
  });
});

describe("an alarm", () => {
  it("tells the topic, when it rings and when it ends, and leads to the runbook", () => {
    template.allResourcesProperties("AWS::CloudWatch::Alarm", {
      AlarmName: Match.stringLikeRegexp("^streamgate-"),
      AlarmDescription: Match.stringLikeRegexp("^[A-Z].*\\. Runbook: docs/runbook\\.md#[a-z-]+$"),
      AlarmActions: [{ Ref: Match.stringLikeRegexp("AlarmsTopic") }],
      OKActions: [{ Ref: Match.stringLikeRegexp("AlarmsTopic") }],
      TreatMissingData: "notBreaching",
    });
  });

  it("rings for an HTTP API by its id", () => {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-api-latency",
      Namespace: "AWS/ApiGateway",
      MetricName: "Latency",
      ExtendedStatistic: "p99",
      Threshold: 3_000,
      Dimensions: [
        { Name: "ApiId", Value: "a1b2c3" },
        { Name: "Stage", Value: "$default" },
      ],
    });
  });

  it("rings for a REST API by its name, and by the other name of its errors", () => {
    const rest = operationOf(loaded, { api: { kind: "rest", apiName: "streamgate", stage: "live" } });
    rest.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-api-errors",
      Threshold: 1,
      Metrics: Match.arrayWith([
        Match.objectLike({
          MetricStat: Match.objectLike({
            Metric: {
              Namespace: "AWS/ApiGateway",
              MetricName: "5XXError",
              Dimensions: [
                { Name: "ApiName", Value: "streamgate" },
                { Name: "Stage", Value: "live" },
              ],
            },
          }),
        }),
      ]),
    });
  });

  it.each(["launch", "sign-in-oidc", "sign-in-saml", "portal", "sessions", "operator"])(
    "watches the function %s",
    (name) => {
      expect(alarmNames(template)).toEqual(
        expect.arrayContaining([`streamgate-${name}-errors`, `streamgate-${name}-throttles`]),
      );
    },
  );

  it.each(["operator-faults", "assertion-replay", "direct-streaming-url"])(
    "%s rings at the first",
    (name) => {
      template.hasResourceProperties("AWS::CloudWatch::Alarm", {
        AlarmName: `streamgate-${name}`,
        ComparisonOperator: "GreaterThanThreshold",
        Threshold: 0,
        EvaluationPeriods: 1,
      });
    },
  );

  it("rings when launches are counted and Firehose gets nothing, for longer than the way there takes", () => {
    const metric = (name: string, namespace: string) =>
      Match.objectLike({
        MetricStat: Match.objectLike({
          Metric: Match.objectLike({ MetricName: name, Namespace: namespace }),
          Period: 900,
          Stat: "Sum",
        }),
      });
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-audit-silence",
      EvaluationPeriods: 2,
      DatapointsToAlarm: 2,
      Metrics: [
        Match.objectLike({ Expression: "IF(FILL(launches, 0) > 0 AND FILL(arrived, 0) == 0, 1, 0)" }),
        metric("Launches", "Streamgate/streamgate"),
        metric("IncomingRecords", "AWS/Firehose"),
      ],
    });
  });

  it("rings when Firehose could not unpack a record, which it then puts aside without a failure", () => {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-audit-unpacking-failures",
      Namespace: "AWS/Firehose",
      MetricName: "OutputDecompressedRecords.Failed",
      Dimensions: [{ Name: "DeliveryStreamName", Value: "streamgate-audit" }],
      Statistic: "Sum",
      Threshold: 0,
    });
  });

  it("watches the keys of SAML's identity providers, which alone can end", () => {
    const { identityProviders } = loaded.compiledPolicy.policy;
    const expected = Object.entries(identityProviders)
      .filter(([, { protocol }]) => protocol === "saml")
      .map(([id]) => `streamgate-${id}-certificate`);
    expect(expected).not.toEqual([]);
    expect(alarmNames(template).filter((name) => name.endsWith("-certificate"))).toEqual(expected);
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: expected[0],
      ComparisonOperator: "LessThanThreshold",
      Threshold: 30,
      Statistic: "Minimum",
    });
  });

  it("watches for silence in office hours, where there are any", () => {
    operationOf(inOfficeHours(loaded)).hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-no-launches",
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      Metrics: Match.arrayWith([
        Match.objectLike({
          Expression: Match.stringLikeRegexp("^IF\\(.*HOUR\\(clock\\).*FILL\\(launches, 0\\), 1\\)$"),
        }),
      ]),
    });
    expect(alarmNames(operationOf(atAnyHour(loaded)))).not.toContain("streamgate-no-launches");
  });

  it("watches a firewall where there is one", () => {
    expect(alarmNames(template)).toContain("streamgate-firewall-blocks");
    expect(alarmNames(operationOf(loaded, { firewall: null }))).not.toContain("streamgate-firewall-blocks");
    Template.fromStack(aStage(loaded).edge).hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-edge-firewall-blocks",
      Dimensions: [
        { Name: "Rule", Value: "ALL" },
        { Name: "WebACL", Value: "streamgate-edge" },
      ],
    });
  });
});

describe("the certificate by which CloudFront proves itself", () => {
  it("is renewed by nobody, so that it rings a month before its end", () => {
    Template.fromStack(aStage(loaded).edge).hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-edge-origin-client-certificate",
      Namespace: "AWS/CertificateManager",
      MetricName: "DaysToExpiry",
      Dimensions: [
        {
          Name: "CertificateArn",
          Value: loaded.deployment.certificates.originClient?.certificate,
        },
      ],
      Statistic: "Minimum",
      Period: 86_400,
      ComparisonOperator: "LessThanThreshold",
      Threshold: 30,
      // Of one that has ended ACM says nothing, and that is no all-clear.
      TreatMissingData: "breaching",
    });
  });
});

describe("the alarm topic", () => {
  it("is encrypted with a key that CloudWatch may use for this account", () => {
    template.hasResourceProperties("AWS::SNS::Topic", {
      TopicName: "streamgate-alarms",
      KmsMasterKeyId: Match.anyValue(),
    });
    template.hasResourceProperties("AWS::KMS::Key", {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          {
            Sid: "Publish",
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
          },
        ]),
      },
    });
  });

  it("tells whom the deployment names", () => {
    const notify = ["https://events.example.com/streamgate", "streaming@example.com"];
    const told = operationOf(withDeployment(loaded, { alarms: { notify } }));
    told.resourceCountIs("AWS::SNS::Subscription", 2);
    told.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "https", Endpoint: notify[0] });
    told.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: notify[1] });
  });
});

describe("the dashboard", () => {
  it("is one a Region, and its address is an output", () => {
    template.resourceCountIs("AWS::CloudWatch::Dashboard", 1);
    template.hasResourceProperties("AWS::CloudWatch::Dashboard", { DashboardName: "streamgate-eu-west-1" });
    template.hasOutput("DashboardUrl", {
      Value:
        "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/streamgate-eu-west-1",
    });
  });
});
