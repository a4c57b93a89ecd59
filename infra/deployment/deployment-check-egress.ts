/**
 * Ways out of a network: the settings belong to the way that is chosen, and what is routed to a hub can get there.
 */
import { contains, overlaps, parseRange } from "../streaming/network/ipv4-range.ts";
import { MANAGEMENT_RANGE } from "../streaming/subnet-capacity.ts";
import { ipv4RangeOf } from "./address-ranges.ts";
import type { Deployment, NetworkDeclaration } from "./deployment.ts";
import { type DeploymentIssue, inDeployment } from "./deployment-issue.ts";

type Path = DeploymentIssue["path"];

const EVERYWHERE = "0.0.0.0/0";

export function checkEgress({ streaming }: Deployment): readonly DeploymentIssue[] {
  return Object.entries(streaming?.networks ?? {}).flatMap(([id, network]) => {
    const path = ["streaming", "networks", id];
    return [
      ...checkProxy(path, network),
      ...checkFirewall(path, network),
      ...checkTransitGateway(path, network),
    ];
  });
}

function checkProxy(path: Path, network: NetworkDeclaration): readonly DeploymentIssue[] {
  const { cidr, egress, proxy, transitGateway } = network;
  const at = [...path, "proxy"];
  if (egress !== "proxy") {
    return proxy === null
      ? []
      : [inDeployment(at, `is for \`egress: proxy\` only, and here it is \`${egress}\``)];
  }
  if (proxy === null) {
    return [inDeployment(at, "must be written for `egress: proxy`: the proxy's host and port")];
  }
  const routes = transitGateway?.routes ?? [];
  const address = ipv4RangeOf(proxy.replace(/:[0-9]+$/v, "/32"));
  if (address === undefined) {
    return routes.length > 0
      ? []
      : [
          inDeployment(
            at,
            "is a name, which no security group can let through; write its address, or the transit gateway's routes to it",
          ),
        ];
  }
  const reached = [cidr, ...routes].flatMap((range) => ipv4RangeOf(range) ?? []);
  if (reached.some((range) => contains(range, address))) return [];
  return [
    inDeployment(
      at,
      "cannot be reached: it is neither inside the network's `cidr` nor inside one of `transitGateway.routes`",
    ),
  ];
}

function checkFirewall(
  path: Path,
  { allowedDomains, egress }: NetworkDeclaration,
): readonly DeploymentIssue[] {
  const at = [...path, "allowedDomains"];
  if (egress === "firewall") {
    return allowedDomains.length > 0
      ? []
      : [
          inDeployment(
            at,
            "must name at least one for `egress: firewall`; to reach nothing write `egress: none`",
          ),
        ];
  }
  return allowedDomains.length === 0
    ? []
    : [inDeployment(at, `is for \`egress: firewall\` only; with \`${egress}\` nothing would enforce it`)];
}

function checkTransitGateway(path: Path, network: NetworkDeclaration): readonly DeploymentIssue[] {
  if (network.transitGateway === null) return [];
  const { routes } = network.transitGateway;
  const at = [...path, "transitGateway", "routes"];
  if (routes.length === 0) {
    return [inDeployment(at, "must name what is behind the transit gateway, or nothing is sent there")];
  }
  return routes.flatMap((route, index) => {
    const message = routeFault(route, network);
    return message === undefined ? [] : [inDeployment([...at, index], message)];
  });
}

function routeFault(route: string, { cidr, egress }: NetworkDeclaration): string | undefined {
  if (route === EVERYWHERE) {
    return egress === "nat" || egress === "firewall"
      ? `${route} and \`egress: ${egress}\` are two ways to everywhere; name the ranges behind the hub, or write \`egress: none\` to leave through it`
      : undefined;
  }
  const [range, vpc] = [ipv4RangeOf(route), ipv4RangeOf(cidr)];
  if (range === undefined) return undefined;
  if (overlaps(range, parseRange(MANAGEMENT_RANGE))) {
    return `${route} overlaps ${MANAGEMENT_RANGE}, where AppStream has the management interface of every instance; they could not be reached`;
  }
  return vpc !== undefined && contains(vpc, range)
    ? `${route} is inside the network itself (${cidr}), so it never leaves it`
    : undefined;
}
