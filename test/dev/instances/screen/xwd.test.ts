import { describe, expect, it } from "vitest";
import { readWindowDump } from "../../../../dev/instances/screen/xwd.ts";

/** One row of two pixels, as Xvfb writes it: red and green, with padding at the row's end. */
function aDump(words: Readonly<Record<number, number>> = {}, colours = 1): Buffer {
  const size = 100 + 8;
  const header = Buffer.alloc(size);
  const values = {
    ...{ 0: size, 1: 7, 2: 2, 3: 24, 4: 2, 5: 1, 7: 0, 11: 32, 12: 12 },
    ...{ 14: 0xff0000, 15: 0xff00, 16: 0xff, 19: colours },
    ...words,
  };
  for (const [word, value] of Object.entries(values)) header.writeUInt32BE(value, Number(word) * 4);
  const row = Buffer.from([0, 0, 255, 0, 0, 255, 0, 0, 9, 9, 9, 9]);
  return Buffer.concat([header, Buffer.alloc(colours * 12), row]);
}

describe("readWindowDump", () => {
  it("reads the pixels behind header and colours, without what pads a row", () => {
    expect(readWindowDump(aDump())).toEqual({
      ...{ width: 2, height: 1 },
      rgb: Buffer.from([255, 0, 0, 0, 255, 0]),
    });
    expect(readWindowDump(aDump({}, 256))).toEqual(readWindowDump(aDump()));
  });

  it.each<[string, Readonly<Record<number, number>>]>([
    ["another version", { 1: 6 }],
    ["a bitmap", { 2: 0 }],
    ["the other byte order", { 7: 1 }],
    ["16 bits a pixel", { 11: 16 }],
    ["another order of colours", { 14: 0xff, 16: 0xff0000 }],
    ["rows shorter than their pixels", { 12: 4 }],
    ["a side beyond every screen", { 4: 100_000, 12: 400_000 }],
  ])("refuses %s", (_, words) => {
    expect(readWindowDump(aDump(words))).toBeUndefined();
  });

  it("waits for a file that is not whole yet", () => {
    const dump = aDump();
    expect(readWindowDump(dump.subarray(0, 40))).toBeUndefined();
    expect(readWindowDump(dump.subarray(0, dump.length - 1))).toBeUndefined();
  });
});
