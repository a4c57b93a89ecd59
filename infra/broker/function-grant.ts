/**
 * A grant as a statement of a function's role: it holds for calls of that function and no other. Whoever may pass roles
 * to Lambda could else give the role to a function of their own, and do in its name what the broker alone should.
 *
 * Lambda puts `lambda:SourceFunctionArn` into the credentials of an execution environment, extensions included, and
 * into its own calls that write the log; a resource's policy cannot ask for it.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Conditions, Grant } from "./capability.ts";

export function grantOfFunction(arn: string, grant: Grant): PolicyStatement {
  const { sid, actions, resources, conditions = {} } = grant;
  return new PolicyStatement({
    sid,
    actions: [...actions],
    resources: [...resources],
    conditions: isAskedByService(conditions) ? conditions : askedBy(arn, conditions),
  });
}

/**
 * A key is asked by the service that holds the data, of which AWS does not say that it passes the function on. Nothing
 * is lost: the service is asked first, under a grant that names the function.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
function isAskedByService({ StringEquals: equal = {} }: Conditions): boolean {
  return "kms:ViaService" in equal;
}

/** AWS does not say whether a version's ARN has the version; a function that is kept warm is called by one. */
function askedBy(arn: string, conditions: Conditions): Conditions {
  return {
    ...conditions,
    ArnEquals: { ...conditions.ArnEquals, "lambda:SourceFunctionArn": [arn, `${arn}:*`] },
  };
}
