/**
 * Bundles the launcher into one CommonJS file for Node 24. The SDK's profile provider stays whole: on an instance the
 * profile names a program that gives the fleet role's credentials.
 */
import { build, type Metafile } from "esbuild";
import type { BundleOptions } from "./bundle.ts";

export async function bundleLauncher({ entry, outfile }: BundleOptions): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    format: "cjs",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    legalComments: "none",
    metafile: true,
    logLevel: "error",
  });
  return metafile;
}
