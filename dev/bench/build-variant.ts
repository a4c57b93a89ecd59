/** One measured function, built as it would be deployed. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bundleFunction } from "../build/bundle.ts";
import { type ExpectedAnswer, TO_APPSTREAM } from "./expected-answer.ts";

export interface Variant {
  readonly id: string;
  readonly name: string;
  /** The folder of its archive, and what is called in it. */
  readonly taskRoot: string;
  readonly handler: string;
  /** JSON, sent in turn. */
  readonly events: readonly string[];
  /** Beside the environment that all have. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of every event. */
  readonly expected: ExpectedAnswer;
  /** Undefined where what is deployed is not a bundle. */
  readonly size: BundleSize | undefined;
}

interface BundleSize {
  readonly kilobytes: number;
  /** As an archive holds it, more or less. */
  readonly gzipKilobytes: number;
}

export interface Source extends Pick<Variant, "id" | "name" | "events"> {
  readonly entry: URL;
  /** Default `handler`. */
  readonly exportName?: string;
  readonly environment?: Variant["environment"];
  readonly expected?: ExpectedAnswer;
}

export const ROOT = new URL("../../", import.meta.url);
/** Of everything that is built for a run. */
export const BUILD_FOLDER = fileURLToPath(new URL(".build/bench/", ROOT));

export async function bundled(source: Source): Promise<Variant> {
  const outfile = builtFile(source);
  await bundleFunction({ entry: fileURLToPath(source.entry), outfile });
  const content = readFileSync(outfile);
  const size = { kilobytes: content.length / 1000, gzipKilobytes: gzipSync(content).length / 1000 };
  return variant(source, size);
}

/** The SDK stays a package that `require` finds in node_modules, as it does in the runtime's own. */
export async function unbundled(source: Source): Promise<Variant> {
  await build({
    entryPoints: [fileURLToPath(source.entry)],
    outfile: builtFile(source),
    bundle: true,
    packages: "external",
    format: "cjs",
    platform: "node",
    target: "node24",
    logLevel: "error",
  });
  return variant(source, undefined);
}

/** `.cjs`, because the package around them is ES modules and a Lambda bundle is not. */
function builtFile({ id }: Source): string {
  return `${BUILD_FOLDER}${id}.cjs`;
}

function variant({ entry: _, exportName = "handler", ...told }: Source, size: Variant["size"]): Variant {
  const handler = `${told.id}.${exportName}`;
  return { environment: {}, expected: TO_APPSTREAM, ...told, taskRoot: BUILD_FOLDER, handler, size };
}
