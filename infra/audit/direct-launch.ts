/**
 * Streaming URLs that somebody made without us. CloudTrail hands every `CreateStreamingURL` to EventBridge in the Region
 * of the call; those that the launch functions did not make, refused ones included, are told at once. The account needs a
 * trail that records management events, without which EventBridge hears of no call.
 */
import { CfnRule } from "aws-cdk-lib/aws-events";
import { PolicyStatement, type PolicyStatementProps, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { Policy } from "../../functions/core/policy.ts";
import { partitionOf, roleArn } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";

export interface DirectLaunchWatchProps {
  readonly deployment: Deployment;
  /** Where to look: a Region with fleets. */
  readonly region: string;
  /** Where a match goes: the alarm topic of this Region, or the bus of a Region that has one. */
  readonly tell: TellTopic | TellBus;
}

interface TellTopic {
  readonly topicArn: string;
  /** What the topic is encrypted with. */
  readonly keyArn: string;
  /** What stands above the facts. */
  readonly message: string;
}

interface TellBus {
  /** A Region with a DirectLaunchWatch that tells a topic. */
  readonly busRegion: string;
}

export function directLaunchRuleName({ name }: Deployment): string {
  return `${name}-direct-launch`;
}

/** Where AppStream can be called for our fleets and no broker runs that would hear of it. */
export function regionsWithoutBroker({ regions }: Deployment, { fleets }: Policy): readonly string[] {
  const all = new Set(Object.values(fleets).map(({ region }) => region));
  return [...all].filter((region) => !regions.includes(region)).toSorted();
}

/** The roles that may: the launch functions' of every Region, which call AppStream in any. */
export function directLaunchPattern(deployment: Deployment): Readonly<Record<string, unknown>> {
  const own = deployment.regions.map((region) => roleArn(deployment, "launch", region));
  const issuer = (condition: unknown) => ({
    userIdentity: { sessionContext: { sessionIssuer: { arn: [condition] } } },
  });
  return {
    source: ["aws.appstream"],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      eventSource: ["appstream.amazonaws.com"],
      eventName: ["CreateStreamingURL"],
      // An IAM user and the root have no issuer.
      $or: [issuer({ "anything-but": own }), issuer({ exists: false })],
    },
  };
}

export class DirectLaunchWatch extends Construct {
  constructor(scope: Construct, id: string, { deployment, region, tell }: DirectLaunchWatchProps) {
    super(scope, id);
    const rule = directLaunchRuleName(deployment);
    // A role and not the topic's policy, which for EventBridge takes no condition on whose rule it is.
    const role = new Role(this, "Role", {
      roleName: `${rule}-${region}`,
      description: `${deployment.name}: EventBridge, to tell of streaming URLs made without the broker`,
      assumedBy: new ServicePrincipal("events.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": deployment.account } },
      }),
    });
    const { target, statements } =
      "topicArn" in tell ? topicTarget(tell, region) : busTarget(tell, deployment);
    for (const statement of statements) role.addToPolicy(new PolicyStatement(statement));
    new CfnRule(this, "Rule", {
      name: rule,
      description: "A streaming URL that the launch function did not make",
      eventPattern: directLaunchPattern(deployment),
      targets: [{ ...target, roleArn: role.roleArn }],
    });
  }
}

interface Telling {
  readonly target: CfnRule.TargetProperty;
  readonly statements: readonly PolicyStatementProps[];
}

/** Never the answer, in which the URL stands. */
const FACTS = {
  time: "$.time",
  region: "$.region",
  caller: "$.detail.userIdentity.arn",
  address: "$.detail.sourceIPAddress",
  event: "$.detail.eventID",
};

function topicTarget({ topicArn, keyArn, message }: TellTopic, region: string): Telling {
  const lines = [
    message,
    "Time: <time>, Region: <region>",
    "Caller: <caller>, from <address>",
    "CloudTrail event: <event>",
  ];
  const inputTemplate = lines.map((line) => JSON.stringify(line)).join("\n");
  return {
    target: {
      id: "topic",
      arn: topicArn,
      inputTransformer: { inputPathsMap: FACTS, inputTemplate },
    },
    statements: [
      { sid: "Tell", actions: ["sns:Publish"], resources: [topicArn] },
      {
        sid: "UseTheKey",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [keyArn],
        conditions: { StringEquals: { "kms:ViaService": `sns.${region}.amazonaws.com` } },
      },
    ],
  };
}

function busTarget({ busRegion }: TellBus, { account }: Deployment): Telling {
  const arn = `arn:${partitionOf(busRegion)}:events:${busRegion}:${account}:event-bus/default`;
  return {
    target: { id: "bus", arn },
    statements: [{ sid: "PassOn", actions: ["events:PutEvents"], resources: [arn] }],
  };
}
