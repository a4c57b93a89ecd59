import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { replaceFile } from "../../cli/replace-file.ts";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "replace-file-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe("replaceFile", () => {
  it("writes a new file, and leaves nothing else", async () => {
    const folder = aFolder();
    await replaceFile(join(folder, "a.xml"), "<ñ/>");
    expect(readFileSync(join(folder, "a.xml"), "utf8")).toBe("<ñ/>");
    expect(readdirSync(folder)).toStrictEqual(["a.xml"]);
  });

  it("replaces all of an old one", async () => {
    const folder = aFolder();
    writeFileSync(join(folder, "a.xml"), "long ".repeat(100));
    await replaceFile(join(folder, "a.xml"), "short");
    expect(readFileSync(join(folder, "a.xml"), "utf8")).toBe("short");
    expect(readdirSync(folder)).toStrictEqual(["a.xml"]);
  });

  it("replaces what a link leads to", async () => {
    const folder = aFolder();
    mkdirSync(join(folder, "real"));
    writeFileSync(join(folder, "real/a.xml"), "old");
    symlinkSync("real/a.xml", join(folder, "link.xml"));
    await replaceFile(join(folder, "link.xml"), "new");
    expect(readFileSync(join(folder, "real/a.xml"), "utf8")).toBe("new");
    expect(lstatSync(join(folder, "link.xml")).isSymbolicLink()).toBe(true);
  });

  it("fails as the file system does, and leaves everything as it was", async () => {
    const folder = aFolder();
    await expect(replaceFile(join(folder, "none/a.xml"), "x")).rejects.toMatchObject({ code: "ENOENT" });
    mkdirSync(join(folder, "a.xml"));
    writeFileSync(join(folder, "a.xml/inside"), "");
    await expect(replaceFile(join(folder, "a.xml"), "x")).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:EISDIR|ENOTEMPTY|EEXIST)$/),
    });
    expect(readdirSync(folder)).toStrictEqual(["a.xml"]);
  });
});
