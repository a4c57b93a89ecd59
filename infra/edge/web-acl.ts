/** The firewall's web ACL with its log, in which neither query strings nor cookies stand. */
import { RemovalPolicy, Stack } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { CfnLoggingConfiguration, CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import { logGroupArn } from "../broker/names.ts";
import type { LimitSettings } from "../deployment/deployment.ts";
import { visibility, webAclRules } from "./web-acl-rules.ts";

export interface WebAclProps {
  readonly name: string;
  readonly scope: "CLOUDFRONT" | "REGIONAL";
  readonly limits: LimitSettings;
  /** Days; one of CloudWatch's. */
  readonly logDays: number;
  readonly key: IKey;
}

export class WebAcl extends Construct {
  readonly arn: string;

  constructor(parent: Construct, id: string, { name, scope, limits, logDays, key }: WebAclProps) {
    super(parent, id);
    const acl = new CfnWebACL(this, "Acl", {
      name,
      scope,
      defaultAction: { allow: {} },
      rules: webAclRules(limits),
      visibilityConfig: visibility(name),
    });
    this.arn = acl.attrArn;
    // The firewall writes to log groups with this prefix only.
    const logGroupName = `aws-waf-logs-${name}`;
    const log = new LogGroup(this, "Log", {
      logGroupName,
      retention: logDays as RetentionDays,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { account, region } = Stack.of(this);
    const logging = new CfnLoggingConfiguration(this, "Logging", {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [logGroupArn(account, region, logGroupName)],
      redactedFields: [
        { queryString: {} },
        { singleHeader: { Name: "cookie" } },
        { singleHeader: { Name: "authorization" } },
      ],
      // What was let through is in the access log; here is what was not.
      loggingFilter: {
        DefaultBehavior: "DROP",
        Filters: [
          {
            Behavior: "KEEP",
            Requirement: "MEETS_ANY",
            Conditions: [{ ActionCondition: { Action: "BLOCK" } }, { ActionCondition: { Action: "COUNT" } }],
          },
        ],
      },
    });
    logging.node.addDependency(log);
  }
}
