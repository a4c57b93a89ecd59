/**
 * `npm run deploy -- [DEPLOYMENT] [--only KINDS] [--yes] [--dry-run]`: check, build, synth under the security rules,
 * diff, then one stack after the other with the Region's health between two brokers, then the smoke test.
 * Whatever is wrong stops it where it is; running it again goes on from there.
 */
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { formatFault } from "../../cli/policy-file.ts";
import { brokerOrigin } from "../broker/names.ts";
import { EXAMPLE_DEPLOYMENT } from "../deployment/example-deployment.ts";
import { type LoadedDeployment, loadDeployment } from "../deployment/load-deployment.ts";
import { AFTER_DEPLOYMENT } from "../smoke/probe.ts";
import { smokeReport } from "../smoke/smoke-report.ts";
import { healthOf, smokeTest } from "../smoke/smoke-test.ts";
import { stacksIn } from "./assembly.ts";
import { cdk, node } from "./cdk.ts";
import { outputsFile, outputsReport, readOutputs } from "./outputs.ts";
import { chosen, kindOf, type RolledStack, rolloutOrder } from "./rollout.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const build = process.env.BUILD_FOLDER ?? join(root, ".build");
const assembly = join(build, "cdk.out");

class Stopped extends Error {}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, yes: { type: "boolean" }, "dry-run": { type: "boolean" } },
});

try {
  await deploy(positionals[0] ?? EXAMPLE_DEPLOYMENT);
} catch (cause) {
  if (!(cause instanceof Stopped)) throw cause;
  process.stderr.write(`${cause.message}\n`);
  process.exitCode = 1;
}

async function deploy(file: string): Promise<void> {
  const loaded = await checked(file);
  const { deployment, compiledPolicy } = loaded;
  tell(
    `Checked ${file}: ${deployment.name} in ${deployment.regions.join(", ")}, policy ${compiledPolicy.version}`,
  );

  if ((await node([join(root, "infra/app.ts"), file])) !== 0)
    throw new Stopped("Nothing is deployed: synth failed.");
  const stacks = chosen(
    deployment.name,
    rolloutOrder(deployment.name, deployment.regions, stacksIn(assembly)),
    values.only,
  );

  await orStop(
    cdk(assembly, ["diff", ...stacks.map(({ name }) => name), "--exclusively"]),
    `Nothing is deployed: the account ${deployment.account} could not be compared. Sign in to it (for example \`aws sso login\`, AWS_PROFILE) and run this again; the templates are in ${relative(process.cwd(), assembly)}.`,
  );
  if (values["dry-run"] === true) return tell("Nothing is deployed: a dry run.");
  if (!(await isWanted(stacks, deployment.account))) throw new Stopped("Nothing is deployed.");

  for (const stack of stacks) await rollOut(stack, deployment.name);
  const target = { origin: brokerOrigin(deployment), policy: compiledPolicy.policy, edge: deployment };
  const results = await smokeTest(target, AFTER_DEPLOYMENT);
  tell(smokeReport(target.origin, results).trimEnd());
  if (results.some(({ fault }) => fault !== undefined)) {
    throw new Stopped("Everything is deployed, and does not answer as it should. See docs/runbook.md.");
  }
  tell(outputsReport(await readOutputs(build)));
}

async function checked(file: string): Promise<LoadedDeployment> {
  const files = { readFile: (path: string) => readFile(path, "utf8") };
  const loaded = await loadDeployment(file, files, Math.floor(Date.now() / 1000));
  if (loaded.ok) return loaded.value;
  throw new Stopped(loaded.error.map((fault) => formatFault(fault.file, fault)).join("\n"));
}

async function rollOut(stack: RolledStack, deploymentName: string): Promise<void> {
  tell(`\n== ${stack.name} (${stack.region})`);
  await orStop(
    // What changes has been shown and agreed to above.
    cdk(assembly, [
      "deploy",
      stack.name,
      "--exclusively",
      "--require-approval",
      "never",
      "--outputs-file",
      outputsFile(build, stack.name),
    ]),
    `${stack.name} failed, and CloudFormation put it back; what comes after it is as it was.`,
  );
  if (kindOf(deploymentName, stack.name) !== "broker") return;
  const url = (await readOutputs(build))[stack.name]?.HealthUrl;
  const sick = url === undefined ? "it has no HealthUrl" : await healthOf(url, AFTER_DEPLOYMENT);
  if (sick !== undefined) {
    throw new Stopped(
      `${stack.region} is not healthy (${sick}); the other Regions keep the version they have. See docs/runbook.md.`,
    );
  }
  tell(`${stack.region} is healthy`);
}

async function orStop(work: Promise<number>, message: string): Promise<void> {
  if ((await work) !== 0) throw new Stopped(message);
}

async function isWanted(stacks: readonly RolledStack[], account: string): Promise<boolean> {
  if (values.yes === true) return true;
  if (!process.stdin.isTTY) {
    tell("Without a terminal this asks nobody; `--yes` deploys what the diff shows.");
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Deploy these ${stacks.length} stacks to ${account}? [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
