/** A deployment with everything the streaming side knows, its policy, and stacks made of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Key } from "aws-cdk-lib/aws-kms";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { afterAll } from "vitest";
import type { FleetPolicy, Policy } from "../../../functions/core/policy.ts";
import type {
  BastionDeclaration,
  Deployment,
  FleetDeclaration,
  NetworkDeclaration,
  StreamingDeclaration,
} from "../../../infra/deployment/deployment.ts";
import { FleetOperator } from "../../../infra/streaming/fleet-state/fleet-operator.ts";
import { StreamingStack, type StreamingStackProps } from "../../../infra/streaming/streaming-stack.ts";
import { anApplication, aPolicy, NO_CONDITIONS } from "../../support/core-builders.ts";

const ACCOUNT = "111122223333";

const folder = mkdtempSync(join(tmpdir(), "streaming-"));
/** A folder that passes for the operator's bundle. */
const OPERATOR_CODE = join(folder, "operator");
mkdirSync(OPERATOR_CODE);
writeFileSync(join(OPERATOR_CODE, "index.cjs"), "// in place of a bundle\n");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export function aNetwork(overrides: Partial<NetworkDeclaration> = {}): NetworkDeclaration {
  return {
    region: "eu-west-1",
    cidr: "10.20.0.0/16",
    subnets: [
      { zone: "eu-west-1a", cidr: "10.20.0.0/24" },
      { zone: "eu-west-1b", cidr: "10.20.1.0/24" },
    ],
    egress: "nat",
    proxy: null,
    allowedDomains: [],
    transitGateway: null,
    ...overrides,
  };
}

export function aFleetDeclaration(overrides: Partial<FleetDeclaration> = {}): FleetDeclaration {
  return {
    fleet: "finance-ireland",
    network: "ireland",
    image: "finance-7",
    instanceType: "stream.standard.large",
    fleetType: "ALWAYS_ON",
    sensitivity: "restricted",
    capacity: { minimum: 2, maximum: 20, targetUtilization: 70, schedules: [] },
    embedDomains: [],
    directory: null,
    replacement: "stop_and_start",
    ...overrides,
  };
}

export function aBastion(overrides: Partial<BastionDeclaration> = {}): BastionDeclaration {
  return {
    fleet: "servers-ireland",
    network: "ireland",
    image: "bastion-1",
    instanceType: "stream.standard.medium",
    maximum: 5,
    variant: "brokered",
    directory: null,
    ...overrides,
  };
}

export function aPolicyFleet(overrides: Partial<FleetPolicy> = {}): FleetPolicy {
  return {
    region: "eu-west-1",
    stack: "finance",
    fleet: "finance-a",
    jurisdiction: "EU",
    launchMethod: "streaming_url",
    streamView: "app",
    customDomain: null,
    federation: null,
    drain: null,
    ...overrides,
  };
}

/** Finance in Ireland and Virginia, a bastion in Ireland; each is in use. */
export function aStreamingPolicy(overrides: Partial<Policy> = {}): Policy {
  return aPolicy({
    fleets: {
      "finance-ireland": aPolicyFleet(),
      "finance-virginia": aPolicyFleet({ region: "us-east-1", fleet: "finance-v", jurisdiction: "US" }),
      "servers-ireland": aPolicyFleet({ stack: "servers", fleet: "servers-a" }),
    },
    applications: {
      finance: anApplication({ fleets: ["finance-ireland", "finance-virginia"] }),
      servers: anApplication({
        fleets: ["servers-ireland"],
        conditions: { ...NO_CONDITIONS, mfa: true },
      }),
    },
    ...overrides,
  });
}

export function aStreaming(overrides: Partial<StreamingDeclaration> = {}): StreamingDeclaration {
  return {
    networks: {
      ireland: aNetwork(),
      virginia: aNetwork({
        region: "us-east-1",
        subnets: [
          { zone: "us-east-1a", cidr: "10.20.0.0/24" },
          { zone: "us-east-1b", cidr: "10.20.1.0/24" },
        ],
      }),
    },
    fleets: [
      aFleetDeclaration(),
      aFleetDeclaration({ fleet: "finance-virginia", network: "virginia", image: "finance-7-us" }),
    ],
    bastions: [aBastion()],
    usageReports: true,
    ...overrides,
  };
}

type StreamingDeployment = StreamingStackProps["deployment"];

export function aDeployment(streaming: StreamingDeclaration = aStreaming()): StreamingDeployment {
  const unused: Omit<Deployment, "name" | "account" | "domain" | "retention" | "streaming"> = {
    version: 1,
    policy: "policy.yaml",
    edge: "regional",
    regions: ["eu-west-1"],
    certificates: { viewer: null, regional: {}, originClient: null },
    functions: {},
    ipDatabase: null,
    limits: {
      requestsPerAddress: 100,
      signInsPerAddress: 10,
      waitingRequestsPerAddress: 100,
      requestsPerSecond: 10,
      burst: 10,
      waitingRequestsPerSecond: 10,
    },
    quotas: { lambdaConcurrency: 1000, networkInterfaces: 5000 },
    alarms: { notify: [] },
    tags: {},
    permissionsBoundary: null,
  };
  return {
    ...unused,
    name: "streamgate",
    account: ACCOUNT,
    domain: {
      viewer: "stream.example.com",
      origin: null,
      hostedZoneId: "Z0123456789",
      hostedZoneName: "example.com",
    },
    retention: { logDays: 90, landingDays: 7, archive: { mode: "governance", years: 1 } },
    streaming,
  };
}

/** CloudFormation's own rules cost seconds a file; security-rules.test.ts runs them over everything there is. */
export function anApp(builtinCloudFormationValidation = false): App {
  return new App({
    analyticsReporting: false,
    outdir: mkdtempSync(join(folder, "cdk-")),
    builtinCloudFormationValidation,
    // What CloudFormation would refuse is an error, as in the product.
    postCliContext: { "@aws-cdk/core:validateAgainstDefaultRules": true },
  });
}

export function aStreamingStack(
  overrides: Partial<StreamingStackProps> = {},
  app: App = anApp(),
): StreamingStack {
  const props: StreamingStackProps = {
    deployment: aDeployment(),
    policy: aStreamingPolicy(),
    region: "eu-west-1",
    operatorCode: OPERATOR_CODE,
    ...overrides,
  };
  const stackName = `streamgate-streaming-${props.region}`;
  const env = { account: ACCOUNT, region: props.region };
  return new StreamingStack(app, stackName, { ...props, stackName, env });
}

export function templateOf(overrides: Partial<StreamingStackProps> = {}): Template {
  return Template.fromStack(aStreamingStack(overrides));
}

/** An empty stack that knows its zones, with what constructs ask for. */
export function aBench(region = "eu-west-1") {
  const stack = new (class extends Stack {
    override get availabilityZones(): string[] {
      return [`${region}a`, `${region}b`, `${region}c`];
    }
  })(anApp(), "Bench", { env: { account: ACCOUNT, region } });
  const logs = { logKey: new Key(stack, "Key"), logDays: RetentionDays.ONE_MONTH };
  const operator = () => new FleetOperator(stack, "Operator", { code: OPERATOR_CODE, ...logs });
  return { stack, logs, operator, template: () => Template.fromStack(stack) };
}
