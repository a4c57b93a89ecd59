/** What every function's composition root needs: clock, randomness, keys, policy, audit. */
import { createHash, randomBytes } from "node:crypto";
import { createStdoutSink } from "../audit/stdout-sink.ts";
import { type Config, ConfigError, type Environment, parseConfig } from "../config.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { type Branding, brandingOf } from "../http/branding.ts";
import type { FunctionParts } from "../http/define-function.ts";
import type { EdgeTrust } from "../http/edge.ts";
import { createPseudonym, type Pseudonym } from "../identity/pseudonym.ts";
import { createSealer, parseSealingKeys } from "../identity/sealer.ts";
import type { AuditSink, Chance, Clock, Digest, RandomText, Sealer } from "../ports.ts";
import { loadPolicy } from "../stores/policy-source.ts";
import { createSecretSource, type SecretSource } from "../stores/secret-source.ts";
import { keptStart } from "./start.ts";

export const now: Clock = () => Date.now();
export const chance: Chance = () => Math.random();
export const randomText: RandomText = (byteLength) => randomBytes(byteLength).toString("base64url");
export const digest: Digest = (text) => createHash("sha256").update(text).digest("base64url");

export function stdoutAudit(): AuditSink {
  return createStdoutSink((line) => process.stdout.write(line));
}

export function secrets(environment: Environment): SecretSource {
  return createSecretSource(environment);
}

/** A fault of the policy file, a secret or a key is one of the set-up: said at start, in words that show no secret. */
export async function orConfigError<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError([(cause as Error).message]);
  }
}

/** All of them, or one ConfigError with the faults of all that failed. */
export async function together<T extends readonly unknown[]>(
  work: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const causes: unknown[] = [];
  const keep = (cause: unknown): undefined => {
    causes.push(cause);
  };
  const values = await Promise.all(work.map((promise) => promise.catch(keep)));
  const faults = causes.flatMap((cause) => (cause instanceof ConfigError ? cause.faults : []));
  if (faults.length > 0) throw new ConfigError([...new Set(faults)]);
  if (causes.length > 0) throw causes[0];
  return values as unknown as T;
}

export async function sealerFrom(source: SecretSource, reference: string): Promise<Sealer> {
  return await orConfigError(async () => createSealer(parseSealingKeys(await source(reference))));
}

export async function pseudonymFrom(source: SecretSource, reference: string): Promise<Pseudonym> {
  return await orConfigError(async () => createPseudonym(Buffer.from(await source(reference), "base64url")));
}

export async function policyFrom(file: string, origin: string): Promise<PolicyIndex> {
  const index = await orConfigError(() => loadPolicy(file));
  const isLoopback = origin.startsWith("http:");
  if (isLoopback && !index.policy.development) {
    throw new ConfigError(["BROKER_ORIGIN is http, which only a policy with `development: true` may be"]);
  }
  return index;
}

/** All Regions of the broker; throws a ConfigError where the function's own is none of them. */
export function brokerRegions({
  AWS_REGION: own,
  BROKER_REGIONS: list,
}: Config<"AWS_REGION" | "BROKER_REGIONS">): readonly string[] {
  const regions = list.split(",");
  if (!regions.includes(own)) {
    throw new ConfigError([`BROKER_REGIONS is ${list}, without ${own}, where this function runs`]);
  }
  return regions;
}

/**
 * The parts of a function whose adapters `build` makes; a broken set-up is reported at each request. Its pages look as the
 * policy among its ports says.
 */
export function functionParts<P extends { readonly index: PolicyIndex }>(
  environment: Environment,
  audit: AuditSink,
  build: () => Promise<P>,
  clock: Clock = now,
): Omit<FunctionParts<P>, "routes"> {
  const start = keptStart(async () => {
    const [ports, edgeTrust] = await together<[P, EdgeTrust]>([build(), edgeTrustFrom(environment)]);
    return { ports, edgeTrust, branding: brandingOf(ports.index.policy) };
  }, clock);
  return {
    ports: async () => (await start()).ports,
    edgeTrust: async () => (await start()).edgeTrust,
    branding: async (): Promise<Branding> => (await start()).branding,
    audit,
  };
}

const EDGE_NAMES = ["EDGE_CERTIFICATE_SUBJECT", "EDGE_SECRETS", "EDGE_REQUIRED"] as const;
const MIN_EDGE_SECRET_LENGTH = 32;

async function edgeTrustFrom(environment: Environment): Promise<EdgeTrust> {
  const config = parseConfig(environment, EDGE_NAMES);
  const certificateSubject = config.EDGE_CERTIFICATE_SUBJECT;
  const reference = config.EDGE_SECRETS;
  const required = config.EDGE_REQUIRED !== undefined;
  if (required && certificateSubject === undefined && reference === undefined) {
    throw new ConfigError([
      "EDGE_CERTIFICATE_SUBJECT is not set, nor is EDGE_SECRETS: with EDGE_REQUIRED nobody could ask",
    ]);
  }
  if (reference === undefined) return { certificateSubject, secrets: [], required };
  const text = await orConfigError(() => secrets(environment)(reference));
  const values = text.split(",").map((value) => value.trim());
  if (values.length > 2 || values.some((value) => value.length < MIN_EDGE_SECRET_LENGTH)) {
    throw new ConfigError([
      "EDGE_SECRETS must hold one or two values of at least 32 characters, comma-separated",
    ]);
  }
  return { certificateSubject, secrets: values, required };
}
