/**
 * What the functions' archives are made of: each bundle in a folder of its own, with the compiled policy beside it, and
 * the operator's IP database beside those that locate people.
 * Invariant: the same sources and the same policy give the same bytes, so that an unchanged function is not deployed.
 */
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serializeCompiledPolicy } from "../../cli/compile-policy.ts";
import { bundleFunction } from "../../dev/build/bundle.ts";
import { FUNCTIONS } from "../../functions/routes.ts";
import { IP_DATABASE_FILE_NAME, POLICY_FILE_NAME } from "../broker/capabilities.ts";
import type { LoadedDeployment } from "../deployment/load-deployment.ts";

export interface Artifacts {
  /** Folders by function. */
  readonly functions: Readonly<Record<string, string>>;
  readonly rotation: string;
  /** Turns fleets on and off for CloudFormation. */
  readonly fleetState: string;
  /** PEM file of the authorities whose client certificates the Regional APIs let in; null where there are none. */
  readonly truststore: string | null;
}

/** The functions that get the IP database: megabytes that no other start should wait for. */
const LOCATE_PEOPLE: ReadonlySet<string> = new Set(["launch", "portal"]);

const root = fileURLToPath(new URL("../../", import.meta.url));

/** `folder` is emptied first: what is in it goes to AWS. */
export async function buildArtifacts(
  { compiledPolicy, ipDatabase, truststorePem }: Omit<LoadedDeployment, "deployment" | "folder">,
  folder: string,
): Promise<Artifacts> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const text = serializeCompiledPolicy(compiledPolicy);
  const functions = FUNCTIONS.map(async ({ name }) => {
    const made = await bundleInto(join(folder, name), `functions/entries/${name}.ts`);
    await writeFile(join(made, POLICY_FILE_NAME), text);
    if (LOCATE_PEOPLE.has(name) && ipDatabase !== null) {
      await copyFile(ipDatabase, join(made, IP_DATABASE_FILE_NAME));
    }
    return [name, made] as const;
  });
  const rotation = bundleInto(join(folder, "rotation"), "infra/broker/rotation/entry.ts");
  const fleetState = bundleInto(join(folder, "fleet-state"), "infra/streaming/fleet-state/entry.ts");
  const truststore = truststorePem === null ? null : join(folder, "truststore.pem");
  if (truststore !== null) await writeFile(truststore, truststorePem ?? "");
  return {
    functions: Object.fromEntries(await Promise.all(functions)),
    rotation: await rotation,
    fleetState: await fleetState,
    truststore,
  };
}

async function bundleInto(folder: string, entry: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await bundleFunction({ entry: join(root, entry), outfile: join(folder, "index.cjs") });
  return folder;
}
