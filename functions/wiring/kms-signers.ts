/** The keys in KMS that a policy may name, in the Region of the function: a multi-Region key has its alias in each. */
import { type Environment, parseConfig } from "../config.ts";
import type { Signer } from "../ports.ts";
import { createKmsClient } from "../stores/kms-client.ts";
import { createKmsSigner } from "../stores/kms-signer.ts";
import { now } from "./shared.ts";

/** Nothing is asked of KMS before something is signed. Throws a ConfigError. */
export function kmsSigners(environment: Environment): (alias: string) => Signer {
  const config = parseConfig(environment, ["AWS_REGION", "AWS_ENDPOINT_URL_KMS"] as const);
  const call = createKmsClient({ region: config.AWS_REGION, endpoint: config.AWS_ENDPOINT_URL_KMS, now });
  return (alias) => createKmsSigner(call, alias);
}
