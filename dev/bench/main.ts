/**
 * `npm run bench`: the launch function as it is deployed beside an empty handler, the least that would do, and the
 * sample everybody copies; outages, a bad morning and ten thousand who wait; handovers; the launch button; every bundle that is deployed; the decision
 * alone; a SAML response verified by us and by others, and the costliest one that can be found. All in one run, because
 * only ratios travel between machines.
 * `--quick` measures less. Everything listens on loopback, and nothing is left behind but `.build/bench`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildRuntimeClient } from "../lambda-runtime/build-runtime-client.ts";
import { startAwsEndpoint } from "./aws-endpoint.ts";
import { BUILD_FOLDER } from "./build-variant.ts";
import { measureButton } from "./button/measure.ts";
import { measureCatalogue } from "./catalogue.ts";
import { makeCertificate } from "./certificate.ts";
import { measureColdStarts } from "./cold-start.ts";
import { measureDecisions } from "./decisions.ts";
import { deployedVariants } from "./deployed-variants.ts";
import { CREDENTIALS, measuredEnvironment } from "./environment.ts";
import { measureHandover } from "./handover/measure.ts";
import { launchCalls } from "./launch-calls.ts";
import { measureFaults } from "./outages/fault-table.ts";
import { measureMorning } from "./outages/morning.ts";
import { measureWaitingRoom } from "./outages/waiting-room.ts";
import { FULL, type Plan, QUICK } from "./plan.ts";
import { measurePortalLaunches } from "./portal-launches.ts";
import { formatReport } from "./report.ts";
import { measuredSignIn } from "./saml/sign-in.ts";
import { signInCall } from "./saml/sign-in-call.ts";
import { measureVerifications } from "./saml/verifications.ts";
import { searchWorstInputs } from "./saml/worst-inputs.ts";
import { comparedVariants } from "./variants.ts";
import { measureWarmCalls } from "./warm-calls.ts";

async function bench(plan: Plan, directory: string): Promise<string> {
  const decisions = measureDecisions(plan.decisionRounds);
  const catalogue = await measureCatalogue(plan.catalogueCalls);
  const signIn = await measuredSignIn();
  const verifications = await measureVerifications(signIn, plan.verificationRounds);
  const worstInputs = await searchWorstInputs(signIn, plan.searchMilliseconds);
  const outages = {
    faults: await measureFaults(plan.launchesAFault),
    morning: await measureMorning(plan.morningLaunches),
    waiting: await measureWaitingRoom(plan.waiting.people, plan.waiting.minutes),
  };
  const handover = await measureHandover(plan.handover, directory);
  const button = await measureButton(directory, plan.buttonLoads);
  const certificate = makeCertificate(directory);
  const calls = await launchCalls();
  const posted = await signInCall(signIn, calls.sealingKeys, directory);
  const [clientFile, compared, others] = await Promise.all([
    buildRuntimeClient(BUILD_FOLDER),
    comparedVariants(calls),
    deployedVariants(posted),
  ]);
  const endpoint = await startAwsEndpoint(certificate, CREDENTIALS);
  try {
    const environment = measuredEnvironment({
      directory,
      certificateFile: certificate.certificateFile,
      endpoint: endpoint.origin,
      calls,
    });
    const measured = { clientFile, environment };
    const cold = await measureColdStarts(
      { ...measured, variants: [...compared, ...others] },
      plan.coldProcesses,
    );
    const warm = await measureWarmCalls({ ...measured, variants: compared }, plan.warm);
    const portal = await measurePortalLaunches(measured, {
      ...{ signedIn: calls.signedIn, directory, plan: plan.warm },
    });
    const deployed = [...compared.filter(({ id }) => id === "launch"), ...others];
    return formatReport({
      compared,
      deployed,
      cold,
      warm,
      portal,
      decisions,
      catalogue,
      verifications,
      worstInputs,
      outages,
      handover,
      button,
    });
  } finally {
    const { count, last } = endpoint.refusals();
    if (count > 0) console.error(`the endpoint turned ${count} requests away; the last: ${last}`);
    await endpoint.stop();
  }
}

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
// Of the brokers in this process; whoever is measured in one of their own gets an environment of their own.
process.env.AWS_ACCESS_KEY_ID = CREDENTIALS.accessKeyId;
process.env.AWS_SECRET_ACCESS_KEY = CREDENTIALS.secretAccessKey;
const directory = mkdtempSync(join(tmpdir(), "streamgate-bench-"));
try {
  console.log(
    `Node ${process.version}, ${process.platform} ${process.arch}; ratios (×) are to the sample.\n`,
  );
  console.log(await bench(values.quick ? QUICK : FULL, directory));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
