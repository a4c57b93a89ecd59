import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatIp, parseCidr, parseIp } from "../../functions/core/ip-address.ts";
import { buildNetworkTable } from "../../functions/core/network-table.ts";

/** Few distinct bits, so that ranges nest and addresses hit them. */
const ipv4 = fc
  .tuple(fc.constantFrom(10, 192), fc.nat(3), fc.nat(3), fc.nat(3))
  .map((octets) => octets.join("."));
const ipv6 = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)).map((groups) => `2001:db8:${groups.join(":")}::1`);

const range = fc.oneof(fc.tuple(ipv4, fc.nat(32)), fc.tuple(ipv6, fc.nat(128))).map(([ip, bits]) => {
  const corrected = parseCidr(`${ip}/${bits}`);
  return corrected.ok ? `${ip}/${bits}` : String(corrected.error.split(" ").at(-1));
});

const networks = fc
  .uniqueArray(range, { maxLength: 12 })
  .map((ranges) =>
    Object.fromEntries(
      ranges.map((text, at) => [`network-${at}`, { ranges: [text], country: "IE", coordinates: null }]),
    ),
  );

/** The definition: of the ranges that hold the address, the one with the longest prefix. */
function linearSearch(
  ranges: readonly (readonly [name: string, text: string])[],
  ip: string,
): string | undefined {
  const address = parseIp(ip);
  return ranges
    .flatMap(([name, text]) => {
      const parsed = parseCidr(text);
      return parsed.ok ? [{ name, ...parsed.value }] : [];
    })
    .filter(
      ({ family, first, last }) =>
        family === address?.family && first <= address.value && address.value <= last,
    )
    .toSorted((a, b) => b.prefixLength - a.prefixLength)[0]?.name;
}

describe("buildNetworkTable", () => {
  it("equals a linear search for the longest prefix", () => {
    fc.assert(
      fc.property(networks, fc.array(fc.oneof(ipv4, ipv6), { minLength: 1 }), (policy, ips) => {
        const table = buildNetworkTable(policy);
        const ranges = Object.entries(policy).map(
          ([name, network]) => [name, String(network.ranges[0])] as const,
        );
        for (const ip of ips) expect(table.lookup(ip)).toBe(linearSearch(ranges, ip));
      }),
      { numRuns: 500 },
    );
  });

  it("agrees at the first and last address of every range, and one beyond", () => {
    fc.assert(
      fc.property(networks, (policy) => {
        const table = buildNetworkTable(policy);
        const ranges = Object.entries(policy).map(
          ([name, network]) => [name, String(network.ranges[0])] as const,
        );
        for (const [, text] of ranges) {
          const parsed = parseCidr(text);
          if (!parsed.ok) continue;
          const { family, first, last } = parsed.value;
          const top = family === 4 ? 0xffff_ffffn : (1n << 128n) - 1n;
          for (const value of [first, last, first - 1n, last + 1n].filter(
            (edge) => edge >= 0n && edge <= top,
          )) {
            const ip = formatIp(family === 4 ? { family, value: Number(value) } : { family, value });
            expect(table.lookup(ip)).toBe(linearSearch(ranges, ip));
          }
        }
      }),
    );
  });

  it("never throws on any text", () => {
    const table = buildNetworkTable({
      all: { ranges: ["::/0", "0.0.0.0/0"], country: "IE", coordinates: null },
    });
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(["all", undefined]).toContain(table.lookup(text));
      }),
    );
  });
});
