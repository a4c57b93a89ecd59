/**
 * The CDK app: deployment file → templates. `node infra/app.ts [FILE]` needs no account and no network.
 *
 * Under CDK's command line the file is the context key `deployment` (`cdk diff -c deployment=FILE`); DEPLOYMENT in the
 * environment does for both. With a fault in it, or in the policy beside it, all of them are printed and nothing is
 * synthesised.
 */
import { mkdir, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { App } from "aws-cdk-lib";
import { EXAMPLE_DEPLOYMENT } from "./deployment/example-deployment.ts";
import type { LoadedDeployment } from "./deployment/load-deployment.ts";
import { readDeploymentFile } from "./deployment/read-deployment-file.ts";
import { buildArtifacts } from "./synth/artifacts.ts";
import { FEATURE_FLAGS } from "./synth/feature-flags.ts";
import { addProduct } from "./synth/product.ts";
import { acknowledgedFindings, addSecurityRules } from "./synth/security-rules.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const build = process.env.BUILD_FOLDER ?? join(root, ".build");

// CDK's command line says where to, and keeps that folder itself.
const outdir = process.env.CDK_OUTDIR ?? join(build, "cdk.out");
try {
  // Templates of another deployment would stay beside this one's.
  if (process.env.CDK_OUTDIR === undefined) await rm(outdir, { recursive: true, force: true });
  await mkdir(join(build, "artifacts"), { recursive: true });
  await mkdir(outdir, { recursive: true });
} catch (cause) {
  const { code, path } = cause as NodeJS.ErrnoException;
  process.stderr.write(
    `${path} cannot be written (${code}): remove it, or name another folder in BUILD_FOLDER\n`,
  );
  process.exit(1);
}

const app = new App({
  outdir,
  postCliContext: FEATURE_FLAGS,
  // Else CDK writes an empty assembly when the process ends, faults or not.
  autoSynth: false,
});
const [, , argument] = process.argv;
const named = argument ?? app.node.tryGetContext("deployment") ?? process.env.DEPLOYMENT;
const loaded = await readDeploymentFile(String(named ?? EXAMPLE_DEPLOYMENT));
if (loaded.ok) {
  await synthesize(loaded.value);
} else {
  process.stderr.write(`${loaded.error}\n`);
  process.exitCode = 1;
}

async function synthesize(loadedDeployment: LoadedDeployment): Promise<void> {
  const artifacts = await buildArtifacts(loadedDeployment, join(build, "artifacts"));
  addProduct(app, loadedDeployment, artifacts);
  addSecurityRules(app);
  const { stacks } = app.synth();
  const seconds = (performance.now() / 1_000).toFixed(1);
  const acknowledged = await acknowledgedFindings(outdir);
  process.stdout.write(
    `${stacks.length} templates in ${relative(process.cwd(), outdir)}, ${seconds} s; no finding of the security rules is open, ${acknowledged} are acknowledged with their reasons\n`,
  );
}
