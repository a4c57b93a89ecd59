/**
 * The environment of every measured process, complete: what Lambda sets, what the launch function is configured with,
 * and whom to trust. Credentials, table and hosts are made up.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compiledPolicy, serializeCompiledPolicy } from "../../cli/compile-policy.ts";
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { Credentials } from "../appstream-emulator/protocol/signature-v4.ts";
import { type LaunchCalls, ORIGIN } from "./launch-calls.ts";
import { type PolicySize, policyOfSize } from "./policy-of-size.ts";

export const CREDENTIALS: Credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};

export const REGION = "eu-central-1";

/** A company of some thousand people. */
const POLICY_SIZE: PolicySize = { applications: 40, fleets: 8, ranges: 60 };
export const MEASURED_POLICY: Policy = policyOfSize(POLICY_SIZE);

export interface EnvironmentFacts {
  readonly directory: string;
  readonly certificateFile: string;
  readonly endpoint: string;
  readonly calls: LaunchCalls;
}

export function measuredEnvironment(facts: EnvironmentFacts): Readonly<Record<string, string>> {
  const { directory, certificateFile, endpoint, calls } = facts;
  return {
    HOME: directory,
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
    NODE_EXTRA_CA_CERTS: certificateFile,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: "launch",
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    // As long as a real one: it is hashed and sent with every request.
    AWS_SESSION_TOKEN: "x".repeat(900),
    AWS_ENDPOINT_URL_APPSTREAM: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    BROKER_ORIGIN: ORIGIN,
    BROKER_REGIONS: REGION,
    POLICY_FILE: writePolicy(directory),
    LAUNCH_TABLE: "launches",
    SEALING_KEYS: "env:BENCH_SEALING_KEYS",
    BENCH_SEALING_KEYS: calls.sealingKeys,
    BENCH_TOKEN_KEY: calls.tokenKey,
  };
}

interface PolicyFacts {
  /** In place of the policy's own. */
  readonly identityProviders?: Policy["identityProviders"];
  readonly samlMetadata?: CompiledPolicy["samlMetadata"];
}

/** Compiles the benchmark's policy into the directory and answers the file's name. */
export function writePolicy(
  directory: string,
  { identityProviders, samlMetadata = {} }: PolicyFacts = {},
): string {
  const policy =
    identityProviders === undefined ? MEASURED_POLICY : { ...MEASURED_POLICY, identityProviders };
  const compiled = compiledPolicy(policy, { samlMetadata });
  const file = join(directory, `policy-${compiled.version}.json`);
  writeFileSync(file, serializeCompiledPolicy(compiled));
  return file;
}
