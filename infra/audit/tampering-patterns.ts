/**
 * PURE: calls that cut the audit trail, or what watches it, as patterns of EventBridge on what CloudTrail records. One for
 * each service, since a pattern has 2,048 characters at most. Refused attempts match too, where CloudTrail records on what.
 *
 * Changes of roles and their policies are not among them: IAM is global, and CloudTrail records it in us-east-1 alone.
 * Nor is what CloudFormation does: deployments make the same calls, and are reviewed.
 */
import { functionLogGroup, functionName, partitionOf } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { auditBucketName, auditStreamName } from "./audit-names.ts";

export interface Watched {
  readonly deployment: Deployment;
  readonly region: string;
  readonly functions: readonly string[];
  /** ARNs. */
  readonly keys: readonly string[];
  /** Name of the topic that alarms go to. */
  readonly topicName: string;
  /** Names of the rules that watch, this one's apart. */
  readonly rules: readonly string[];
}

const SERVICES = ["logs", "firehose", "s3", "kms", "lambda", "events", "monitoring", "sns"] as const;
type Service = (typeof SERVICES)[number];

export function tamperingRuleNames({ name }: Deployment): Readonly<Record<Service, string>> {
  const named = SERVICES.map((service) => [service, `${name}-tampering-${service}`]);
  return Object.fromEntries(named) as Record<Service, string>;
}

type Matcher = string | { readonly prefix: string } | { readonly suffix: string };

interface Calls {
  readonly eventName: readonly Matcher[];
  /** Where the event says on what, and that it is ours: one of these must hold. */
  readonly on: readonly Readonly<Record<string, unknown>>[];
}

const ours = (parameter: string, ...values: Matcher[]) => ({ requestParameters: { [parameter]: values } });

function callsOf({
  deployment,
  region,
  functions,
  keys,
  topicName,
  rules,
}: Watched): Readonly<Record<Service, Calls>> {
  const { name, account } = deployment;
  const logGroups = functions.map((each) => functionLogGroup(deployment, each));
  const lambdas = functions.map((each) => functionName(deployment, each));
  const buckets = (["landing", "archive", "queries", "access"] as const).map((kind) =>
    auditBucketName(deployment, kind, region),
  );
  const watching = [...rules, { prefix: `${name}-tampering-` }];
  const topic = `arn:${partitionOf(region)}:sns:${region}:${account}:${topicName}`;
  return {
    logs: {
      eventName: [
        "DeleteLogGroup",
        "DeleteLogStream",
        "DeleteMetricFilter",
        "DeleteSubscriptionFilter",
        "PutMetricFilter",
        "PutRetentionPolicy",
        "PutSubscriptionFilter",
      ],
      on: [ours("logGroupName", ...logGroups, { prefix: `/${name}/` })],
    },
    firehose: {
      eventName: [
        "DeleteDeliveryStream",
        "StartDeliveryStreamEncryption",
        "StopDeliveryStreamEncryption",
        "UpdateDestination",
      ],
      on: [ours("deliveryStreamName", auditStreamName(deployment))],
    },
    s3: {
      // Every setting of a bucket, however CloudTrail calls the newest of them.
      eventName: [{ prefix: "PutBucket" }, { prefix: "DeleteBucket" }, { prefix: "PutObjectLock" }],
      on: [ours("bucketName", ...buckets)],
    },
    kms: {
      eventName: ["DisableKey", "PutKeyPolicy", "ScheduleKeyDeletion"],
      // A caller may name a key by its id too; here stands its ARN.
      on: [{ resources: { ARN: keys } }],
    },
    lambda: {
      // In CloudTrail these end in the version of their API: `UpdateFunctionCode20150331v2`.
      eventName: [
        { prefix: "AddPermission" },
        { prefix: "DeleteFunction" },
        { prefix: "UpdateAlias" },
        { prefix: "UpdateFunctionCode" },
        { prefix: "UpdateFunctionConfiguration" },
      ],
      // By its name or its ARN, as the caller did.
      on: [ours("functionName", ...lambdas, ...lambdas.map((each) => ({ suffix: `:function:${each}` })))],
    },
    events: {
      eventName: ["DeleteRule", "DisableRule", "PutRule", "PutTargets", "RemoveTargets"],
      on: [ours("name", ...watching), ours("rule", ...watching)],
    },
    monitoring: {
      eventName: ["DeleteAlarms", "DisableAlarmActions", "PutMetricAlarm"],
      on: [ours("alarmName", { prefix: `${name}-` }), ours("alarmNames", { prefix: `${name}-` })],
    },
    sns: {
      eventName: ["DeleteTopic", "SetTopicAttributes", "Unsubscribe"],
      on: [ours("topicArn", topic), ours("subscriptionArn", { prefix: `${topic}:` })],
    },
  };
}

export function tamperingPatterns(watched: Watched): Readonly<Record<Service, object>> {
  const patterns = Object.entries(callsOf(watched)).map(([service, { eventName, on }]) => [
    service,
    {
      // Nobody but a service of AWS can send events of such a source.
      source: [{ prefix: "aws." }],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: [`${service}.amazonaws.com`],
        eventName,
        sourceIPAddress: [{ "anything-but": ["cloudformation.amazonaws.com"] }],
        ...(on.length === 1 ? on[0] : { $or: on }),
      },
    },
  ]);
  return Object.fromEntries(patterns) as Record<Service, object>;
}
