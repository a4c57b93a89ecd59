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

  it("agrees in a table of ten thousand ranges that nest and overlap, for both families", () => {
    const bits = fc.tuple(fc.integer({ min: 8, max: 32 }), fc.nat(0xffff));
    const policyOf = (seed: number) => {
      const texts = fc
        .sample(fc.tuple(fc.constantFrom(4, 6), bits, fc.nat(0xffff)), { numRuns: 40_000, seed })
        .map(([family, [length, high], low]) => {
          const value = BigInt(high % 64) * 65_536n * 1_024n + BigInt(low);
          // Few leading bits vary, so that long prefixes lie within short ones.
          return family === 4
            ? cut(4, value & 0xffff_ffffn, length)
            : cut(6, (0x2001_0db8n << 96n) | (value << 64n), length + 24);
        });
      return [...new Set(texts)].slice(0, 10_000);
    };
    const ranges = policyOf(7).map((range, at) => [`network-${at}`, range] as const);
    expect(ranges).toHaveLength(10_000);
    const table = buildNetworkTable(
      Object.fromEntries(
        ranges.map(([name, range]) => [name, { ranges: [range], country: "IE", coordinates: null }]),
      ),
    );
    const parsed = ranges.flatMap(([name, range]) => {
      const result = parseCidr(range);
      return result.ok ? [{ name, ...result.value }] : [];
    });
    const naive = (ip: string) => {
      const address = parseIp(ip);
      let best: (typeof parsed)[number] | undefined;
      for (const candidate of parsed) {
        if (candidate.family !== address?.family) continue;
        const holds = candidate.first <= address.value && address.value <= candidate.last;
        if (holds && candidate.prefixLength > (best?.prefixLength ?? -1)) best = candidate;
      }
      return best?.name;
    };
    const within = fc
      .tuple(fc.nat(ranges.length - 1), fc.bigInt(-1n, 300n), fc.boolean())
      .map(([at, step, fromEnd]) => {
        const { family, first, last } = parsed[at] ?? { family: 4, first: 0n, last: 0n };
        const value = fromEnd ? last - step : first + step;
        if (family === 6) return formatIp({ family, value });
        const ip = formatIp({ family, value: Number(BigInt.asUintN(32, value)) });
        return step % 2n === 0n ? ip : `::ffff:${ip}`;
      });
    let found = 0;
    fc.assert(
      fc.property(within, (ip) => {
        const network = naive(ip);
        if (network !== undefined) found += 1;
        expect(table.lookup(ip)).toBe(network);
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(100);
  });
});

/** The range of this length around the address. */
function cut(family: 4 | 6, value: bigint, length: number): string {
  const host = BigInt((family === 4 ? 32 : 128) - length);
  const first = (value >> host) << host;
  return `${formatIp(family === 4 ? { family, value: Number(first) } : { family, value: first })}/${length}`;
}
