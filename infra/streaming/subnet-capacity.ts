/**
 * How many streaming instances a network has room for: one instance, one network interface, one address.
 * Pure; the deployment's checks and the constructs ask the same question here.
 */
import { parseRange } from "./network/ipv4-range.ts";

/** AWS keeps the first four addresses and the last one of every subnet. */
export const ADDRESSES_OF_AWS = 5;
/** While an image is rolled out, old and new instances live beside each other. */
const HEADROOM = 1.25;

/** The default quota of network interfaces in a Region; it can be raised, so it is worth a warning and no more. */
export const NETWORK_INTERFACES_PER_REGION = 5000;

/** AppStream manages instances from here: no VPC may use it or reach another one that does. */
export const MANAGEMENT_RANGE = "198.19.0.0/16";

export interface SubnetCapacity {
  /** Addresses left for instances, all subnets together. */
  readonly addresses: number;
  /** The largest sum of `maximum` that fits when AppStream spreads instances evenly, with headroom for new images. */
  readonly instances: number;
}

/** `reserved`: addresses that something else takes in each subnet, such as interface endpoints. */
export function capacityOf(
  subnets: readonly { readonly cidr: string }[],
  reserved: number = 0,
): SubnetCapacity {
  const usable = subnets.map(({ cidr }) => Math.max(0, parseRange(cidr).size - ADDRESSES_OF_AWS - reserved));
  const smallest = usable.length === 0 ? 0 : Math.min(...usable);
  return {
    addresses: usable.reduce((sum, count) => sum + count, 0),
    instances: Math.floor((smallest * usable.length) / HEADROOM),
  };
}

/** Network interfaces that fleets of this many instances may hold at once. */
export function networkInterfacesOf(instances: number): number {
  return Math.ceil(instances * HEADROOM);
}
