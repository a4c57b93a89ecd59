/**
 * Address ranges as they are written, for checks that must not stop at the first one that is wrong.
 */
import { parseCidr } from "../../functions/core/ip-address.ts";
import { type Ipv4Range, parseRange } from "../streaming/network/ipv4-range.ts";

/** Undefined for what is no IPv4 range, which the schema has refused. */
export function ipv4RangeOf(cidr: string): Ipv4Range | undefined {
  const range = parseCidr(cidr);
  return range.ok && range.value.family === 4 ? parseRange(cidr) : undefined;
}
