import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleLauncher } from "../../../dev/build/bundle-launcher.ts";
import { buildImageKit, type ImageKit } from "../../../dev/build/image-kit.ts";
import { buildSingleExecutable } from "../../../dev/build/single-executable.ts";
import { startLauncherBroker } from "../../support/launcher-broker.ts";
import { LauncherStage } from "../../support/launcher-stage.ts";

const folder = mkdtempSync(join(tmpdir(), "streamgate-kit-"));
let kit: ImageKit;

beforeAll(async () => {
  kit = await buildImageKit(join(folder, "kit"));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("buildImageKit", () => {
  it("lists every file with the hash that sha256sum finds", () => {
    const checked = spawnSync("sha256sum", ["--check", "--strict", "manifest.sha256"], {
      cwd: join(folder, "kit"),
      encoding: "utf8",
    });
    expect(checked.status).toBe(0);
    const files = ["launcher.cjs", "linux/config.json", "linux/launcher.json", "windows/config.json"];
    for (const file of files) expect(checked.stdout).toContain(`${file}: OK`);
  });

  it("gives the same bytes for the same sources", async () => {
    await buildImageKit(join(folder, "again"));
    const manifest = (name: string): string => readFileSync(join(folder, name, "manifest.sha256"), "utf8");
    expect(manifest("again")).toBe(manifest("kit"));
  });

  it("makes a launcher that runs from its one file", async () => {
    const broker = await startLauncherBroker();
    const stage = new LauncherStage(broker.url, kit.bundle);
    expect((await stage.launch()).exitCode).toBe(0);
    expect(stage.program()?.arguments).toEqual(["--profile=treasury", "--open=FXD-204417"]);
    expect(broker.complaints).toEqual([]);
    stage.remove();
    await broker.stop();
  });
});

describe("bundleLauncher", () => {
  it("puts nothing of the broker or the local world into the image, and stays under 400 KB", async () => {
    const entry = fileURLToPath(new URL("../../../image/launcher/main.ts", import.meta.url));
    const outfile = join(folder, "bundle.cjs");
    const inputs = Object.keys((await bundleLauncher({ entry, outfile })).inputs);
    const ours = inputs.filter((input) => !input.includes("node_modules/"));
    expect(ours.filter((input) => !input.startsWith("image/launcher/"))).toEqual([]);
    expect(ours.length).toBeGreaterThan(20);
    expect(statSync(outfile).size).toBeLessThanOrEqual(400_000);
  });
});

describe("buildSingleExecutable", () => {
  const outfile = join(folder, "executable");

  it("answers no where Node has no --build-sea, and leaves nothing", () => {
    expect(buildSingleExecutable({ bundle: kit.bundle, outfile, node: "/bin/false" })).toBe(false);
    expect(existsSync(outfile)).toBe(false);
    expect(existsSync(`${outfile}.sea.json`)).toBe(false);
  });

  it("gives a Node that has it the bundle and the place for the executable", () => {
    const node = join(folder, "newer-node");
    const script = `const { main, output } = JSON.parse(require("fs").readFileSync(process.argv[3]));
      if (process.argv[2] === "--build-sea") require("fs").copyFileSync(main, output); else process.exit(9);`;
    writeFileSync(node, `#!${process.execPath}\n${script}`, { mode: 0o755 });
    expect(buildSingleExecutable({ bundle: kit.bundle, outfile, node })).toBe(true);
    expect(readFileSync(outfile)).toEqual(readFileSync(kit.bundle));
  });
});
