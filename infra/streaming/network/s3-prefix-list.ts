/**
 * The prefix list of S3 in the stack's Region, asked for at deployment: its id differs by Region and nothing in
 * CloudFormation names it, yet a security group can name S3 in no other way.
 */
import { Stack } from "aws-cdk-lib";
import { PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import { SdkCalls, type SdkCallsProps } from "../sdk-calls.ts";

export class S3PrefixList extends Construct {
  readonly prefixListId: string;

  /** One a stack is enough, since each is a function's call. */
  static of(scope: Construct, props: SdkCallsProps): S3PrefixList {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild("S3PrefixList");
    return existing instanceof S3PrefixList ? existing : new S3PrefixList(stack, "S3PrefixList", props);
  }

  private constructor(stack: Stack, id: string, props: SdkCallsProps) {
    super(stack, id);
    const name = `com.amazonaws.${stack.region}.s3`;
    const question = {
      service: "EC2",
      action: "describeManagedPrefixLists",
      parameters: { Filters: [{ Name: "prefix-list-name", Values: [name] }] },
      physicalResourceId: PhysicalResourceId.of(name),
    };
    const answer = SdkCalls.of(this, props).call(this, "Question", {
      onCreate: question,
      onUpdate: question,
      action: "ec2:DescribeManagedPrefixLists",
      reason: "ec2:DescribeManagedPrefixLists knows no resource; it reads names and ids of lists.",
    });
    this.prefixListId = answer.getResponseField("PrefixLists.0.PrefixListId");
  }
}
