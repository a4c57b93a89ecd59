/**
 * A small complete deployment with its policy, as their authors would write them. Tests change one thing of them and ask
 * what is said.
 */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import type { Policy } from "../../../functions/core/policy.ts";
import { policySchema } from "../../../functions/core/policy-schema.ts";
import type { Deployment } from "../../../infra/deployment/deployment.ts";
import { checkReading } from "../../../infra/deployment/deployment-checks.ts";
import { readDeployment } from "../../../infra/deployment/deployment-schema.ts";
import { type Json, withValue } from "../../support/policies.ts";

export const EXAMPLES = new URL("../../../infra/deployment/example/", import.meta.url);

/** A real certificate of an authority. */
export const AUTHORITY_PEM = readFileSync(new URL("edge-authorities.pem", EXAMPLES), "utf8");

export function certificate(region: string, id: string, account: string = "111122223333"): string {
  return `arn:aws:acm:${region}:${account}:certificate/${id}`;
}

export function aDeploymentInput(): Json {
  return {
    version: 1,
    name: "streamgate",
    account: "111122223333",
    policy: "policy.yaml",
    edge: "cloudfront",
    regions: ["eu-west-1", "us-east-1"],
    domain: {
      viewer: "stream.example.com",
      origin: "origin.stream.example.com",
      hostedZoneId: "Z0123456789EXAMPLE",
      hostedZoneName: "example.com",
    },
    certificates: {
      viewer: certificate("us-east-1", "viewer"),
      regional: {
        "eu-west-1": certificate("eu-west-1", "origin"),
        "us-east-1": certificate("us-east-1", "origin"),
      },
      originClient: {
        certificate: certificate("us-east-1", "client"),
        subject: "CN=streamgate-edge,O=Example",
        authorities: "authorities.pem",
      },
    },
    alarms: { notify: ["on-call@example.com"] },
    streaming: {
      networks: { ireland: aNetwork("eu-west-1", "10.20"), virginia: aNetwork("us-east-1", "10.30") },
      fleets: [aFleet("finance", "ireland"), aFleet("design", "virginia")],
      bastions: [{ fleet: "admin", network: "ireland", image: "bastion-1", maximum: 5 }],
    },
  };
}

function aNetwork(region: string, start: string): Json {
  return {
    region,
    cidr: `${start}.0.0/20`,
    subnets: [
      { zone: `${region}a`, cidr: `${start}.0.0/24` },
      { zone: `${region}b`, cidr: `${start}.1.0/24` },
    ],
  };
}

export function aFleet(fleet: string, network: string): { [key: string]: Json } {
  return {
    fleet,
    network,
    image: "image-1",
    instanceType: "stream.standard.large",
    sensitivity: "restricted",
    capacity: { minimum: 1, maximum: 20 },
  };
}

/** The smallest that can be: one Region, no CloudFront, and fleets of somebody else. */
export function aRegionalInput(): Json {
  const changes: readonly Change[] = [
    [["edge"], "regional"],
    [["regions"], ["eu-west-1"]],
    [["domain", "origin"], undefined],
    [["certificates"], { regional: { "eu-west-1": certificate("eu-west-1", "viewer") } }],
    [["streaming"], undefined],
  ];
  return changes.reduce<Json>((input, [path, value]) => withValue(path, value, input), aDeploymentInput());
}

export function aPolicyToDeploy(): Json {
  return {
    version: 1,
    identityProviders: {
      corporate: {
        protocol: "oidc",
        name: "Corporate sign-in",
        issuer: "https://login.example.com/",
        clientId: "streamgate",
        clientAuthentication: { method: "client_secret_basic", secret: "secret:streamgate/corporate" },
        claims: { mfa: { claim: "amr", anyOf: ["mfa"] } },
      },
    },
    fleets: {
      finance: { region: "eu-west-1", stack: "finance", fleet: "finance", jurisdiction: "EU" },
      design: { region: "us-east-1", stack: "design", fleet: "design", jurisdiction: "US" },
      admin: { region: "eu-west-1", stack: "admin", fleet: "admin", jurisdiction: "EU" },
    },
    applications: {
      treasury: anApplication("finance"),
      designer: anApplication("design"),
      console: { ...anApplication("admin"), conditions: { mfa: true } },
    },
    location: { networks: { office: { ranges: ["192.0.2.0/24"], country: "IE" } } },
  };
}

function anApplication(fleet: string): { [key: string]: Json } {
  return {
    name: fleet,
    appstreamApplication: "Main",
    fleets: [fleet],
    audience: { groups: [fleet] },
  };
}

/** What is refused of a changed deployment, as `path message`; a leading `policy:` where the fault stands in the policy. */
export function issuesOf(input: Json, policy: Json = aPolicyToDeploy()): readonly string[] {
  return checkReading(readDeployment(input), shapeOf(policy)).map(
    ({ file, message, path }) => `${file === "policy" ? "policy:" : ""}${path.join(".")} ${message}`,
  );
}

/** A value by its path; `undefined` takes the key away. */
export type Change = readonly [path: readonly (string | number)[], value: Json | undefined];

/** The same, after values of the deployment were replaced. */
export function issuesWith(...changes: readonly Change[]) {
  return issuesOf(deploymentWith(...changes));
}

export function deploymentWith(...changes: readonly Change[]): Json {
  return changes.reduce<Json>((input, [path, value]) => withValue(path, value, input), aDeploymentInput());
}

export function policyWith(...changes: readonly Change[]): Json {
  return changes.reduce<Json>((input, [path, value]) => withValue(path, value, input), aPolicyToDeploy());
}

export function deploymentOf(input: Json): Deployment {
  const { deployment, issues } = readDeployment(input);
  if (deployment === null || issues.length > 0) throw new Error(JSON.stringify(issues));
  return deployment;
}

function shapeOf(policy: Json): Policy {
  return v.parse(policySchema, policy);
}
