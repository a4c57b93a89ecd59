/** How what an EventBridge rule matched reaches people: by the alarm topic of its Region, or by the bus of a Region with one. */
import type { CfnRule } from "aws-cdk-lib/aws-events";
import { PolicyStatement, type PolicyStatementProps, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { partitionOf } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";

export interface TellTopic {
  readonly topicArn: string;
  /** What the topic is encrypted with. */
  readonly keyArn: string;
  /** What stands above the facts. */
  readonly message: string;
}

export interface TellBus {
  /** A Region with a rule of the same kind that tells a topic. */
  readonly busRegion: string;
}

export interface TellingProps {
  readonly deployment: Deployment;
  readonly region: string;
  readonly tell: TellTopic | TellBus;
  /** With the Region after it, the name of the role that EventBridge tells as. */
  readonly name: string;
  readonly description: string;
}

/** The target of a rule. Its role is made in the scope, as `Role`. */
export function telling(scope: Construct, props: TellingProps): CfnRule.TargetProperty {
  const { deployment, region, tell, name, description } = props;
  // A role and not the topic's policy, which for EventBridge takes no condition on whose rule it is.
  const role = new Role(scope, "Role", {
    roleName: `${name}-${region}`,
    description: `${deployment.name}: EventBridge, to tell of ${description}`,
    assumedBy: new ServicePrincipal("events.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": deployment.account } },
    }),
  });
  const { target, statements } = "topicArn" in tell ? topicTarget(tell, region) : busTarget(tell, deployment);
  for (const statement of statements) role.addToPolicy(new PolicyStatement(statement));
  return { ...target, roleArn: role.roleArn };
}

interface Destination {
  readonly target: CfnRule.TargetProperty;
  readonly statements: readonly PolicyStatementProps[];
}

/** Never the request or the answer, in which a streaming URL stands. */
const FACTS = {
  time: "$.time",
  region: "$.region",
  call: "$.detail.eventName",
  caller: "$.detail.userIdentity.arn",
  address: "$.detail.sourceIPAddress",
  event: "$.detail.eventID",
};

function topicTarget({ topicArn, keyArn, message }: TellTopic, region: string): Destination {
  const lines = [
    message,
    "Time: <time>, Region: <region>",
    "Call: <call>",
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

function busTarget({ busRegion }: TellBus, { account }: Deployment): Destination {
  const arn = `arn:${partitionOf(busRegion)}:events:${busRegion}:${account}:event-bus/default`;
  return {
    target: { id: "bus", arn },
    statements: [{ sid: "PassOn", actions: ["events:PutEvents"], resources: [arn] }],
  };
}
