/** The keys in KMS that a policy may name, in the Region of the function: a multi-Region key has its alias in each. */
import { type Environment, parseConfig } from "../config.ts";
import { kmsAlias } from "../core/kms-key.ts";
import type { PublishedSigner, Signer } from "../ports.ts";
import { createKmsClient } from "../stores/kms-client.ts";
import { createKmsSigner } from "../stores/kms-signer.ts";
import { now } from "./shared.ts";

/** By the policy's reference; undefined for one that names a secret. */
export type KmsSigners = (reference: string) => Signer | undefined;

/** Nothing is asked of KMS before something is signed. Throws a ConfigError. */
export function kmsSigners(environment: Environment): (reference: string) => PublishedSigner | undefined {
  const config = parseConfig(environment, ["AWS_REGION", "AWS_ENDPOINT_URL_KMS"] as const);
  const call = createKmsClient({ region: config.AWS_REGION, endpoint: config.AWS_ENDPOINT_URL_KMS, now });
  return (reference) => {
    const alias = kmsAlias(reference);
    return alias === undefined ? undefined : createKmsSigner(call, alias);
  };
}
