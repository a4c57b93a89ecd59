import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { describe, expect, it } from "vitest";
import { FirewalledApi } from "../../../infra/broker/firewalled-api.ts";
import { RoutedHttpApi } from "../../../infra/broker/routed-http-api.ts";
import { routeThrottles, WAITING_ROUTE } from "../../../infra/broker/throttle.ts";
import { loadExample, soleOf } from "../assembly.ts";

const { deployment } = await loadExample("regional");
const LAUNCH_ROUTE = "GET /launch/{application}";

function apiProps(stack: Stack) {
  const arn = "arn:aws:lambda:eu-west-1:111122223333:function:launch";
  const target = LambdaFunction.fromFunctionArn(stack, "Launch", arn);
  return {
    apiName: "broker",
    description: "the broker",
    functions: [{ name: "launch", routeKeys: [LAUNCH_ROUTE, WAITING_ROUTE], target }],
    throttle: { requestsPerSecond: 100, burst: 200 },
    throttles: routeThrottles({ ...deployment.limits, waitingRequestsPerSecond: 700 }),
    accessLog: new LogGroup(stack, "AccessLog"),
  };
}

function aStack(): Stack {
  return new Stack(new App(), "broker", { env: { account: "111122223333", region: "eu-west-1" } });
}

describe("routeThrottles", () => {
  it("gives the HTTP API's waiting route its own limit, and leaves the launches theirs", () => {
    const stack = aStack();
    new RoutedHttpApi(stack, "Api", apiProps(stack));
    const { RouteSettings: settings } = soleOf(Template.fromStack(stack), "AWS::ApiGatewayV2::Stage");
    expect(settings).toMatchObject({
      [LAUNCH_ROUTE]: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      [WAITING_ROUTE]: { ThrottlingRateLimit: 700, ThrottlingBurstLimit: 700 },
    });
  });

  it("does the same in a REST API", () => {
    const stack = aStack();
    const certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/one";
    new FirewalledApi(stack, "Api", {
      ...apiProps(stack),
      hostName: "stream.northwind.example",
      certificate,
    });
    const { MethodSettings: settings } = soleOf(Template.fromStack(stack), "AWS::ApiGateway::Stage");
    expect(settings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ResourcePath: "/~1launch~1{application}", ThrottlingRateLimit: 100 }),
        expect.objectContaining({ ResourcePath: "/~1wait~1{application}", ThrottlingRateLimit: 700 }),
      ]),
    );
  });
});
