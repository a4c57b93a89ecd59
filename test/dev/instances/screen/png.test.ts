import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { encodePng } from "../../../../dev/instances/screen/png.ts";
import { coloursOf, pngChunks } from "../../../support/png.ts";

const RED_GREEN = Buffer.from([255, 0, 0, 0, 255, 0]);

describe("encodePng", () => {
  it("writes the size, the rows without a filter, and the end", () => {
    const chunks = pngChunks(encodePng(1, 2, RED_GREEN));
    expect([...chunks.keys()]).toEqual(["IHDR", "IDAT", "IEND"]);
    expect([...(chunks.get("IHDR") ?? [])]).toEqual([0, 0, 0, 1, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
    expect([...inflateSync(chunks.get("IDAT") ?? "")]).toEqual([0, 255, 0, 0, 0, 0, 255, 0]);
  });

  it("begins as a PNG does, and ends with the check sum that every IEND has", () => {
    const png = encodePng(2, 1, RED_GREEN);
    expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    expect(png.subarray(-4).toString("hex")).toBe("ae426082");
    expect(coloursOf(png)).toBe(2);
  });

  it("takes no rows that do not fill the picture", () => {
    expect(() => encodePng(2, 2, RED_GREEN)).toThrow(RangeError);
  });
});
