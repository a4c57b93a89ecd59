/**
 * IPv4 ranges in CIDR notation as whole numbers: what overlaps what, and what is still free.
 * Pure. A range is an aligned power of two, so two of them overlap only when one contains the other.
 */

export interface Ipv4Range {
  /** The first address as an unsigned 32-bit number. */
  readonly first: number;
  readonly size: number;
}

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Throws TypeError for what is no CIDR block, one with bits behind its mask included. */
export function parseRange(cidr: string): Ipv4Range {
  const [prefix = Number.NaN, ...octets] = CIDR.exec(cidr)?.slice(1).map(Number).reverse() ?? [];
  const first = octets.reverse().reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - prefix);
  if (!(prefix <= 32) || octets.some((octet) => octet > 255) || first % size !== 0) {
    throw new TypeError(`${cidr} is not an IPv4 CIDR block`);
  }
  return { first, size };
}

export function formatRange({ first, size }: Ipv4Range): string {
  const octets = [24, 16, 8, 0].map((shift) => (first >>> shift) & 255);
  return `${octets.join(".")}/${32 - Math.log2(size)}`;
}

export function contains(outer: Ipv4Range, inner: Ipv4Range): boolean {
  return inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;
}

export function overlaps(one: Ipv4Range, other: Ipv4Range): boolean {
  return contains(one, other) || contains(other, one);
}

/** The blocks of this size inside `outer` that touch nothing taken, from the highest address down. */
export function* freeBlocks(
  outer: Ipv4Range,
  taken: readonly Ipv4Range[],
  size: number,
): Generator<Ipv4Range> {
  for (let first = outer.first + outer.size - size; first >= outer.first; first -= size) {
    const block = { first, size };
    if (!taken.some((range) => overlaps(range, block))) yield block;
  }
}
