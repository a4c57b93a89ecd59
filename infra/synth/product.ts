/** The stacks of the product, in the order in which they are deployed, and what holds for all of them. */
import { type App, type Stack, type StackProps, Tags } from "aws-cdk-lib";
import { ManagedPolicy, PermissionsBoundary } from "aws-cdk-lib/aws-iam";
import { AuditStack } from "../audit/audit-stack.ts";
import { regionsWithoutBroker } from "../audit/direct-launch.ts";
import { WatchStack } from "../audit/watch-stack.ts";
import { BrokerStack } from "../broker/broker-stack.ts";
import { EDGE_REGION, primaryRegion, type StackKind, stackName } from "../broker/names.ts";
import { SecretsStack } from "../broker/secrets-stack.ts";
import { StateStack } from "../broker/state-stack.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { LoadedDeployment } from "../deployment/load-deployment.ts";
import { EdgeStack } from "../edge/edge-stack.ts";
import { StreamingStack, streamingRegions } from "../streaming/streaming-stack.ts";
import { acknowledgeFindings } from "./acknowledge-findings.ts";
import type { Artifacts } from "./artifacts.ts";

/** All there is, under the rules of the house. */
export function addProduct(app: App, loaded: LoadedDeployment, artifacts: Artifacts): void {
  const stacks = { ...addBroker(app, loaded, artifacts), streaming: addStreaming(app, loaded, artifacts) };
  for (const [kind, ofKind] of Object.entries(stacks)) {
    for (const stack of ofKind) acknowledgeFindings(stack, kind as StackKind);
  }
  applyHouseRules(app, loaded.deployment);
}

type StacksByKind = Readonly<Partial<Record<StackKind, readonly Stack[]>>>;

function addBroker(app: App, loaded: LoadedDeployment, artifacts: Artifacts): StacksByKind {
  const { deployment, compiledPolicy } = loaded;
  const { policy } = compiledPolicy;
  const primary = primaryRegion(deployment);
  const others = deployment.regions.filter((region) => region !== primary);

  const first = new StateStack(app, ...at(deployment, "state", primary));
  const further = others.map((region) => new StateStack(app, ...at(deployment, "state", region)));
  // The other Regions' signing keys are replicas of the first one's.
  for (const stack of further) after(stack, [first]);
  const states = [first, ...further];

  const [secretsId, secretsProps] = at(deployment, "secrets", primary);
  const secrets = new SecretsStack(app, secretsId, {
    ...secretsProps,
    policy,
    rotationCode: artifacts.rotation,
  });
  // A replica is encrypted with the key of its own Region.
  after(secrets, states);

  const audits = deployment.regions.map((region) => new AuditStack(app, ...at(deployment, "audit", region)));
  // Their logs are encrypted with the Region's key.
  for (const stack of audits) after(stack, states);

  const { functions: code, truststore } = artifacts;
  const brokers = deployment.regions.map((region) => {
    const [id, props] = at(deployment, "broker", region);
    return new BrokerStack(app, id, { ...props, policy, code, truststore });
  });
  for (const stack of brokers) after(stack, [secrets, ...audits]);

  // They tell the first Region's bus, whose rule tells people.
  const watches = regionsWithoutBroker(deployment, policy).map((region) => {
    const [id, props] = at(deployment, "watch", region);
    return new WatchStack(app, id, { ...props, policy });
  });
  for (const stack of watches) after(stack, brokers);

  const isCloudFront = deployment.edge === "cloudfront";
  const edges = isCloudFront ? [new EdgeStack(app, ...at(deployment, "edge", EDGE_REGION))] : [];
  for (const stack of edges) after(stack, brokers);

  return {
    state: states,
    secrets: [secrets],
    audit: audits,
    broker: brokers,
    watch: watches,
    edge: edges,
  };
}

/** It waits for nothing of the broker's, and nothing of the broker's for it: fleets take half an hour to start. */
function addStreaming(
  app: App,
  { deployment, compiledPolicy: { policy } }: LoadedDeployment,
  { fleetState }: Artifacts,
): readonly Stack[] {
  const { streaming } = deployment;
  if (streaming === null) return [];
  return streamingRegions(streaming).map((region) => {
    const [id, props] = at({ ...deployment, streaming }, "streaming", region);
    return new StreamingStack(app, id, { ...props, policy, operatorCode: fleetState });
  });
}

/** Tags and, where the account demands one, the boundary of every role. */
function applyHouseRules(app: App, { tags, permissionsBoundary }: Deployment): void {
  for (const [key, value] of Object.entries(tags)) Tags.of(app).add(key, value);
  if (permissionsBoundary === null) return;
  PermissionsBoundary.of(app).apply(ManagedPolicy.fromManagedPolicyArn(app, "Boundary", permissionsBoundary));
}

interface Placed<D extends Deployment> extends StackProps {
  readonly deployment: D;
  readonly region: string;
}

function at<D extends Deployment>(
  deployment: D,
  kind: StackKind,
  region: string,
): readonly [id: string, props: Placed<D>] {
  const id = stackName(deployment, kind, region);
  return [
    id,
    {
      deployment,
      region,
      stackName: id,
      env: { account: deployment.account, region },
      terminationProtection: true,
      analyticsReporting: false,
    },
  ];
}

function after(stack: Stack, earlier: readonly Stack[]): void {
  for (const other of earlier) stack.addStackDependency(other);
}
