/**
 * Tells at once of calls, other than a deployment's, that cut the audit trail of a Region or what watches it
 * (tampering-patterns.ts). As DirectLaunchWatch it needs a trail of CloudTrail's that records management events.
 */
import { CfnRule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import { tamperingPatterns, tamperingRuleNames, type Watched } from "./tampering-patterns.ts";
import { type TellTopic, telling } from "./telling.ts";

export interface TamperingWatchProps extends Watched {
  readonly tell: TellTopic;
}

export class TamperingWatch extends Construct {
  constructor(scope: Construct, id: string, { tell, ...watched }: TamperingWatchProps) {
    super(scope, id);
    const { deployment, region } = watched;
    const target = telling(this, {
      deployment,
      region,
      tell,
      name: `${deployment.name}-tampering`,
      description: "changes that cut the audit trail",
    });
    const patterns = tamperingPatterns(watched);
    const names = tamperingRuleNames(deployment);
    for (const service of Object.keys(names) as (keyof typeof names)[]) {
      new CfnRule(this, service, {
        name: names[service],
        description: "A change of the audit trail, or of what watches it, that no deployment made",
        eventPattern: patterns[service],
        targets: [target],
      });
    }
  }
}
