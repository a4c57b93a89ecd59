/**
 * The streaming side of a deployment in one Region: its networks, fleets and bastions.
 * Invariant: it is built from the deployment and the policy together, and not at all while they disagree.
 */
import { ArnFormat, CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Policy } from "../../functions/core/policy.ts";
import { DataKey } from "../broker/data-key.ts";
import type {
  BastionDeclaration,
  Deployment,
  FleetDeclaration,
  StreamingDeclaration,
} from "../deployment/deployment.ts";
import { checkDirectories } from "../deployment/deployment-check-directories.ts";
import { checkReferences } from "../deployment/deployment-check-references.ts";
import { BastionFleet } from "./bastion/bastion-fleet.ts";
import { bastionPolicyText } from "./bastion/bastion-policy.ts";
import { SENSITIVITY_TIERS } from "./data-sensitivity.ts";
import { bastionsIn, type Declared, fleetsIn } from "./declared-fleets.ts";
import { StreamingDirectories } from "./directories.ts";
import { peakOf } from "./fleet-scaling.ts";
import { FleetOperator } from "./fleet-state/fleet-operator.ts";
import { StreamingNetwork } from "./network/streaming-network.ts";
import { StreamingFleet } from "./streaming-fleet.ts";
import { UsageReports } from "./usage-reports.ts";

export interface StreamingStackProps extends StackProps {
  readonly deployment: Deployment & { readonly streaming: StreamingDeclaration };
  readonly policy: Policy;
  readonly region: string;
  /** Folder with the bundle of fleet-state/entry.ts as `index.cjs`. */
  readonly operatorCode: string;
}

/** Each once, in the order of the networks: a fleet stands in one, so no Region is without. */
export function streamingRegions({ networks }: StreamingDeclaration): readonly string[] {
  return [...new Set(Object.values(networks).map(({ region }) => region))];
}

export class StreamingStack extends Stack {
  readonly networks: ReadonlyMap<string, StreamingNetwork>;
  readonly fleets: ReadonlyMap<string, StreamingFleet>;
  readonly bastions: ReadonlyMap<string, BastionFleet>;
  readonly #props: StreamingStackProps;

  constructor(scope: Construct, id: string, props: StreamingStackProps) {
    super(scope, id, props);
    const { deployment, policy, region, operatorCode } = props;
    requireAgreement(deployment, policy);
    this.#props = props;
    const fleets = fleetsIn(region, deployment.streaming, policy);
    const bastions = bastionsIn(region, deployment.streaming, policy);

    const logs = { logKey: this.#logKey(), logDays: deployment.retention.logDays };
    this.networks = this.#networks(fleets, bastions, logs);
    const operator = new FleetOperator(this, "FleetOperator", { code: operatorCode, ...logs });
    const directories = new StreamingDirectories(this, "Directories", {
      deploymentName: deployment.name,
      memberships: [...fleets, ...bastions].flatMap(({ directory }) => directory ?? []),
    });
    this.fleets = new Map(fleets.map((fleet) => [fleet.fleet, this.#fleet(fleet, operator)]));
    this.bastions = new Map(bastions.map((bastion) => [bastion.fleet, this.#bastion(bastion, operator)]));
    if (deployment.streaming.usageReports) {
      const { bucketName } = new UsageReports(this, "UsageReports", logs);
      new CfnOutput(this, "UsageReportsBucket", {
        description: "Daily reports of AppStream's sessions",
        value: bucketName,
      });
    }
    for (const built of [...this.fleets.values(), ...this.bastions.values()]) {
      built.node.addDependency(directories);
    }
  }

  /** As declared: CDK would ask the account for them. */
  override get availabilityZones(): string[] {
    const { deployment, region } = this.#props;
    const networks = Object.values(deployment.streaming.networks).filter(
      (network) => network.region === region,
    );
    return [...new Set(networks.flatMap(({ subnets }) => subnets.map(({ zone }) => zone)))];
  }

  /** One key for the logs of all networks and of the operator; they are evidence, and unreadable without it. */
  #logKey(): IKey {
    const logGroups = this.formatArn({
      service: "logs",
      resource: "log-group",
      resourceName: "*",
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new DataKey(this, "LogKey", {
      alias: `alias/${this.#props.deployment.name}-streaming`,
      description: "Logs of streaming networks and fleets",
      region: this.region,
      account: this.account,
      services: [],
      logGroups: [logGroups],
    });
  }

  #networks(
    fleets: readonly Declared<FleetDeclaration>[],
    bastions: readonly Declared<BastionDeclaration>[],
    logs: { readonly logKey: IKey; readonly logDays: RetentionDays },
  ): ReadonlyMap<string, StreamingNetwork> {
    const { deployment, region } = this.#props;
    const declared = Object.entries(deployment.streaming.networks).filter(
      ([, network]) => network.region === region,
    );
    return new Map(
      declared.map(([id, declaration]) => {
        const instances =
          sum(fleets.filter(({ network }) => network === id).map(({ capacity }) => peakOf(capacity))) +
          sum(bastions.filter(({ network }) => network === id).map(({ maximum }) => maximum));
        return [id, new StreamingNetwork(this, id, { declaration, instances, ...logs })];
      }),
    );
  }

  // The AppStream names are the ids, so that a renamed fleet is a new one beside the old one, which is drained and goes.
  #fleet(declaration: Declared<FleetDeclaration>, operator: FleetOperator): StreamingFleet {
    return new StreamingFleet(this, `fleet-${declaration.policyFleet.fleet}`, {
      ...declaration,
      tier: SENSITIVITY_TIERS[declaration.sensitivity],
      placement: this.#network(declaration).placement,
      operator,
      viewer: this.#props.deployment.domain.viewer,
      tags: { "streamgate:fleet": declaration.fleet, "streamgate:sensitivity": declaration.sensitivity },
    });
  }

  #bastion(declaration: Declared<BastionDeclaration>, operator: FleetOperator): BastionFleet {
    const { deployment, policy } = this.#props;
    const bastion = new BastionFleet(this, `bastion-${declaration.policyFleet.fleet}`, {
      declaration,
      policy,
      network: this.#network(declaration),
      operator,
      viewer: deployment.domain.viewer,
    });
    new CfnOutput(bastion, "AccessGroup", {
      description: `Security group for the servers behind ${declaration.fleet}`,
      value: bastion.accessGroupId,
    });
    if (declaration.variant === "brokered" && !declaration.isInUse) {
      new CfnOutput(bastion, "Policy", {
        description: `No application opens ${declaration.fleet} yet: this one would, for the groups you name`,
        value: bastionPolicyText(declaration.fleet, {
          name: { en: declaration.fleet },
          appstreamApplication: "ServerConsole",
          fleets: [declaration.fleet],
          // Nobody, until somebody is named.
          audience: { groups: [], groupsByProvider: {}, subjects: [] },
        }),
      });
    }
    if (bastion.relayState !== null) {
      new CfnOutput(bastion, "RelayState", {
        description: `Where the identity provider sends people for ${declaration.fleet}`,
        value: bastion.relayState,
      });
    }
    return bastion;
  }

  #network({ network: id }: { readonly network: string }): StreamingNetwork {
    const network = this.networks.get(id);
    if (network === undefined) throw new TypeError(`no network ${id} in ${this.region}`);
    return network;
  }
}

/** What the deployment file is checked for, for whoever builds the stack from something else. */
function requireAgreement(deployment: Deployment, policy: Policy): void {
  const faults = [...checkReferences(deployment, policy), ...checkDirectories(deployment, policy)];
  if (faults.length === 0) return;
  const listed = faults.map(({ path, message }) => `${path.join(".")} ${message}`);
  throw new Error(`the streaming side cannot be built:\n${listed.join("\n")}`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
