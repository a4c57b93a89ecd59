/**
 * Room for the subnets nobody declares: NAT gateways, firewall endpoints and the hub's attachment get a /28 each, the
 * smallest a subnet may be, from the top of the VPC's range.
 * Invariant: every use has its own places, so that adding one later moves none of the others.
 */
import { formatRange, freeBlocks, parseRange } from "./ipv4-range.ts";

export type SpareUse = "internet" | "inspection" | "hub";

const USES: readonly SpareUse[] = ["internet", "inspection", "hub"];
const MAX_ZONES = 3;
const BLOCK_SIZE = 16;

export interface AddressPlan {
  readonly cidr: string;
  readonly subnets: readonly { readonly cidr: string }[];
}

export interface ZonedPlan extends AddressPlan {
  readonly subnets: readonly { readonly zone: string; readonly cidr: string }[];
}

/** The CIDR blocks of a use, one a declared subnet and in their order; throws where the VPC has no room. */
export function spareSubnets(plan: AddressPlan, use: SpareUse): readonly string[] {
  const block = blocksOf(plan, use);
  return plan.subnets.map((_subnet, index) => block(index));
}

/** The same with the zones they stand in, which are the declared subnets' own. */
export function sparePlaces(
  plan: ZonedPlan,
  use: SpareUse,
): readonly { readonly zone: string; readonly cidr: string }[] {
  const block = blocksOf(plan, use);
  return plan.subnets.map(({ zone }, index) => ({ zone, cidr: block(index) }));
}

function blocksOf({ cidr, subnets }: AddressPlan, use: SpareUse): (index: number) => string {
  const taken = subnets.map((subnet) => parseRange(subnet.cidr));
  const needed = USES.length * MAX_ZONES;
  const free = [...freeBlocks(parseRange(cidr), taken, BLOCK_SIZE).take(needed)];
  return (index) => {
    const block = free[USES.indexOf(use) * MAX_ZONES + index];
    if (block !== undefined) return formatRange(block);
    throw new Error(
      `the VPC ${cidr} leaves ${free.length} of the ${needed} free /28 blocks that NAT gateways, firewall endpoints ` +
        "and the transit gateway's attachment need; make its range larger or a subnet smaller",
    );
  };
}
