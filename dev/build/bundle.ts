/**
 * Bundles a Lambda entry the way it is deployed: one minified CommonJS file for Node 24, the SDK inside.
 * Lambda always gives credentials in the environment, so the SDK's credential chain (half of its size) is
 * replaced at build time; the local world and the tests run the sources and keep the full chain.
 */
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";
import { withoutHtmlEntities } from "./without-html-entities.ts";

export interface BundleOptions {
  readonly entry: string;
  readonly outfile: string;
}

/** Packages in whose place a small module of this folder goes, which says why. */
const STAND_INS = {
  "@aws-sdk/credential-provider-node": standIn("environment-credentials.ts"),
  "@aws-sdk/endpoint-cache": standIn("no-endpoint-cache.ts"),
  debug: standIn("silent-debug.ts"),
};

function standIn(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** Writes the bundle and answers what went into it. */
export async function bundleFunction({ entry, outfile }: BundleOptions): Promise<Metafile> {
  const result = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    format: "cjs",
    platform: "node",
    target: "node24",
    // `module` first: the ES modules of the SDK can be shaken, its CommonJS cannot.
    mainFields: ["module", "main"],
    legalComments: "none",
    // The pages' texts as they are: escaped, a letter such as `ğ` would be six bytes.
    charset: "utf8",
    // Loaded only by operations that stream, of which there are none here. It stands behind a dynamic import: inside
    // the bundle, all it shares with the rest of the SDK would be kept whole and be evaluated module by module.
    external: ["@smithy/core/event-streams"],
    alias: STAND_INS,
    plugins: [withoutHtmlEntities],
    metafile: true,
    logLevel: "error",
  });
  return result.metafile;
}
