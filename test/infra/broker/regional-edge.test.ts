import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../functions/routes.ts";
import { loadExample, soleOf, templateOf, templates } from "../assembly.ts";

let all: ReadonlyMap<string, Template>;
let broker: Template;
beforeAll(async () => {
  all = templates(await loadExample("regional"));
  broker = templateOf(all, "streamgate-regional-broker-");
});

describe("the API that people reach directly", () => {
  it("answers on the viewer's name only", () => {
    broker.hasResourceProperties("AWS::ApiGateway::RestApi", {
      DisableExecuteApiEndpoint: true,
      EndpointConfiguration: { Types: ["REGIONAL"] },
    });
    broker.hasResourceProperties("AWS::ApiGateway::DomainName", {
      EndpointConfiguration: { Types: ["REGIONAL"] },
      SecurityPolicy: "TLS_1_2",
    });
  });

  it("has the routes of functions/routes.ts and no other", () => {
    const methods = Object.values(broker.findResources("AWS::ApiGateway::Method"));
    expect(methods).toHaveLength(FUNCTIONS.flatMap(({ routeKeys }) => routeKeys).length);
    for (const { Properties } of methods) {
      expect(["GET", "POST", "DELETE"]).toContain(Properties.HttpMethod);
      expect(Properties.Integration.Type).toBe("AWS_PROXY");
    }
  });

  it("stands behind the firewall", () => {
    const [acl] = Object.keys(
      broker.findResources("AWS::WAFv2::WebACL", { Properties: { Scope: "REGIONAL" } }),
    );
    broker.hasResourceProperties("AWS::WAFv2::WebACLAssociation", {
      WebACLArn: { "Fn::GetAtt": [acl, "Arn"] },
    });
  });

  it("limits every route by itself, and logs requests but no executions", () => {
    const stage = soleOf(broker, "AWS::ApiGateway::Stage");
    const settings = stage.MethodSettings as Record<string, unknown>[];
    expect(settings).toHaveLength(1 + FUNCTIONS.flatMap(({ routeKeys }) => routeKeys).length);
    for (const each of settings) {
      expect(each).toMatchObject({
        LoggingLevel: "OFF",
        ThrottlingRateLimit: expect.any(Number),
        ThrottlingBurstLimit: expect.any(Number),
      });
    }
    const format = JSON.parse(stage.AccessLogSetting.Format) as Record<string, string>;
    expect(Object.values(format).join(" ")).not.toMatch(/query|header|cookie/i);
  });

  it("gives its own answers security headers too", () => {
    for (const ResponseType of ["DEFAULT_4XX", "DEFAULT_5XX"]) {
      broker.hasResourceProperties("AWS::ApiGateway::GatewayResponse", {
        ResponseType,
        ResponseParameters: Match.objectLike({
          "gatewayresponse.header.Strict-Transport-Security": "'max-age=63072000; includeSubDomains'",
          "gatewayresponse.header.Cache-Control": "'no-store'",
        }),
      });
    }
  });

  it("leaves the account's logging role when it goes, since others may use it", () => {
    broker.hasResource("AWS::ApiGateway::Account", { DeletionPolicy: "Retain" });
  });
});

describe("the `regional` edge", () => {
  it("has no stack of its own and nothing in another Region", () => {
    expect([...all.keys()]).toEqual([
      "streamgate-regional-state-eu-west-1",
      "streamgate-regional-secrets-eu-west-1",
      "streamgate-regional-audit-eu-west-1",
      "streamgate-regional-broker-eu-west-1",
    ]);
  });

  it("asks Route 53 for the same health as the other edge", () => {
    broker.hasResourceProperties("AWS::Route53::RecordSet", {
      Region: "eu-west-1",
      SetIdentifier: "eu-west-1",
      HealthCheckId: Match.anyValue(),
    });
  });
});
