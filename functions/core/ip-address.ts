/**
 * IPv4 and IPv6 addresses and CIDR ranges as numbers. Invariant: one address has one form, so IPv4 that arrives
 * inside IPv6 (mapped, RFC 4291 §2.5.5.2; NAT64, RFC 6052 §2.1) is IPv4 here and cannot slip past an IPv4 range.
 * Leading zeros, zone ids, ports and brackets are refused: parsers elsewhere disagree about what they mean.
 */
import { err, ok, type Result } from "./result.ts";

/** IPv4 fits a double, which compares faster than a bigint. */
export type IpAddress =
  | { readonly family: 4; readonly value: number }
  | { readonly family: 6; readonly value: bigint };

export interface IpRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  readonly prefixLength: number;
}

const IPV4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;
const IPV6_GROUP = /^[0-9a-fA-F]{1,4}$/;
const IPV6_MAX_LENGTH = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length;

/** The upper 96 bits of addresses whose lower 32 are an IPv4 address. */
const IPV4_CARRIERS: readonly bigint[] = [0xffffn, 0x0064_ff9b_0000_0000_0000_0000n];

/** Undefined for anything that is not exactly one address. */
export function parseIp(text: string): IpAddress | undefined {
  const ipv4 = parseIpv4(text);
  if (ipv4 !== undefined) return { family: 4, value: ipv4 };
  const ipv6 = parseIpv6(text);
  if (ipv6 === undefined) return undefined;
  return carriesIpv4(ipv6) ? { family: 4, value: Number(ipv6 & 0xffff_ffffn) } : { family: 6, value: ipv6 };
}

/** Dotted decimal, or RFC 5952: `parseIp(formatIp(a))` is `a` again. */
export function formatIp(address: IpAddress): string {
  return address.family === 4 ? formatIpv4(address.value) : formatIpv6(address.value);
}

/** The error is a sentence for the policy's author that says what to write instead. */
export function parseCidr(text: string): Result<IpRange, string> {
  const match = /^([^/]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text);
  const address = match?.[1] === undefined ? undefined : parseIp(match[1]);
  if (match === null || address === undefined) {
    return err("must be an IPv4 or IPv6 range such as 192.0.2.0/24 or 2001:db8::/32");
  }
  const canonical = formatIp(address);
  if (address.family === 4 && text.includes(":")) {
    return err(
      `is IPv4 carried inside IPv6; write the IPv4 range, which covers it (the address is ${canonical})`,
    );
  }
  const bits = address.family === 4 ? 32 : 128;
  if (match[2] === undefined) return err(`must be a range; for the one address write ${canonical}/${bits}`);
  const prefixLength = Number(match[2]);
  if (prefixLength > bits) return err(`must have a prefix length of at most ${bits}`);
  const value = BigInt(address.value);
  const hostMask = (1n << BigInt(bits - prefixLength)) - 1n;
  const first = value & ~hostMask;
  if (first !== value) {
    return err(
      `has bits set after its prefix; write the network ${format(address.family, first)}/${prefixLength}`,
    );
  }
  return ok({ family: address.family, first, last: first | hostMask, prefixLength });
}

function parseIpv4(text: string): number | undefined {
  const match = IPV4.exec(text);
  if (match === null) return undefined;
  let value = 0;
  for (const octet of match.slice(1)) {
    if (Number(octet) > 255) return undefined;
    value = value * 256 + Number(octet);
  }
  return value;
}

function parseIpv6(text: string): bigint | undefined {
  if (text.length > IPV6_MAX_LENGTH || !text.includes(":")) return undefined;
  const hexadecimal = withoutDottedTail(text);
  const gap = hexadecimal.indexOf("::");
  if (gap !== hexadecimal.lastIndexOf("::")) return undefined;
  const before = groups(gap < 0 ? hexadecimal : hexadecimal.slice(0, gap));
  const after = groups(gap < 0 ? "" : hexadecimal.slice(gap + 2));
  const missing = 8 - before.length - after.length;
  // A gap stands for at least one group; RFC 5952 would not write it for one, but accepts reading it.
  if (gap < 0 ? missing !== 0 : missing < 1) return undefined;
  const all = [...before, ...Array<string>(missing).fill("0"), ...after];
  if (!all.every((group) => IPV6_GROUP.test(group))) return undefined;
  return BigInt(`0x${all.map((group) => group.padStart(4, "0")).join("")}`);
}

/** `::ffff:192.0.2.1` → `::ffff:c000:201`; a tail that is no IPv4 address stays, and fails as a group. */
function withoutDottedTail(text: string): string {
  const tailStart = text.lastIndexOf(":") + 1;
  const tail = parseIpv4(text.slice(tailStart));
  if (tail === undefined) return text;
  return `${text.slice(0, tailStart)}${Math.floor(tail / 65_536).toString(16)}:${(tail % 65_536).toString(16)}`;
}

function groups(text: string): readonly string[] {
  return text === "" ? [] : text.split(":");
}

function carriesIpv4(value: bigint): boolean {
  return IPV4_CARRIERS.includes(value >> 32n);
}

function format(family: 4 | 6, value: bigint): string {
  return family === 4 ? formatIpv4(Number(value)) : formatIpv6(value);
}

function formatIpv4(value: number): string {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join(".");
}

/** RFC 5952 §4: lower case, no leading zeros, the longest run of two or more zero groups as `::`, the first of equals. */
function formatIpv6(value: bigint): string {
  const hexadecimal = value.toString(16).padStart(32, "0");
  const text = hexadecimal
    .replace(/.{4}/g, (group) => `${Number.parseInt(group, 16).toString(16)}:`)
    .slice(0, -1);
  const runs = text.match(/\b0(?::0)+\b/g) ?? [];
  const longest = runs.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) return text;
  const at = text.search(new RegExp(`\\b${longest}\\b`));
  return `${text.slice(0, at).replace(/:$/, "")}::${text.slice(at + longest.length).replace(/^:/, "")}`;
}
