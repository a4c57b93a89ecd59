/** `npm run smoke -- [DEPLOYMENT]`: asks the deployed broker from outside. Exit 0 if all is as it should be. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { formatFault } from "../../cli/policy-file.ts";
import { brokerOrigin } from "../broker/names.ts";
import { EXAMPLE_DEPLOYMENT } from "../deployment/example-deployment.ts";
import { loadDeployment } from "../deployment/load-deployment.ts";
import { AFTER_DEPLOYMENT } from "./probe.ts";
import { smokeReport } from "./smoke-report.ts";
import { smokeTest } from "./smoke-test.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { "patience-seconds": { type: "string" } },
});
const [file = EXAMPLE_DEPLOYMENT] = positionals;
const seconds = Number(values["patience-seconds"] ?? AFTER_DEPLOYMENT.budgetMilliseconds / 1_000);
const files = { readFile: (path: string) => readFile(path, "utf8") };
const loaded = await loadDeployment(file, files, Math.floor(Date.now() / 1000));
if (loaded.ok) {
  const { deployment, compiledPolicy } = loaded.value;
  const target = { origin: brokerOrigin(deployment), policy: compiledPolicy.policy, edge: deployment };
  const results = await smokeTest(target, { ...AFTER_DEPLOYMENT, budgetMilliseconds: seconds * 1_000 });
  process.stdout.write(smokeReport(target.origin, results));
  process.exitCode = results.every(({ fault }) => fault === undefined) ? 0 : 1;
} else {
  for (const fault of loaded.error) process.stderr.write(`${formatFault(fault.file, fault)}\n`);
  process.exitCode = 1;
}
