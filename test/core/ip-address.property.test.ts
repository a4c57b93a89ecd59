import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatIp, parseCidr, parseIp } from "../../functions/core/ip-address.ts";

const nearlyAddresses = fc.string({ unit: fc.constantFrom(..."0123456789abcdefF.:/%[] "), maxLength: 48 });
const anyText = fc.oneof(fc.string(), nearlyAddresses, fc.ipV4(), fc.ipV6());

describe("parseIp", () => {
  it("accepts what the platform accepts, zone ids apart, and never throws", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const expected = (isIPv4(text) || isIPv6(text)) && !text.includes("%");
        expect(parseIp(text) !== undefined).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("has one form for each address", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseIp(text);
        const written = address && formatIp(address);
        expect(written && parseIp(written)).toStrictEqual(address);
        expect(parseIp(text.toUpperCase())).toStrictEqual(address);
      }),
    );
  });

  it("writes IPv6 as the URL parser does", () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const address = parseIp(text);
        fc.pre(address?.family === 6);
        expect(address && `[${formatIp(address)}]`).toBe(new URL(`http://[${text}]`).hostname);
      }),
    );
  });

  it("takes IPv4 inside IPv6 for the IPv4 it is", () => {
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        expect(parseIp(`::ffff:${text}`)).toStrictEqual(parseIp(text));
        expect(parseIp(`64:ff9b::${text}`)).toStrictEqual(parseIp(text));
      }),
    );
  });
});

describe("parseCidr", () => {
  it("never throws, and names a network that it accepts", () => {
    const ranges = fc.oneof(
      fc.tuple(fc.ipV4(), fc.nat(40)).map(([ip, bits]) => `${ip}/${bits}`),
      fc.tuple(fc.ipV6(), fc.nat(140)).map(([ip, bits]) => `${ip}/${bits}`),
      anyText,
    );
    fc.assert(
      fc.property(ranges, (text) => {
        const range = parseCidr(text);
        const corrected = range.ok ? text : /write (?:the network )?(\S+\/\d+)$/.exec(range.error)?.[1];
        if (corrected !== undefined) expect(parseCidr(corrected).ok).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
