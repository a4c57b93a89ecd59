import { describe, expect, it } from "vitest";
import { formatIp, parseCidr, parseIp } from "../../functions/core/ip-address.ts";

function canonical(text: string): string | undefined {
  const address = parseIp(text);
  return address && formatIp(address);
}

describe("parseIp", () => {
  it.each([
    ["192.0.2.1", { family: 4, value: 0xc0000201 }],
    ["0.0.0.0", { family: 4, value: 0 }],
    ["255.255.255.255", { family: 4, value: 0xffffffff }],
    ["::", { family: 6, value: 0n }],
    ["::1", { family: 6, value: 1n }],
    ["2001:DB8::1", { family: 6, value: 0x20010db8000000000000000000000001n }],
    ["1:2:3:4:5:6:7::", { family: 6, value: 0x00010002000300040005000600070000n }],
    ["1:2:3:4:5:6:7:8", { family: 6, value: 0x00010002000300040005000600070008n }],
  ])("reads %s", (text, address) => {
    expect(parseIp(text)).toStrictEqual(address);
  });

  it.each([
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::ffff:c000:201", "192.0.2.1"],
    ["64:ff9b::192.0.2.1", "192.0.2.1"],
    ["64:ff9b::c000:0201", "192.0.2.1"],
    ["::192.0.2.1", "::c000:201"],
    ["64:ff9b:1::c000:201", "64:ff9b:1::c000:201"],
  ])("reads %s as %s", (text, same) => {
    expect(canonical(text)).toBe(same);
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.256",
    "01.2.3.4",
    "1.2.3.04",
    "1.2.3.4 ",
    "0x1.2.3.4",
    "16909060",
    "1.2.3.4:80",
    "[::1]",
    ":",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "::12345",
    "::g",
    ":1:2:3:4:5:6:7",
    "fe80::1%eth0",
    "::1.2.3.256",
    "1.2.3.4::",
    `${"0:".repeat(1000)}1`,
  ])("refuses %j", (text) => {
    expect(parseIp(text)).toBeUndefined();
  });
});

describe("formatIp", () => {
  it.each([
    ["2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["1:0:0:2:0:0:3:4", "1::2:0:0:3:4"],
    ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
    ["10:0:0:0:0:0:0:0", "10::"],
    ["0:0:0:0:0:0:0:0", "::"],
  ])("writes %s as %s", (text, same) => {
    expect(canonical(text)).toBe(same);
  });
});

describe("parseCidr", () => {
  it.each([
    ["10.0.0.0/8", { family: 4, first: 0x0a000000n, last: 0x0affffffn, prefixLength: 8 }],
    ["0.0.0.0/0", { family: 4, first: 0n, last: 0xffffffffn, prefixLength: 0 }],
    ["192.0.2.1/32", { family: 4, first: 0xc0000201n, last: 0xc0000201n, prefixLength: 32 }],
    ["::/0", { family: 6, first: 0n, last: (1n << 128n) - 1n, prefixLength: 0 }],
    [
      "2001:db8::/32",
      { family: 6, first: 0x20010db8n << 96n, last: (0x20010db9n << 96n) - 1n, prefixLength: 32 },
    ],
  ])("reads %s", (text, value) => {
    expect(parseCidr(text)).toStrictEqual({ ok: true, value });
  });

  it.each([
    ["10.1.2.3/8", "has bits set after its prefix; write the network 10.0.0.0/8"],
    ["2001:db8::1/64", "has bits set after its prefix; write the network 2001:db8::/64"],
    ["10.0.0.1", "must be a range; for the one address write 10.0.0.1/32"],
    ["2001:DB8::1", "must be a range; for the one address write 2001:db8::1/128"],
    ["10.0.0.0/33", "must have a prefix length of at most 32"],
    ["2001:db8::/129", "must have a prefix length of at most 128"],
    ["10.0.0.0/08", "must be an IPv4 or IPv6 range such as 192.0.2.0/24 or 2001:db8::/32"],
    ["10.0.0/8", "must be an IPv4 or IPv6 range such as 192.0.2.0/24 or 2001:db8::/32"],
    ["", "must be an IPv4 or IPv6 range such as 192.0.2.0/24 or 2001:db8::/32"],
    [
      "::ffff:10.0.0.0/104",
      "is IPv4 carried inside IPv6; write the IPv4 range, which covers it (the address is 10.0.0.0)",
    ],
  ])("refuses %j", (text, error) => {
    expect(parseCidr(text)).toStrictEqual({ ok: false, error });
  });
});
