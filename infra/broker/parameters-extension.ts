/**
 * AWS's Parameters and Secrets extension, through which functions/stores/secret-source.ts reads. The ARNs of its layer
 * come with aws-cdk-lib (region-info, from AWS's own list: https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html);
 * a newer one, or one of a Region that is missing there, is pinned in the context under PINNED_LAYERS.
 */
import { Duration } from "aws-cdk-lib";
import { ParamsAndSecretsLayerVersion, ParamsAndSecretsLogLevel } from "aws-cdk-lib/aws-lambda";
import { Fact, FactName } from "aws-cdk-lib/region-info";
import type { Construct } from "constructs";

/** Context key: layer ARNs by Region, for example in cdk.json. */
const PINNED_LAYERS = "streamgate:parametersAndSecretsLayers";

const VERSION = "1.0.103";
const ARCHITECTURE = "arm64";

export function parametersAndSecrets(scope: Construct, region: string): ParamsAndSecretsLayerVersion {
  const arn = layerArn(scope.node.tryGetContext(PINNED_LAYERS), region);
  if (arn === undefined) {
    throw new TypeError(
      `no ${ARCHITECTURE} layer of the Parameters and Secrets extension is known for ${region}; take its ARN from AWS's list and pin it in cdk.json: "context": {"${PINNED_LAYERS}": {"${region}": "arn:…"}}`,
    );
  }
  return ParamsAndSecretsLayerVersion.fromVersionArn(arn, {
    logLevel: ParamsAndSecretsLogLevel.ERROR,
    // A value is asked for when an environment starts; this is for what a start asks twice.
    secretsManagerTtl: Duration.minutes(5),
    parameterStoreTtl: Duration.minutes(5),
    secretsManagerTimeout: Duration.seconds(2),
    parameterStoreTimeout: Duration.seconds(2),
  });
}

function layerArn(pinned: unknown, region: string): string | undefined {
  const known =
    typeof pinned === "object" && pinned !== null ? (pinned as Record<string, unknown>)[region] : undefined;
  if (typeof known === "string") return known;
  return Fact.find(region, FactName.paramsAndSecretsLambdaLayer(VERSION, ARCHITECTURE));
}
