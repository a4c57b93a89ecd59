import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../functions/routes.ts";
import { tamperingPatterns } from "../../../infra/audit/tampering-patterns.ts";
import type { LoadedDeployment } from "../../../infra/deployment/load-deployment.ts";
import { loadExample } from "../assembly.ts";
import { matches } from "./event-pattern.ts";
import { aStage } from "./stage.ts";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-4333-8444-555555555555";
const KEYS = [KEY, ...["a", "b", "c"].map((digit) => KEY.replaceAll("1111", digit.repeat(4)))];

let loaded: LoadedDeployment;
let patterns: readonly object[];
beforeAll(async () => {
  loaded = await loadExample("cloudfront");
  patterns = Object.values(
    tamperingPatterns({
      deployment: loaded.deployment,
      region: "eu-west-1",
      functions: FUNCTIONS.map(({ name }) => name),
      keys: KEYS,
      topicName: "streamgate-alarms",
      rules: ["streamgate-direct-launch"],
    }),
  );
});

/** As CloudTrail hands it to EventBridge; `more` beside the request's parameters. */
function rings(call: string, requestParameters: object, more: object = {}): boolean {
  const [service, eventName] = call.split(":");
  const event = {
    source: `aws.${service}`,
    "detail-type": "AWS API Call via CloudTrail",
    detail: {
      eventSource: `${service}.amazonaws.com`,
      eventName,
      sourceIPAddress: "192.0.2.7",
      requestParameters,
      ...more,
    },
  };
  return patterns.some((pattern) => matches(pattern, event));
}

const archive = { bucketName: "streamgate-audit-archive-111122223333-eu-west-1" };
const subscription = { logGroupName: "/aws/lambda/streamgate-launch", filterName: "audit" };

describe("tamperingPatterns", () => {
  it.each([
    ["logs:DeleteSubscriptionFilter", subscription],
    ["logs:PutSubscriptionFilter", subscription],
    ["logs:DeleteLogGroup", { logGroupName: "/streamgate/audit/delivery" }],
    ["firehose:UpdateDestination", { deliveryStreamName: "streamgate-audit" }],
    ["firehose:DeleteDeliveryStream", { deliveryStreamName: "streamgate-audit" }],
    ["s3:PutBucketPolicy", archive],
    ["s3:DeleteBucketPolicy", archive],
    ["s3:PutBucketReplication", { bucketName: "streamgate-audit-landing-111122223333-eu-west-1" }],
    ["s3:PutBucketLifecycle", archive],
    ["lambda:UpdateFunctionCode20150331v2", { functionName: "streamgate-launch" }],
    [
      "lambda:UpdateFunctionConfiguration20150331v2",
      { functionName: "arn:aws:lambda:eu-west-1:111122223333:function:streamgate-portal" },
    ],
    ["events:DisableRule", { name: "streamgate-direct-launch" }],
    ["events:RemoveTargets", { rule: "streamgate-tampering-kms", ids: ["topic"] }],
    ["monitoring:DeleteAlarms", { alarmNames: ["other", "streamgate-audit-silence"] }],
    ["sns:DeleteTopic", { topicArn: "arn:aws:sns:eu-west-1:111122223333:streamgate-alarms" }],
  ])("ring for %s on what is ours", (call, parameters) => {
    expect(rings(call, parameters)).toBe(true);
  });

  it.each(["DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion"])(
    "ring for kms:%s, however the key was named",
    (eventName) => {
      const on = (ARN: string): object => ({ resources: [{ ARN, type: "AWS::KMS::Key" }] });
      expect(rings(`kms:${eventName}`, { keyId: "11111111-2222-4333-8444-555555555555" }, on(KEY))).toBe(
        true,
      );
      expect(rings(`kms:${eventName}`, {}, on(KEY.replace("key/", "key/other-")))).toBe(false);
    },
  );

  it.each([
    ["logs:DeleteSubscriptionFilter", { logGroupName: "/aws/lambda/payroll", filterName: "audit" }],
    ["logs:DescribeSubscriptionFilters", subscription],
    ["firehose:PutRecordBatch", { deliveryStreamName: "streamgate-audit" }],
    ["s3:GetBucketPolicy", archive],
    ["s3:PutObject", archive],
    ["s3:PutBucketPolicy", { bucketName: "somebody-elses" }],
    ["lambda:UpdateFunctionCode20150331v2", { functionName: "payroll" }],
    ["events:DisableRule", { name: "payroll" }],
  ])("are silent for %s on what is not, or what changes nothing", (call, parameters) => {
    expect(rings(call, parameters)).toBe(false);
  });

  it("are silent for a deployment, which makes the same calls", () => {
    const byCloudFormation = { sourceIPAddress: "cloudformation.amazonaws.com" };
    expect(rings("logs:PutSubscriptionFilter", subscription, byCloudFormation)).toBe(false);
  });

  it("are each as short as EventBridge wants, keys and all", () => {
    for (const pattern of patterns) expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2048);
  });
});

describe("TamperingWatch", () => {
  it("tells the alarm topic who it was, with the runbook, and an alarm counts", () => {
    const template = Template.fromStack(aStage(loaded).broker);
    for (const service of ["logs", "firehose", "s3", "kms", "lambda", "events", "monitoring", "sns"]) {
      template.hasResourceProperties("AWS::Events::Rule", {
        Name: `streamgate-tampering-${service}`,
        Targets: [
          {
            Arn: { Ref: Match.stringLikeRegexp("AlarmsTopic") },
            InputTransformer: {
              InputTemplate: Match.stringLikeRegexp("docs/runbook.md#audit-tampering"),
              InputPathsMap: Match.objectLike({ call: "$.detail.eventName" }),
            },
          },
        ],
      });
    }
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "streamgate-audit-tampering",
      Threshold: 0,
      Metrics: Match.arrayWith([
        Match.objectLike({ Expression: Match.stringLikeRegexp("FILL\\(kms, 0\\)") }),
      ]),
    });
  });
});
