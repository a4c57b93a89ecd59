/**
 * Address ranges of networks: each subnet inside its VPC and beside the others, in zones of their own, and no two
 * networks with the same addresses where one router has to tell them apart.
 */
import { laterClaims } from "../../functions/core/first-claims.ts";
import { isAppStreamRegion } from "../../functions/core/regions.ts";
import { contains, type Ipv4Range, overlaps, parseRange } from "../streaming/network/ipv4-range.ts";
import { MANAGEMENT_RANGE } from "../streaming/subnet-capacity.ts";
import { ipv4RangeOf } from "./address-ranges.ts";
import type { Deployment, NetworkDeclaration } from "./deployment.ts";
import { type DeploymentIssue, inDeployment } from "./deployment-issue.ts";

/** What AWS makes, of VPCs and of subnets: /16 to /28. */
const LARGEST = 2 ** 16;
const SMALLEST = 2 ** 4;

type Path = DeploymentIssue["path"];

interface Place {
  readonly path: Path;
  /** As it is written. */
  readonly cidr: string;
  readonly range: Ipv4Range;
}

export function checkNetworks({ streaming }: Deployment): readonly DeploymentIssue[] {
  const networks = Object.entries(streaming?.networks ?? {});
  return [
    ...networks.flatMap(([id, network]) => checkNetwork(["streaming", "networks", id], network)),
    ...checkSharedRouters(networks),
  ];
}

function checkNetwork(path: Path, network: NetworkDeclaration): readonly DeploymentIssue[] {
  const vpc = placeOf([...path, "cidr"], network.cidr);
  const subnets = network.subnets.flatMap(({ cidr }, index) =>
    placeOf([...path, "subnets", index, "cidr"], cidr),
  );
  return [
    ...checkZones([...path, "subnets"], network),
    ...[...vpc, ...subnets].flatMap(checkSize),
    ...vpc.flatMap((outer) => [...checkInside(subnets, outer), ...checkManagement(outer)]),
    ...checkOverlaps(subnets),
  ];
}

function checkZones(path: Path, { region, subnets }: NetworkDeclaration): readonly DeploymentIssue[] {
  const isCountRight = subnets.length === 2 || subnets.length === 3;
  const count = isCountRight
    ? []
    : [inDeployment(path, "must be two or three, each in a zone of its own, since zones fail one at a time")];
  const foreign = subnets.flatMap(({ zone }, index) =>
    !isAppStreamRegion(region) || (zone.slice(0, -1) === region && /[a-f]$/v.test(zone))
      ? []
      : [
          inDeployment(
            [...path, index, "zone"],
            `must be a zone of ${region}: the Region and a letter, such as ${region}a`,
          ),
        ],
  );
  const twice = laterClaims(
    subnets.map(({ zone }, index) => ({ key: zone, index })),
    ({ index }, first) =>
      inDeployment(
        [...path, index, "zone"],
        `is already the zone of subnet ${first.index + 1}; if it fails, both are gone`,
      ),
  );
  return [...count, ...foreign, ...twice];
}

function checkSize({ path, range }: Place): readonly DeploymentIssue[] {
  return range.size <= LARGEST && range.size >= SMALLEST
    ? []
    : [inDeployment(path, "must be a range from /16 to /28, which is what AWS makes")];
}

function checkInside(subnets: readonly Place[], vpc: Place): readonly DeploymentIssue[] {
  return subnets
    .filter(({ range }) => !contains(vpc.range, range))
    .map(({ cidr, path }) => inDeployment(path, `${cidr} is not inside the network's ${vpc.cidr}`));
}

function checkManagement({ path, range }: Place): readonly DeploymentIssue[] {
  if (!overlaps(range, parseRange(MANAGEMENT_RANGE))) return [];
  return [
    inDeployment(
      path,
      `overlaps ${MANAGEMENT_RANGE}, where AppStream has the management interface of every instance; they could not be reached`,
    ),
  ];
}

function checkOverlaps(subnets: readonly Place[]): readonly DeploymentIssue[] {
  return subnets.flatMap(({ cidr, path, range }, index) => {
    const earlier = subnets.slice(0, index).find((other) => overlaps(range, other.range));
    return earlier === undefined
      ? []
      : [inDeployment(path, `${cidr} overlaps the subnet ${earlier.cidr} above`)];
  });
}

/** A transit gateway routes by address, so what is attached to one must not share any. */
function checkSharedRouters(
  networks: readonly (readonly [id: string, network: NetworkDeclaration])[],
): readonly DeploymentIssue[] {
  const attached = networks.flatMap(([id, { cidr, transitGateway }]) =>
    placeOf(["streaming", "networks", id, "cidr"], cidr).flatMap((place) =>
      transitGateway === null ? [] : [{ ...place, id, router: transitGateway.id }],
    ),
  );
  return attached.flatMap((later, index) => {
    const earlier = attached
      .slice(0, index)
      .find(({ range, router }) => router === later.router && overlaps(range, later.range));
    if (earlier === undefined) return [];
    return [
      inDeployment(
        later.path,
        `${later.cidr} overlaps ${earlier.cidr} of \`${earlier.id}\`, which is attached to the same transit gateway; give one of them another range`,
      ),
    ];
  });
}

/** Nothing for what is no range, which the schema has refused. */
function placeOf(path: Path, cidr: string): readonly Place[] {
  const range = ipv4RangeOf(cidr);
  return range === undefined ? [] : [{ path, cidr, range }];
}
