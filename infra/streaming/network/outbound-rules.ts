/**
 * What instances of a network may open connections to, each rule with its reason. Pure.
 * Invariant: a security group without any rule would allow everything, so a network never has none.
 */
import type { CfnSecurityGroup } from "aws-cdk-lib/aws-ec2";
import type { NetworkDeclaration } from "../../deployment/deployment.ts";
import { parseRange } from "./ipv4-range.ts";
import { EVERYWHERE } from "./zone-subnets.ts";

export type EgressRule = CfnSecurityGroup.EgressProperty;

/** By purpose, so that a bastion can take some and leave the rest. */
export interface OutboundRules {
  readonly internet: readonly EgressRule[];
  readonly proxy: readonly EgressRule[];
  readonly endpoints: readonly EgressRule[];
  readonly storage: readonly EgressRule[];
  readonly hub: readonly EgressRule[];
}

export interface OutboundSources {
  readonly declaration: NetworkDeclaration;
  /** TCP ports of applications behind the hub. */
  readonly internalPorts: readonly number[];
  /** The network's interface endpoints; null: it has none for instances. */
  readonly endpointGroupId: string | null;
  /** The prefix list of S3 in this Region; null: the way to the internet covers it. */
  readonly storagePrefixListId: string | null;
}

export function outboundRules(sources: OutboundSources): OutboundRules {
  const { declaration, internalPorts, endpointGroupId, storagePrefixListId } = sources;
  const reachesInternet = declaration.egress === "nat" || declaration.egress === "firewall";
  return {
    // AppStream's guide asks for both; behind the firewall, names decide what of it is reached.
    internet: reachesInternet
      ? [tcp(443, { cidrIp: EVERYWHERE }, "HTTPS"), tcp(80, { cidrIp: EVERYWHERE }, "HTTP")]
      : [],
    proxy: proxyRules(declaration),
    endpoints:
      endpointGroupId === null
        ? []
        : [tcp(443, { destinationSecurityGroupId: endpointGroupId }, "interface endpoints of the VPC")],
    storage:
      storagePrefixListId === null
        ? []
        : [tcp(443, { destinationPrefixListId: storagePrefixListId }, "home folders and settings in S3")],
    hub: (declaration.transitGateway?.routes ?? []).flatMap((cidrIp) =>
      internalPorts.map((port) => tcp(port, { cidrIp }, "applications behind the transit gateway")),
    ),
  };
}

export function allRules({ internet, proxy, endpoints, storage, hub }: OutboundRules): readonly EgressRule[] {
  return [...internet, ...proxy, ...endpoints, ...storage, ...hub];
}

/** A security group knows addresses and no names: a proxy with a name is looked for where the hub's routes lead. */
function proxyRules({ egress, proxy, transitGateway }: NetworkDeclaration): readonly EgressRule[] {
  if (egress !== "proxy") return [];
  const [, host = "", port = ""] = /^(.+):(\d+)$/.exec(proxy ?? "") ?? [];
  if (port === "") throw new Error("egress `proxy` needs the `proxy` as host:port");
  const ranges = isAddress(host) ? [`${host}/32`] : (transitGateway?.routes ?? []);
  if (ranges.length === 0) {
    throw new Error(
      `no security group can name the proxy ${host}; write its address, or the transit gateway's route to it`,
    );
  }
  return ranges.map((cidrIp) => tcp(Number(port), { cidrIp }, "the proxy"));
}

function isAddress(host: string): boolean {
  try {
    return parseRange(`${host}/32`).size === 1;
  } catch {
    // A name, and why it is no address does not matter.
    return false;
  }
}

function tcp(port: number, peer: Partial<EgressRule>, description: string): EgressRule {
  return { ipProtocol: "tcp", fromPort: port, toPort: port, ...peer, description };
}
