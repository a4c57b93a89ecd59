/**
 * A deployment file, with all it names beside it → what the stacks are made from, or every fault of every file at once.
 * Reads the deployment, the policy, the metadata files, the truststore and the IP database; asks nothing of AWS.
 */
import { dirname, join } from "node:path";
import { byPosition, locateIssues, type PolicyFault, readYaml } from "../../cli/policy-file.ts";
import { errorCode, NO_SUCH_FILE } from "../../cli/read-text-file.ts";
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { Deployment } from "./deployment.ts";
import { ipDatabaseFaults } from "./deployment-check-ip-database.ts";
import { checkReading } from "./deployment-checks.ts";
import { settingAt } from "./deployment-input.ts";
import { type DeploymentIssue, inDeployment } from "./deployment-issue.ts";
import { readDeployment } from "./deployment-schema.ts";
import { type PolicyBeside, readPolicy } from "./policy-beside.ts";
import { truststoreFaults } from "./truststore.ts";

export interface LoadedDeployment {
  readonly deployment: Deployment;
  readonly compiledPolicy: CompiledPolicy;
  /** Null where the edge has no client certificate. */
  readonly truststorePem: string | null;
  /** Path of the IP database; null where the deployment has none. */
  readonly ipDatabase: string | null;
  /** The deployment file's; paths in it count from here. */
  readonly folder: string;
}

export interface DeploymentFault extends Omit<PolicyFault, "rule"> {
  /** As a person may open it from where the deployment file was named. */
  readonly file: string;
}

interface DeploymentFiles {
  /** UTF-8; rejects as node:fs does. */
  readFile(path: string): Promise<string>;
}

/** Faults of the deployment file first, then the policy's, each in the order of the file. */
export async function loadDeployment(
  file: string,
  files: DeploymentFiles,
  nowEpochSeconds: number,
): Promise<Result<LoadedDeployment, readonly DeploymentFault[]>> {
  const folder = dirname(file);
  const text = await read(files, file);
  if (!text.ok) return err([{ file, line: 1, column: 1, path: "", message: text.error }]);
  const yaml = readYaml(text.value, file, "deployment");
  if (yaml.content === undefined) return err(inFile(file, yaml.faults));

  const reading = readDeployment(yaml.content);
  const { deployment } = reading;
  const policy = await policyOf(yaml.content, folder, files, nowEpochSeconds);
  const truststore = await truststoreOf(deployment, folder, files, nowEpochSeconds);
  const ipDatabase = await ipDatabaseOf(deployment, folder, files);
  const issues = checkReading(reading, policy.policy, [
    ...policy.issues,
    ...truststore.issues,
    ...ipDatabase.issues,
  ]);

  const ofDeployment = issues.filter((issue) => issue.file === "deployment");
  const ofPolicy = issues.filter((issue) => issue.file === "policy");
  const faults = [
    ...inFile(file, [...yaml.faults, ...locateIssues(text.value, ofDeployment)].toSorted(byPosition)),
    ...inFile(policy.file, [...policy.faults, ...locateIssues(policy.text, ofPolicy)].toSorted(byPosition)),
  ];
  if (faults.length > 0 || deployment === null || policy.compiled === null) return err(faults);
  return ok({
    deployment,
    compiledPolicy: policy.compiled,
    truststorePem: truststore.pem,
    ipDatabase: ipDatabase.path,
    folder,
  });
}

interface PolicyFile extends PolicyBeside {
  readonly file: string;
  readonly text: string;
  /** Of the deployment file, where it names the policy. */
  readonly issues: readonly DeploymentIssue[];
}

async function policyOf(
  content: unknown,
  folder: string,
  files: DeploymentFiles,
  nowEpochSeconds: number,
): Promise<PolicyFile> {
  const name = settingAt(content, "policy");
  const nothing = { file: "", text: "", faults: [], policy: null, compiled: null, issues: [] };
  if (typeof name !== "string" || name === "") return nothing;
  const file = join(folder, name);
  const text = await read(files, file);
  if (!text.ok)
    return { ...nothing, issues: [inDeployment(["policy"], fileFault(text.error, "the policy"))] };
  const policy = await readPolicy(text.value, file, (path) => read(files, path), nowEpochSeconds);
  return { ...policy, file, text: text.value, issues: [] };
}

interface Truststore {
  readonly pem: string | null;
  readonly issues: readonly DeploymentIssue[];
}

async function truststoreOf(
  deployment: Deployment | null,
  folder: string,
  files: DeploymentFiles,
  nowEpochSeconds: number,
): Promise<Truststore> {
  const name = deployment?.certificates.originClient?.authorities;
  if (name === undefined) return { pem: null, issues: [] };
  const pem = await read(files, join(folder, name));
  const faults = pem.ok
    ? truststoreFaults(pem.value, nowEpochSeconds)
    : [fileFault(pem.error, "the certificates of the authorities that issue the client certificate")];
  const path = ["certificates", "originClient", "authorities"];
  return { pem: pem.ok ? pem.value : null, issues: faults.map((message) => inDeployment(path, message)) };
}

interface IpDatabase {
  readonly path: string | null;
  readonly issues: readonly DeploymentIssue[];
}

/** Only looked at; the archive takes the file's own bytes (synth/artifacts.ts). */
async function ipDatabaseOf(
  deployment: Deployment | null,
  folder: string,
  files: DeploymentFiles,
): Promise<IpDatabase> {
  const name = deployment?.ipDatabase?.file;
  if (name === undefined) return { path: null, issues: [] };
  const path = join(folder, name);
  const content = await read(files, path);
  const faults = content.ok
    ? ipDatabaseFaults(content.value)
    : [fileFault(content.error, "a country database in MaxMind's format")];
  return { path, issues: faults.map((message) => inDeployment(["ipDatabase", "file"], message)) };
}

/** The name stays out of messages, as all values of the files do. */
async function read(files: DeploymentFiles, path: string): Promise<Result<string, string>> {
  try {
    return ok(await files.readFile(path));
  } catch (error) {
    const code = errorCode(error);
    return err(code === "ENOENT" ? NO_SUCH_FILE : `cannot be read (${code})`);
  }
}

function fileFault(error: string, expected: string): string {
  return error === NO_SUCH_FILE
    ? `there is no such file; save ${expected} there, or correct the path`
    : error;
}

function inFile(file: string, faults: readonly PolicyFault[]): readonly DeploymentFault[] {
  return faults.map((fault) => ({ file, ...fault }));
}
