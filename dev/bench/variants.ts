/**
 * What is compared, built as each would be deployed. Invariant: every variant runs in the same environment, against
 * the same endpoint, and answers the same redirect.
 */
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleFunction } from "../build/bundle.ts";
import type { LaunchCalls } from "./launch-calls.ts";

export type VariantId = "empty" | "floor" | "sample" | "launch" | "memory";

export interface Variant {
  readonly id: VariantId;
  readonly name: string;
  readonly handlerFile: string;
  /** JSON, sent in turn. */
  readonly events: readonly string[];
  /** Undefined where what is deployed is not a bundle. */
  readonly bundleKilobytes: number | undefined;
}

interface Source {
  readonly id: VariantId;
  readonly name: string;
  readonly entry: URL;
  readonly events: readonly string[];
}

const root = new URL("../../", import.meta.url);

/** `.cjs`, because the package around them is ES modules and a Lambda bundle is not. */
function builtFile(name: string): string {
  return fileURLToPath(new URL(`.build/bench/${name}.cjs`, root));
}

export async function buildRuntimeClient(): Promise<string> {
  const outfile = builtFile("runtime-client");
  const entry = fileURLToPath(new URL("./runtime-client.ts", import.meta.url));
  await bundleFunction({ entry, outfile });
  return outfile;
}

export async function buildVariants({ signedIn, withToken }: LaunchCalls): Promise<readonly Variant[]> {
  const bundled: readonly Source[] = [
    {
      id: "empty",
      name: "empty handler",
      entry: new URL("./handlers/empty.ts", import.meta.url),
      events: signedIn,
    },
    {
      id: "floor",
      name: "verify and sign by hand",
      entry: new URL("./handlers/floor.ts", import.meta.url),
      events: [withToken],
    },
    {
      id: "launch",
      name: "launch (DynamoDB record)",
      entry: new URL("functions/entries/launch.ts", root),
      events: signedIn,
    },
    {
      id: "memory",
      name: "launch (record in memory)",
      entry: new URL("./handlers/launch-in-memory.ts", import.meta.url),
      events: signedIn,
    },
  ];
  return [
    ...(await Promise.all(bundled.map(bundle))),
    await unbundled({
      id: "sample",
      name: "the usual sample, SDK unbundled",
      entry: new URL("./handlers/sample.ts", import.meta.url),
      events: signedIn,
    }),
  ];
}

async function bundle({ id, name, entry, events }: Source): Promise<Variant> {
  const handlerFile = builtFile(id);
  await bundleFunction({ entry: fileURLToPath(entry), outfile: handlerFile });
  return { id, name, events, handlerFile, bundleKilobytes: statSync(handlerFile).size / 1000 };
}

/** The SDK stays a package that `require` finds in node_modules, as it does in the runtime's own. */
async function unbundled({ id, name, entry, events }: Source): Promise<Variant> {
  const handlerFile = builtFile(id);
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile: handlerFile,
    bundle: true,
    packages: "external",
    format: "cjs",
    platform: "node",
    target: "node24",
    logLevel: "error",
  });
  return { id, name, events, handlerFile, bundleKilobytes: undefined };
}
