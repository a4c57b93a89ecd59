/** What every function's composition root needs: clock, randomness, keys, policy, audit. */
import { createHash, randomBytes } from "node:crypto";
import { createStdoutSink } from "../audit/stdout-sink.ts";
import { ConfigError, type Environment, parseConfig } from "../config.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import type { FunctionParts } from "../http/define-function.ts";
import type { EdgeTrust } from "../http/edge.ts";
import { createSealer, parseSealingKeys } from "../identity/sealer.ts";
import type { AuditSink, Clock, Digest, RandomText, Sealer } from "../ports.ts";
import { loadPolicy } from "../stores/policy-source.ts";
import { createSecretSource, type SecretSource } from "../stores/secret-source.ts";

export const now: Clock = () => Date.now();
export const randomText: RandomText = (byteLength) => randomBytes(byteLength).toString("base64url");
export const digest: Digest = (text) => createHash("sha256").update(text).digest("base64url");

export function stdoutAudit(): AuditSink {
  return createStdoutSink((line) => process.stdout.write(line));
}

export function secrets(environment: Environment): SecretSource {
  return createSecretSource(environment);
}

/** A fault of the policy file or a key is one of the set-up: said at start, in words that show no secret. */
export function orConfigError<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new ConfigError([(cause as Error).message]);
  }
}

export async function sealerFrom(source: SecretSource, reference: string): Promise<Sealer> {
  const text = await source(reference);
  return orConfigError(() => createSealer(parseSealingKeys(text)));
}

export function policyFrom(file: string, origin: string): PolicyIndex {
  const index = orConfigError(() => loadPolicy(file));
  const isLoopback = origin.startsWith("http:");
  if (isLoopback && !index.policy.development) {
    throw new ConfigError(["BROKER_ORIGIN is http, which only a policy with `development: true` may be"]);
  }
  return index;
}

/**
 * The parts of a function whose adapters `build` makes. Both promises are kept and awaited at each request, which
 * reports a broken set-up; here a rejection must only not end the process.
 */
export function functionParts<P>(
  environment: Environment,
  audit: AuditSink,
  build: () => Promise<P>,
): Omit<FunctionParts<P>, "routes"> {
  const ports = build();
  const edgeTrust = edgeTrustFrom(environment);
  ports.catch(() => {});
  edgeTrust.catch(() => {});
  return { ports: () => ports, edgeTrust: () => edgeTrust, audit };
}

async function edgeTrustFrom(environment: Environment): Promise<EdgeTrust> {
  const config = parseConfig(environment, ["EDGE_CERTIFICATE_SUBJECT", "EDGE_SECRETS"] as const);
  const reference = config.EDGE_SECRETS;
  const text = reference === undefined ? "" : await secrets(environment)(reference);
  const values = text.split(",").map((value) => value.trim());
  if (reference !== undefined && values.some((value) => value.length < 32)) {
    throw new ConfigError([
      "EDGE_SECRETS must hold one or two values of at least 32 characters, comma-separated",
    ]);
  }
  return {
    certificateSubject: config.EDGE_CERTIFICATE_SUBJECT,
    secrets: reference === undefined ? [] : values,
  };
}
