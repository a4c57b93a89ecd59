/**
 * Is there an address and a network interface for every instance, and room for the subnets that nobody declares? The
 * numbers are those of the constructs (../streaming/subnet-capacity.ts, ../streaming/network/spare-subnets.ts).
 */
import { parseRange } from "../streaming/network/ipv4-range.ts";
import { type SpareUse, spareSubnets } from "../streaming/network/spare-subnets.ts";
import { ADDRESSES_OF_AWS, capacityOf, networkInterfacesOf } from "../streaming/subnet-capacity.ts";
import { ipv4RangeOf } from "./address-ranges.ts";
import type { Deployment, NetworkDeclaration, StreamingDeclaration } from "./deployment.ts";
import { type DeploymentIssue, inDeployment } from "./deployment-issue.ts";

/** The largest subnet that AWS makes is a /16. */
const SHORTEST_PREFIX = 16;
/** Interface endpoints in each subnet of a network without a way out: one for streaming, one for logs (streaming-network.ts). */
const ENDPOINTS_WITHOUT_EGRESS = 2;

type Path = DeploymentIssue["path"];

interface Demand {
  readonly fleet: string;
  readonly network: string;
  readonly maximum: number;
}

export function checkCapacity({ quotas, streaming }: Deployment): readonly DeploymentIssue[] {
  if (streaming === null) return [];
  const demands = demandsOf(streaming);
  const ofNetworks = Object.entries(streaming.networks).flatMap(([id, network]) => {
    // A range that is none has its own fault, and no size.
    const ranges = [network.cidr, ...network.subnets.map(({ cidr }) => cidr)];
    if (ranges.some((cidr) => ipv4RangeOf(cidr) === undefined)) return [];
    const path = ["streaming", "networks", id];
    const here = demands.filter((demand) => demand.network === id);
    return [...checkSubnets(path, network, here), ...checkRoom(path, network)];
  });
  return [...ofNetworks, ...checkInterfaces(streaming, demands, quotas.networkInterfaces)];
}

function demandsOf({ bastions, fleets }: StreamingDeclaration): readonly Demand[] {
  return [
    ...fleets.map(({ capacity, fleet, network }) => ({ fleet, network, maximum: capacity.maximum })),
    ...bastions.map(({ fleet, maximum, network }) => ({ fleet, network, maximum })),
  ];
}

/** AppStream spreads instances evenly, so each subnet has room for its share or the smallest is full first. */
function checkSubnets(
  path: Path,
  { egress, subnets }: NetworkDeclaration,
  demands: readonly Demand[],
): readonly DeploymentIssue[] {
  const total = sumOf(demands);
  const needed = Math.ceil(networkInterfacesOf(total) / subnets.length);
  const endpoints = egress === "none" ? ENDPOINTS_WITHOUT_EGRESS : 0;
  return subnets.flatMap(({ cidr }, index) => {
    const { addresses } = capacityOf([{ cidr }], endpoints);
    if (addresses >= needed) return [];
    const size = parseRange(cidr).size;
    const others = `${ADDRESSES_OF_AWS} that AWS keeps${endpoints > 0 ? ` and ${endpoints} of interface endpoints` : ""}`;
    return [
      inDeployment(
        [...path, "subnets", index, "cidr"],
        `is too small: it has ${addresses} addresses for instances (${size} less ${others}) and needs ${needed}: ${total} instances at most (${textOf(demands)}), a quarter more while old ones make way for new, over ${subnets.length} subnets; ${advice(needed + endpoints)}`,
      ),
    ];
  });
}

function advice(needed: number): string {
  const prefix = 32 - Math.ceil(Math.log2(needed + ADDRESSES_OF_AWS));
  return prefix >= SHORTEST_PREFIX
    ? `make it a /${prefix} or larger, or lower a maximum`
    : "no subnet is that large, so spread the fleets over several networks";
}

/** What the network construct cuts out of the VPC beside the declared subnets. */
function checkRoom(path: Path, network: NetworkDeclaration): readonly DeploymentIssue[] {
  const { egress, transitGateway } = network;
  const uses: readonly (SpareUse | false)[] = [
    (egress === "nat" || egress === "firewall") && "internet",
    egress === "firewall" && "inspection",
    transitGateway !== null && "hub",
  ];
  if (uses.every((use) => use === false || hasRoom(network, use))) return [];
  return [
    inDeployment(
      [...path, "cidr"],
      "has no room beside the subnets for nine /28, which NAT gateways, firewall endpoints and the transit gateway are given; make it larger, or the subnets smaller",
    ),
  ];
}

function hasRoom(network: NetworkDeclaration, use: SpareUse): boolean {
  try {
    return spareSubnets(network, use).length > 0;
  } catch {
    // Its error says for the construct what the issue says with a place in the file.
    return false;
  }
}

function checkInterfaces(
  { networks }: StreamingDeclaration,
  demands: readonly Demand[],
  quota: number,
): readonly DeploymentIssue[] {
  const regions = [...new Set(Object.values(networks).map(({ region }) => region))];
  return regions.flatMap((region) => {
    const ids = Object.keys(networks).filter((id) => networks[id]?.region === region);
    const here = demands.filter(({ network }) => ids.includes(network));
    const needed = networkInterfacesOf(sumOf(here));
    if (needed <= quota) return [];
    return [
      inDeployment(
        ["streaming", "fleets"],
        `may need ${needed} network interfaces in ${region}, one an instance and a quarter more while old ones make way for new (${textOf(here)}), but the account has ${quota} there; lower a maximum, or write \`quotas.networkInterfaces\` if AWS has raised it`,
      ),
    ];
  });
}

function sumOf(demands: readonly Demand[]): number {
  return demands.reduce((sum, { maximum }) => sum + maximum, 0);
}

function textOf(demands: readonly Demand[]): string {
  return demands.map(({ fleet, maximum }) => `\`${fleet}\` ${maximum}`).join(", ");
}
