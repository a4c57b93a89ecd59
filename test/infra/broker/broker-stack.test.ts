import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../functions/routes.ts";
import { functionTable } from "../../../infra/broker/function-table.ts";
import { WAITING_ROUTE } from "../../../infra/broker/throttle.ts";
import type { LoadedDeployment } from "../../../infra/deployment/load-deployment.ts";
import { loadExample, templateOf, templates, withDeployment } from "../assembly.ts";

const KEY = { "Fn::GetStackOutput": Match.objectLike({ OutputName: "DataKeyArn" }) };

let loaded: LoadedDeployment;
let broker: Template;
beforeAll(async () => {
  loaded = await loadExample("cloudfront");
  broker = templateOf(templates(loaded), "streamgate-broker-eu-west-1");
});

const LAMBDA = "lambda.amazonaws.com";

describe("the functions of a Region", () => {
  it.each(FUNCTIONS)("include $name on Node 24 and arm64, with a log of its own", ({ name }) => {
    broker.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: `streamgate-${name}`,
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
      TracingConfig: Match.absent(),
      Layers: [
        Match.stringLikeRegexp(
          "^arn:aws:lambda:eu-west-1:\\d+:layer:AWS-Parameters-and-Secrets-Lambda-Extension-Arm64:\\d+$",
        ),
      ],
      LoggingConfig: Match.objectLike({ LogFormat: "JSON" }),
    });
    broker.hasResourceProperties("AWS::Logs::LogGroup", {
      LogGroupName: `/aws/lambda/streamgate-${name}`,
      RetentionInDays: 90,
      KmsKeyId: KEY,
    });
  });

  it("have the environment and the permissions of the table", () => {
    const declarations = functionTable({
      deployment: loaded.deployment,
      policy: loaded.compiledPolicy.policy,
      region: "eu-west-1",
      keys: { data: () => "", signing: "" },
    });
    for (const { name, environment, grants } of declarations) {
      broker.hasResourceProperties("AWS::Lambda::Function", {
        FunctionName: `streamgate-${name}`,
        Environment: { Variables: Match.objectLike(environment) },
      });
      const sids = ["WriteLog", ...grants.map(({ sid }) => sid)];
      const policies = Object.values(broker.findResources("AWS::IAM::Policy")).map(({ Properties }) =>
        (Properties.PolicyDocument.Statement as { Sid: string }[]).map(({ Sid }) => Sid),
      );
      expect(policies).toContainEqual(sids);
    }
  });

  it("have roles with names that other policies can tell, and no managed policy", () => {
    const roles = Object.values(broker.findResources("AWS::IAM::Role")).filter(
      ({ Properties }) => Properties.AssumeRolePolicyDocument.Statement[0].Principal.Service === LAMBDA,
    );
    expect(roles.map(({ Properties }) => Properties.RoleName).toSorted()).toEqual(
      FUNCTIONS.map(({ name }) => `streamgate-${name}-eu-west-1`).toSorted(),
    );
    for (const { Properties } of roles) expect(Properties.ManagedPolicyArns).toBeUndefined();
  });

  it("have as much concurrency as the deployment reserves", () => {
    broker.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: "streamgate-launch",
      ReservedConcurrentExecutions: 200,
    });
    broker.hasResourceProperties("AWS::Lambda::Function", {
      FunctionName: "streamgate-portal",
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  it("are kept warm in the hours of the deployment, by an alias that the API calls", () => {
    broker.hasResourceProperties("AWS::ApplicationAutoScaling::ScalableTarget", {
      MinCapacity: 0,
      MaxCapacity: 5,
      ScheduledActions: [
        Match.objectLike({
          Schedule: "cron(30 8 ? * MON,TUE,WED,THU,FRI *)",
          Timezone: "Europe/Madrid",
          ScalableTargetAction: { MinCapacity: 5, MaxCapacity: 5 },
        }),
        Match.objectLike({
          Schedule: "cron(0 18 ? * MON,TUE,WED,THU,FRI *)",
          Timezone: "Europe/Madrid",
          ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 },
        }),
      ],
    });
    const [alias] = Object.keys(broker.findResources("AWS::Lambda::Alias", { Properties: { Name: "live" } }));
    broker.hasResourceProperties("AWS::ApiGatewayV2::Integration", { IntegrationUri: { Ref: alias } });
    broker.resourceCountIs("AWS::Lambda::Alias", 1);
  });

  it("are called without an alias where nothing is kept warm", () => {
    const template = templateOf(
      templates(withDeployment(loaded, { functions: {} })),
      "streamgate-broker-eu-west-1",
    );
    template.resourceCountIs("AWS::Lambda::Alias", 0);
    template.resourceCountIs("AWS::ApplicationAutoScaling::ScalableTarget", 0);
  });
});

describe("a policy of hundreds of fleets", () => {
  it("still fits into the policies that IAM takes", () => {
    const { compiledPolicy } = loaded;
    const [fleet] = Object.values(compiledPolicy.policy.fleets);
    const entries = Array.from({ length: 250 }, (_, index) => {
      const name = `a-fleet-with-a-rather-long-name-${index}`;
      return [name, { ...fleet, fleet: name, stack: `the-stack-of-${name}` }];
    });
    const policy = { ...compiledPolicy.policy, fleets: Object.fromEntries(entries) };
    const brokerOnly = withDeployment(loaded, { streaming: null });
    const many = templates({ ...brokerOnly, compiledPolicy: { ...compiledPolicy, policy } });
    const template = templateOf(many, "streamgate-broker-eu-west-1");
    // As IAM gets it: the names that CloudFormation looks up are ARNs of keys by then.
    const keyArn = `"arn:aws:kms:eu-west-1:111122223333:key/${"0".repeat(36)}"`;
    const sizeOf = ({ Properties }: { Properties: { PolicyDocument: unknown } }): number =>
      JSON.stringify(Properties.PolicyDocument).replaceAll(/\{"Fn::[^{}]*(?:\{[^{}]*\})?[^{}]*\}/g, keyArn)
        .length;
    const managed = Object.values(template.findResources("AWS::IAM::ManagedPolicy"));
    expect(managed.length).toBeGreaterThan(0);
    const byRole = Map.groupBy(managed, ({ Properties }) => JSON.stringify(Properties.Roles));
    // Ten of them to a role, unless AWS is asked for more.
    for (const own of byRole.values()) expect(own.length).toBeLessThanOrEqual(10);
    for (const each of managed) expect(sizeOf(each as never)).toBeLessThanOrEqual(6_144);
    for (const each of Object.values(template.findResources("AWS::IAM::Policy"))) {
      expect(sizeOf(each as never)).toBeLessThanOrEqual(10_240);
    }
    const minting = JSON.stringify(template.toJSON()).match(/:fleet\/a-fleet-with-a-rather-long-name-\d+/g);
    expect(new Set(minting).size).toBe(250);
  });
});

describe("the API behind CloudFront", () => {
  it("answers on its own domain only, to clients of our authority", () => {
    broker.hasResourceProperties("AWS::ApiGatewayV2::Api", {
      Name: "streamgate",
      ProtocolType: "HTTP",
      DisableExecuteApiEndpoint: true,
    });
    broker.hasResourceProperties("AWS::ApiGatewayV2::DomainName", {
      DomainName: "origin.stream.northwind.example",
      DomainNameConfigurations: [Match.objectLike({ EndpointType: "REGIONAL", SecurityPolicy: "TLS_1_2" })],
      MutualTlsAuthentication: {
        TruststoreUri: Match.stringLikeRegexp("^s3://cdk-[\\w-]+/[0-9a-f]{64}\\.pem$"),
      },
    });
  });

  it("has the routes of functions/routes.ts, each with its function, and no default", () => {
    const routes = Object.values(broker.findResources("AWS::ApiGatewayV2::Route"));
    const keys = routes.map(({ Properties }) => Properties.RouteKey as string);
    const expected = FUNCTIONS.flatMap(({ routeKeys }) => routeKeys);
    // The health is asked of an API of its own as well, and so is what instances redeem.
    const elsewhere = ["GET /healthz", "POST /context/redeem", "GET /.well-known/jwks.json"];
    expect(keys.toSorted()).toEqual([...expected, ...elsewhere].toSorted());
    broker.allResourcesProperties("AWS::ApiGatewayV2::Integration", { PayloadFormatVersion: "2.0" });
  });

  it("limits every route by itself", () => {
    const [stage] = Object.values(
      broker.findResources("AWS::ApiGatewayV2::Stage", {
        Properties: { DefaultRouteSettings: { ThrottlingRateLimit: 100 } },
      }),
    ).filter(({ Properties }) => Object.keys(Properties.RouteSettings).length > 2);
    const expected = FUNCTIONS.flatMap(({ routeKeys }) => routeKeys);
    expect(Object.keys(stage?.Properties.RouteSettings).toSorted()).toEqual(expected.toSorted());
    for (const [routeKey, settings] of Object.entries(stage?.Properties.RouteSettings)) {
      if (routeKey === WAITING_ROUTE) continue;
      expect(settings).toMatchObject({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
    }
  });

  it("writes every request down, without query strings, headers or cookies", () => {
    const stages = Object.values(broker.findResources("AWS::ApiGatewayV2::Stage"));
    expect(stages).toHaveLength(3);
    for (const { Properties } of stages) {
      const format = JSON.parse(Properties.AccessLogSettings.Format) as Record<string, string>;
      expect(format).toMatchObject({ requestId: "$context.requestId", status: "$context.status" });
      expect(Object.values(format).join(" ")).not.toMatch(/query|header|cookie|authorizer/i);
    }
  });
});

describe("the instances' API", () => {
  it("lets in whom IAM vouches for, and shows everybody the keys", () => {
    broker.hasResourceProperties("AWS::ApiGatewayV2::Api", {
      Name: "streamgate-instances",
      DisableExecuteApiEndpoint: false,
    });
    const byAuthorization = (type: string): readonly string[] =>
      Object.values(
        broker.findResources("AWS::ApiGatewayV2::Route", { Properties: { AuthorizationType: type } }),
      ).map(({ Properties }) => Properties.RouteKey);
    expect(byAuthorization("AWS_IAM")).toEqual(["POST /context/redeem"]);
    expect(byAuthorization("NONE").filter((key) => key.includes("jwks"))).toHaveLength(2);
  });

  it("tells its address, and what a fleet's role must be allowed to invoke", () => {
    const [api] = Object.keys(
      broker.findResources("AWS::ApiGatewayV2::Api", { Properties: { Name: "streamgate-instances" } }),
    );
    broker.hasOutput("InstanceApi", {
      Value: {
        "Fn::Join": ["", ["https://", { Ref: api }, ".execute-api.eu-west-1.", { Ref: "AWS::URLSuffix" }]],
      },
    });
    const route = "/$default/POST/context/redeem";
    broker.hasOutput("InstanceApiRoute", {
      Value: {
        "Fn::Join": ["", ["arn:aws:execute-api:eu-west-1:111122223333:", { Ref: api }, route]],
      },
    });
  });
});

describe("the name of the Regional APIs", () => {
  it("leads to the nearest Region that is healthy", () => {
    const [check] = Object.keys(broker.findResources("AWS::Route53::HealthCheck"));
    broker.hasResourceProperties("AWS::Route53::RecordSet", {
      Name: "origin.stream.northwind.example.",
      Type: "A",
      Region: "eu-west-1",
      SetIdentifier: "eu-west-1",
      HealthCheckId: { Ref: check },
    });
  });

  it("is healthy while the Region's own /healthz says so", () => {
    broker.hasResourceProperties("AWS::Route53::HealthCheck", {
      HealthCheckConfig: {
        Type: "HTTPS",
        Port: 443,
        ResourcePath: "/healthz",
        RequestInterval: 10,
        FailureThreshold: 3,
        FullyQualifiedDomainName: {
          "Fn::Join": [
            "",
            [{ Ref: Match.stringLikeRegexp("^Health") }, ".execute-api.eu-west-1.", Match.anyValue()],
          ],
        },
      },
    });
  });
});

describe("the outputs", () => {
  it("are the addresses that somebody else has to be told", () => {
    const outputs = Object.fromEntries(
      Object.entries(broker.findOutputs("*")).map(([name, { Value }]) => [name, Value as unknown]),
    );
    expect(outputs).toMatchObject({
      LaunchUrl: "https://stream.northwind.example/launch/APPLICATION",
      RedirectUriCorporate: "https://stream.northwind.example/login/corporate/callback",
      MetadataUrlCampus: "https://stream.northwind.example/login/campus/metadata",
      AcsUrlCampus: "https://stream.northwind.example/login/campus/acs",
      SingleLogoutUrlCampus: "https://stream.northwind.example/logout/campus/saml",
    });
  });
});

describe("the keeper", () => {
  it("is called every minute by a rule of its own, and by nothing else", () => {
    const template = templateOf(templates(loaded), "streamgate-broker-eu-west-1");
    template.hasResourceProperties("AWS::Events::Rule", {
      Name: "streamgate-keeper",
      ScheduleExpression: "rate(1 minute)",
      Targets: [{ Id: "keeper", RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } }],
    });
    template.hasResourceProperties("AWS::Lambda::Permission", {
      Principal: "events.amazonaws.com",
      SourceAccount: "111122223333",
    });
  });
});
