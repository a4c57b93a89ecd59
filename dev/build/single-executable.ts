/**
 * One executable out of a bundle, where this Node can make one by itself (`node --build-sea`, Node 25.5 and later).
 * Node 24 needs a second tool that rewrites binaries, which we do not put between the sources and a bank's desktop.
 */
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";

export interface ExecutableOptions {
  /** A CommonJS bundle. */
  readonly bundle: string;
  /** For this system and processor: Windows' is made on Windows. */
  readonly outfile: string;
  /** The Node that makes it and that it will hold. */
  readonly node: string;
}

/** Whether there is an executable now. */
export function buildSingleExecutable({ bundle, outfile, node }: ExecutableOptions): boolean {
  const configuration = `${outfile}.sea.json`;
  const sea = { main: bundle, output: outfile, disableExperimentalSEAWarning: true };
  writeFileSync(configuration, JSON.stringify(sea));
  try {
    return spawnSync(node, ["--build-sea", configuration], { stdio: "ignore" }).status === 0;
  } finally {
    rmSync(configuration);
  }
}
