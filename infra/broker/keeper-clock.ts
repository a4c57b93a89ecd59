/** Calls the keeper every minute: EventBridge, by a rule of this stack and no other. */
import { CfnRule } from "aws-cdk-lib/aws-events";
import { CfnPermission, type IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";

/** In functions/routes.ts. */
export const KEEPER = "keeper";

export interface KeeperClockProps {
  readonly ruleName: string;
  readonly description: string;
  readonly account: string;
  readonly target: IFunction;
}

export class KeeperClock extends Construct {
  constructor(scope: Construct, id: string, { ruleName, description, account, target }: KeeperClockProps) {
    super(scope, id);
    const rule = new CfnRule(this, "Rule", {
      name: ruleName,
      description,
      scheduleExpression: "rate(1 minute)",
      targets: [
        {
          id: "keeper",
          arn: target.functionArn,
          // The next minute does what this one missed; a crowd of late calls would do it many times.
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        },
      ],
    });
    new CfnPermission(this, "Permission", {
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      functionName: target.functionArn,
      sourceAccount: account,
      sourceArn: rule.attrArn,
    });
  }
}
