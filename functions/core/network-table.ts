/**
 * Which named network an address belongs to: CIDR ranges flattened at start-up into disjoint intervals, so that a
 * look-up is one binary search however deep the ranges nest. Invariant: the longest matching prefix wins.
 */
import { type IpRange, parseCidr, parseIp } from "./ip-address.ts";
import type { NetworkPolicy } from "./policy.ts";

export interface NetworkTable {
  /** The network's name; undefined where no range matches or the text is no address. */
  lookup(ip: string): string | undefined;
}

interface Claim extends IpRange {
  readonly network: string;
}

/** From `start` on, until the next interval starts, addresses belong to `network`. */
interface Interval {
  readonly start: bigint;
  readonly network: string | undefined;
}

/** Ranges that do not parse are left out: a checked policy has none. */
export function buildNetworkTable(networks: Readonly<Record<string, NetworkPolicy>>): NetworkTable {
  const claims = Object.entries(networks).flatMap(([network, { ranges }]) =>
    ranges.flatMap((text): Claim[] => {
      const range = parseCidr(text);
      return range.ok ? [{ ...range.value, network }] : [];
    }),
  );
  const ipv4 = flatten(claims.filter((claim) => claim.family === 4));
  const ipv6 = flatten(claims.filter((claim) => claim.family === 6));
  const ipv4Starts = Float64Array.from(ipv4, (interval) => Number(interval.start));
  const ipv6Starts = ipv6.map((interval) => interval.start);
  return {
    lookup(ip) {
      const address = parseIp(ip);
      if (address === undefined) return undefined;
      return address.family === 4
        ? ipv4[lastAtOrBefore(ipv4Starts, address.value)]?.network
        : ipv6[lastAtOrBefore(ipv6Starts, address.value)]?.network;
    },
  };
}

/** CIDR ranges nest or are disjoint, so a stack of the open ones says who owns each stretch. */
function flatten(claims: readonly Claim[]): readonly Interval[] {
  const intervals: Interval[] = [];
  const open: Claim[] = [];
  const closeBefore = (limit: bigint): void => {
    for (let inner = open.at(-1); inner !== undefined && inner.last < limit; inner = open.at(-1)) {
      open.pop();
      intervals.push({ start: inner.last + 1n, network: open.at(-1)?.network });
    }
  };
  for (const claim of claims.toSorted(outerFirst)) {
    closeBefore(claim.first);
    open.push(claim);
    intervals.push({ start: claim.first, network: claim.network });
  }
  closeBefore(1n << 128n);
  return intervals;
}

function outerFirst(a: Claim, b: Claim): number {
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.prefixLength - b.prefixLength;
}

/** The last index whose start is at or before the value, -1 where all come after. Of equal starts the last counts. */
function lastAtOrBefore<T extends number | bigint>(starts: ArrayLike<T>, value: T): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] as T) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
