/**
 * `npm run deploy -- [DEPLOYMENT] [--only KINDS] [--yes] [--dry-run]`: check, build, synth under the security rules,
 * diff, then one stack after the other with the Region's health between two brokers, then the smoke test.
 * Whatever is wrong stops it where it is; once that is put right, running it again goes on from there.
 */
import { join, relative } from "node:path";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brokerOrigin, type StackKind } from "../broker/names.ts";
import { EXAMPLE_DEPLOYMENT } from "../deployment/example-deployment.ts";
import type { LoadedDeployment } from "../deployment/load-deployment.ts";
import { readDeploymentFile } from "../deployment/read-deployment-file.ts";
import { AFTER_DEPLOYMENT } from "../smoke/probe.ts";
import { smokeReport } from "../smoke/smoke-report.ts";
import { healthOf, smokeTest } from "../smoke/smoke-test.ts";
import { stacksIn } from "./assembly.ts";
import { cdk, node } from "./cdk.ts";
import { outputsFile, outputsReport, readOutputs } from "./outputs.ts";
import { rollOut } from "./roll-out.ts";
import { kindOf, kindsIn, type RolledStack, rolloutOrder } from "./rollout-order.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const build = process.env.BUILD_FOLDER ?? join(root, ".build");
const assembly = join(build, "cdk.out");

const USAGE = "usage: npm run deploy -- [DEPLOYMENT] [--only KIND,…] [--dry-run] [--yes]";

class Stopped extends Error {}

interface Wanted {
  readonly file: string;
  readonly kinds: readonly StackKind[];
  readonly isAgreed: boolean;
  readonly isDryRun: boolean;
}

try {
  await deploy(wanted());
} catch (cause) {
  if (!(cause instanceof Stopped)) throw cause;
  process.stderr.write(`${cause.message}\n`);
  process.exitCode = 1;
}

function wanted(): Wanted {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { only: { type: "string" }, yes: { type: "boolean" }, "dry-run": { type: "boolean" } },
    });
    const kinds = kindsIn(values.only);
    if (!kinds.ok) throw new TypeError(kinds.error);
    const [file = EXAMPLE_DEPLOYMENT] = positionals;
    return { file, kinds: kinds.value, isAgreed: values.yes === true, isDryRun: values["dry-run"] === true };
  } catch (cause) {
    // parseArgs throws a TypeError whose message names the option.
    throw new Stopped(`${(cause as Error).message}\n${USAGE}`);
  }
}

async function deploy({ file, kinds, isAgreed, isDryRun }: Wanted): Promise<void> {
  const loaded = await checked(file);
  const { deployment, compiledPolicy } = loaded;
  tell(
    `Checked ${file}: ${deployment.name} in ${deployment.regions.join(", ")}, policy ${compiledPolicy.version}`,
  );

  if ((await node([join(root, "infra/app.ts"), file])) !== 0)
    throw new Stopped("Nothing is deployed: synth failed.");
  const all = rolloutOrder(deployment.name, deployment.regions, stacksIn(assembly));
  const stacks = all.filter(({ name }) => kinds.includes(kindOf(deployment.name, name)));

  await orStop(
    cdk(assembly, ["diff", ...stacks.map(({ name }) => name), "--exclusively"]),
    `Nothing is deployed: the account ${deployment.account} could not be compared. Sign in to it (for example \`aws sso login\`, AWS_PROFILE), or bootstrap its Regions, and run this again; the templates are in ${relative(process.cwd(), assembly)}.`,
  );
  if (isDryRun) return tell("Nothing is deployed: a dry run.");
  if (!isAgreed && !(await isWanted(stacks, deployment.account))) throw new Stopped("Nothing is deployed.");

  const rolledOut = await rollOut(deployment.name, stacks, {
    deploy: deployStack,
    outputsOf: async (name) => (await readOutputs(build, [name]))[name] ?? {},
    health: (url) => healthOf(url, AFTER_DEPLOYMENT),
    tell,
  });
  if (!rolledOut.ok) throw new Stopped(rolledOut.error);
  if (!kinds.includes("broker") && !kinds.includes("edge")) return tell("Nothing that answers was deployed.");
  const target = { origin: brokerOrigin(deployment), policy: compiledPolicy.policy, edge: deployment };
  const results = await smokeTest(target, AFTER_DEPLOYMENT);
  tell(smokeReport(target.origin, results).trimEnd());
  if (results.some(({ fault }) => fault !== undefined)) {
    throw new Stopped("Everything is deployed, and does not answer as it should. See docs/runbook.md.");
  }
  const names = all.map(({ name }) => name);
  tell(outputsReport(await readOutputs(build, names)));
}

async function checked(file: string): Promise<LoadedDeployment> {
  const loaded = await readDeploymentFile(file);
  if (loaded.ok) return loaded.value;
  throw new Stopped(loaded.error);
}

async function deployStack({ name }: RolledStack): Promise<boolean> {
  // What changes has been shown and agreed to before.
  const words = ["deploy", name, "--exclusively", "--require-approval", "never"];
  return (await cdk(assembly, [...words, "--outputs-file", outputsFile(build, name)])) === 0;
}

async function orStop(work: Promise<number>, message: string): Promise<void> {
  if ((await work) !== 0) throw new Stopped(message);
}

async function isWanted(stacks: readonly RolledStack[], account: string): Promise<boolean> {
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
