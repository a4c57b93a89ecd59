/**
 * What is compared, built as each would be deployed. Invariant: every variant runs in the same environment, against
 * the same endpoint, and answers the same redirect; only the sign-in has settings and an answer of its own.
 */
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleFunction } from "../build/bundle.ts";
import { TO_APPSTREAM } from "./expected-answer.ts";
import type { LaunchCalls } from "./launch-calls.ts";
import { type SignInCall, TO_LAUNCH } from "./saml/sign-in-call.ts";

export type VariantId = "empty" | "floor" | "sample" | "launch" | "memory" | "sign-in-saml";

export interface Variant {
  readonly id: VariantId;
  readonly name: string;
  /** The folder of its archive, and what is called in it. */
  readonly taskRoot: string;
  readonly handler: string;
  /** JSON, sent in turn. */
  readonly events: readonly string[];
  /** Beside the environment that all have. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where every answer must lead. */
  readonly location: RegExp;
  /** Undefined where what is deployed is not a bundle. */
  readonly bundleKilobytes: number | undefined;
}

interface Source extends Pick<Variant, "id" | "name" | "events"> {
  readonly entry: URL;
  readonly environment?: Variant["environment"];
  readonly location?: RegExp;
}

const USUAL = { environment: {}, location: TO_APPSTREAM };
const root = new URL("../../", import.meta.url);

/** Of everything that is built for a run. */
export const BUILD_FOLDER = fileURLToPath(new URL(".build/bench/", root));

/** `.cjs`, because the package around them is ES modules and a Lambda bundle is not. */
function builtFile(id: VariantId): string {
  return `${BUILD_FOLDER}${id}.cjs`;
}

function runs(id: VariantId): Pick<Variant, "taskRoot" | "handler"> {
  return { taskRoot: BUILD_FOLDER, handler: `${id}.handler` };
}

export async function buildVariants(
  { signedIn, withToken }: LaunchCalls,
  signIn: SignInCall,
): Promise<readonly Variant[]> {
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
    {
      id: "sign-in-saml",
      name: "sign-in-saml (response posted)",
      entry: new URL("functions/entries/sign-in-saml.ts", root),
      events: [signIn.event],
      environment: signIn.environment,
      location: TO_LAUNCH,
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

async function bundle({ entry, ...told }: Source): Promise<Variant> {
  const outfile = builtFile(told.id);
  await bundleFunction({ entry: fileURLToPath(entry), outfile });
  return { ...USUAL, ...told, ...runs(told.id), bundleKilobytes: statSync(outfile).size / 1000 };
}

/** The SDK stays a package that `require` finds in node_modules, as it does in the runtime's own. */
async function unbundled({ entry, ...told }: Source): Promise<Variant> {
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile: builtFile(told.id),
    bundle: true,
    packages: "external",
    format: "cjs",
    platform: "node",
    target: "node24",
    logLevel: "error",
  });
  return { ...USUAL, ...told, ...runs(told.id), bundleKilobytes: undefined };
}
