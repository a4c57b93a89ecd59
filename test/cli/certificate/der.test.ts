import { describe, expect, it } from "vitest";
import {
  bitString,
  context,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  time,
} from "../../../cli/certificate/der.ts";

const hex = (der: Buffer): string => der.toString("hex");

describe("integer", () => {
  it.each([
    ["zero", [0], "020100"],
    ["no leading zeros", [0, 0, 5], "020105"],
    ["a positive number whose first bit is set", [0x80], "02020080"],
  ])("writes %s", (_case, bytes, expected) => {
    expect(hex(integer(Buffer.from(bytes)))).toBe(expected);
  });
});

describe("objectIdentifier", () => {
  it("writes arcs of more than seven bits in several octets", () => {
    expect(hex(objectIdentifier("1.2.840.113549.1.1.11"))).toBe("06092a864886f70d01010b");
  });
});

describe("the length of a value", () => {
  it.each([
    [0x7f, "047f"],
    [0x80, "048180"],
    [0xff, "0481ff"],
    [0x100, "04820100"],
    [0x10000, "0483010000"],
  ])("of %i bytes is written as short as can be", (length, start) => {
    expect(hex(octetString(Buffer.alloc(length))).slice(0, start.length)).toBe(start);
  });
});

describe("time", () => {
  it.each([
    ["2049-12-31T23:59:59.999Z", 0x17, "491231235959Z"],
    ["2050-01-01T00:00:00Z", 0x18, "20500101000000Z"],
  ])("writes %s in the form of its century", (moment, tag, written) => {
    const der = time(new Date(moment));
    expect([der[0], der.subarray(2).toString("ascii")]).toStrictEqual([tag, written]);
  });
});

it("nests values, and says how many bits of the last octet do not count", () => {
  expect(hex(context(3, sequence(bitString(Buffer.of(0xa0), 5))))).toBe("a3063004030205a0");
});
