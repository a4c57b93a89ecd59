/**
 * Where streaming instances redeem what they were given: an HTTP API of its own with the address API Gateway gives it,
 * on which IAM lets in whoever may invoke that one route, each fleet's role. Neither edge's own API could ask for that
 * and serve people too. It is there whatever the policy says, so that an address in an image stays good.
 */
import { Stack } from "aws-cdk-lib";
import { HttpIamAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { partitionOf } from "./names.ts";
import { RoutedHttpApi } from "./routed-http-api.ts";
import type { Throttle } from "./throttle.ts";

export interface InstanceApiProps {
  readonly apiName: string;
  /** Of the context function. */
  readonly target: IFunction;
  readonly throttle: Throttle;
  readonly accessLog: ILogGroup;
}

const REDEEM_PATH = "/context/redeem";
export const REDEEM_ROUTE = `POST ${REDEEM_PATH}`;
const KEYS_ROUTE = "GET /.well-known/jwks.json";

export class InstanceApi extends Construct {
  /** For the launcher's `endpoints`. */
  readonly url: string;
  /** What a fleet's role must be allowed to invoke (`execute-api:Invoke`). */
  readonly routeArn: string;

  constructor(scope: Construct, id: string, { apiName, target, throttle, accessLog }: InstanceApiProps) {
    super(scope, id);
    const { api } = new RoutedHttpApi(this, "Routed", {
      apiName,
      description: "What streaming instances redeem, for their roles alone",
      functions: [{ name: "Context", routeKeys: [REDEEM_ROUTE, KEYS_ROUTE], target }],
      authorizers: { [REDEEM_ROUTE]: new HttpIamAuthorizer() },
      throttle,
      accessLog,
    });
    const { region, account, urlSuffix } = Stack.of(this);
    this.url = `https://${api.apiId}.execute-api.${region}.${urlSuffix}`;
    const where = `arn:${partitionOf(region)}:execute-api:${region}:${account}:${api.apiId}`;
    this.routeArn = `${where}/$default/POST${REDEEM_PATH}`;
  }
}
