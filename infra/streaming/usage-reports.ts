/**
 * AppStream's daily reports of sessions, to a bucket that AppStream makes: the only record of sessions that did not come
 * from us (audit/saved-queries.ts). An account has one subscription in each Region, which CloudFormation does not know.
 * Invariant: it stays when the stack goes. It may have been somebody else's before, and what is reported is evidence.
 * https://docs.aws.amazon.com/appstream2/latest/APIReference/API_CreateUsageReportSubscription.html
 */
import { Stack } from "aws-cdk-lib";
import { PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import { SdkCalls, type SdkCallsProps } from "./sdk-calls.ts";

export class UsageReports extends Construct {
  readonly bucketName: string;

  constructor(scope: Construct, id: string, props: SdkCallsProps) {
    super(scope, id);
    const calls = SdkCalls.of(this, props);
    const physicalResourceId = PhysicalResourceId.of(`usage-reports-${Stack.of(this).region}`);
    const subscription = calls.call(this, "Subscription", {
      onCreate: {
        service: "AppStream",
        action: "createUsageReportSubscription",
        physicalResourceId,
        // Where there is one already; that there is one in the end, the next call shows.
        ignoreErrorCodesMatching: "LimitExceededException|ResourceAlreadyExistsException",
      },
      action: "appstream:CreateUsageReportSubscription",
      reason: "AppStream knows no resource for this action: the subscription is the account's.",
    });
    const question = {
      service: "AppStream",
      action: "describeUsageReportSubscriptions",
      physicalResourceId,
    };
    const answer = calls.call(this, "Bucket", {
      onCreate: question,
      onUpdate: question,
      action: "appstream:DescribeUsageReportSubscriptions",
      reason: "AppStream knows no resource for this action, which reads where the reports go.",
    });
    answer.node.addDependency(subscription);
    this.bucketName = answer.getResponseField("UsageReportSubscriptions.0.S3BucketName");
  }
}
