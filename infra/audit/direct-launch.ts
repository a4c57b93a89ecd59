/**
 * Streaming URLs that somebody made without us. CloudTrail hands every `CreateStreamingURL` to EventBridge in the Region
 * of the call; those that neither a launch nor the Portal API made, refused ones included, are told at once. The account needs a
 * trail that records management events, without which EventBridge hears of no call.
 */
import { CfnRule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import type { Policy } from "../../functions/core/policy.ts";
import { roleArn } from "../broker/names.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { type TellBus, type TellTopic, telling } from "./telling.ts";

export interface DirectLaunchWatchProps {
  readonly deployment: Deployment;
  /** Where to look: a Region with fleets. */
  readonly region: string;
  /** Where a match goes: the alarm topic of this Region, or the bus of a Region that has one. */
  readonly tell: TellTopic | TellBus;
}

export function directLaunchRuleName({ name }: Deployment): string {
  return `${name}-direct-launch`;
}

/** Where AppStream can be called for our fleets and no broker runs that would hear of it. */
export function regionsWithoutBroker({ regions }: Deployment, { fleets }: Policy): readonly string[] {
  const all = new Set(Object.values(fleets).map(({ region }) => region));
  return [...all].filter((region) => !regions.includes(region)).toSorted();
}

/** The functions that make streaming URLs. */
const MAKERS = ["launch", "portal-api"] as const;

/** The roles that may: those of the makers in every Region, which call AppStream in any. */
export function directLaunchPattern(deployment: Deployment): Readonly<Record<string, unknown>> {
  const own = deployment.regions.flatMap((region) =>
    MAKERS.map((maker) => roleArn(deployment, maker, region)),
  );
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
    // A Region that gets a broker, or loses its own, has both rules for a while.
    const rule =
      "busRegion" in tell ? `${deployment.name}-direct-launch-elsewhere` : directLaunchRuleName(deployment);
    const target = telling(this, {
      deployment,
      region,
      tell,
      name: rule,
      description: "streaming URLs made without the broker",
    });
    new CfnRule(this, "Rule", {
      name: rule,
      description: "A streaming URL that the broker did not make",
      eventPattern: directLaunchPattern(deployment),
      targets: [target],
    });
  }
}
