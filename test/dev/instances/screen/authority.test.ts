import { describe, expect, it } from "vitest";
import { authorityFile } from "../../../../dev/instances/screen/authority.ts";

describe("authorityFile", () => {
  it("holds one cookie for every address and display", () => {
    const cookie = Buffer.alloc(16, 7);
    const file = authorityFile(cookie);
    expect(file.subarray(0, 6).toString("hex")).toBe("ffff00000000");
    expect(file.readUInt16BE(6)).toBe(18);
    expect(file.toString("latin1", 8, 26)).toBe("MIT-MAGIC-COOKIE-1");
    expect(file.readUInt16BE(26)).toBe(16);
    expect(file.subarray(28)).toEqual(cookie);
  });
});
