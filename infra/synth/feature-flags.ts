/** CDK's behaviour that is not yet its default, set here so that it is the same with and without its command line. */
export const FEATURE_FLAGS: Readonly<Record<string, unknown>> = {
  // A template that CloudFormation would refuse is an error now, not in an hour.
  "@aws-cdk/core:validateAgainstDefaultRules": true,
  "@aws-cdk/core:annotationsInValidationReport": true,
  "@aws-cdk/core:checkSecretUsage": true,
  // ARNs that can be read, and compared with those of names.ts.
  "@aws-cdk/core:enablePartitionLiterals": true,
  "@aws-cdk/aws-apigateway:logGroupDestinationArnWithoutWildcard": true,
  // Nothing for a whole account that nobody asked for.
  "@aws-cdk/aws-apigateway:disableCloudWatchRole": true,
  "@aws-cdk/aws-lambda:recognizeLayerVersion": true,
  "@aws-cdk/aws-kms:aliasNameRef": true,
  "@aws-cdk/core:aspectPrioritiesMutating": true,
  // Counted for an ARN that is not known yet, so that CDK splits a role's policies in time: it leaves out what a statement
  // spends on its id, and IAM takes no character more than 10,240.
  "@aws-cdk/aws-iam.arnSizeEstimate": 250,
};
