/** `npm run smoke -- [DEPLOYMENT]`: asks the deployed broker from outside. Exit 0 if all is as it should be. */
import { parseArgs } from "node:util";
import { brokerOrigin } from "../broker/names.ts";
import { EXAMPLE_DEPLOYMENT } from "../deployment/example-deployment.ts";
import { readDeploymentFile } from "../deployment/read-deployment-file.ts";
import { AFTER_DEPLOYMENT } from "./probe.ts";
import { smokeReport } from "./smoke-report.ts";
import { smokeTest } from "./smoke-test.ts";

const USAGE = "usage: npm run smoke -- [DEPLOYMENT] [--patience-seconds N]";

const wanted = readArguments();
if (wanted === undefined) process.exitCode = 2;
else await smoke(wanted);

interface Arguments {
  readonly file: string;
  readonly budgetMilliseconds: number;
}

/** Undefined once what is wrong has been said. */
function readArguments(): Arguments | undefined {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { "patience-seconds": { type: "string" } },
    });
    const { "patience-seconds": text = String(AFTER_DEPLOYMENT.budgetMilliseconds / 1_000) } = values;
    if (!/^\d{1,4}$/.test(text)) throw new TypeError("--patience-seconds takes a whole number");
    const [file = EXAMPLE_DEPLOYMENT] = positionals;
    return { file, budgetMilliseconds: Number(text) * 1_000 };
  } catch (cause) {
    // parseArgs throws a TypeError whose message names the option.
    process.stderr.write(`${(cause as Error).message}\n${USAGE}\n`);
    return undefined;
  }
}

async function smoke({ file, budgetMilliseconds }: Arguments): Promise<void> {
  const loaded = await readDeploymentFile(file);
  if (!loaded.ok) {
    process.stderr.write(`${loaded.error}\n`);
    process.exitCode = 1;
    return;
  }
  const { deployment, compiledPolicy } = loaded.value;
  const target = { origin: brokerOrigin(deployment), policy: compiledPolicy.policy, edge: deployment };
  const results = await smokeTest(target, { ...AFTER_DEPLOYMENT, budgetMilliseconds });
  process.stdout.write(smokeReport(target.origin, results));
  process.exitCode = results.every(({ fault }) => fault === undefined) ? 0 : 1;
}
