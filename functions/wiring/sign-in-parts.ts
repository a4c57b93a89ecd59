/** What both sign-in functions are made of, whatever their protocol. */
import { type Config, type Environment, parseConfig } from "../config.ts";
import type { IdentityProviderPolicy } from "../core/policy-identity.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import type { EndingRequests, PersonIndex } from "../ending-ports.ts";
import type { Pseudonym } from "../identity/pseudonym.ts";
import type { HomeStores, Sealer } from "../ports.ts";
import type { RegionalRevocations, Revocations } from "../revocation-ports.ts";
import { createHomeStores } from "../stores/home-stores.ts";
import { createRegionalRevocations } from "../stores/regional-revocations.ts";
import type { SecretSource } from "../stores/secret-source.ts";
import { endingsFrom } from "./endings.ts";
import { revocationsFrom } from "./revocations.ts";
import { brokerRegions, policyFrom, pseudonymFrom, sealerFrom, secrets, together } from "./shared.ts";

const NAMES = [
  "BROKER_ORIGIN",
  "AWS_REGION",
  "BROKER_REGIONS",
  "POLICY_FILE",
  "LOGIN_TABLE",
  "LAUNCH_TABLE",
  "SEALING_KEYS",
  "PSEUDONYM_KEY",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

export interface SignInParts {
  readonly origin: string;
  readonly index: PolicyIndex;
  /** Every identity provider of the policy, whatever its protocol. */
  readonly known: ReadonlyMap<string, IdentityProviderPolicy>;
  readonly sealer: Sealer;
  readonly pseudonym: Pseudonym;
  readonly source: SecretSource;
  readonly homes: HomeStores;
  readonly revocations: Revocations;
  readonly everywhere: RegionalRevocations;
  /** Undefined where the policy has no streaming session ended with others' word. */
  readonly endings: (PersonIndex & EndingRequests) | undefined;
}

/** Rejects with a ConfigError that lists every fault. */
export async function signInParts(environment: Environment): Promise<SignInParts> {
  const config = parseConfig(environment, NAMES);
  const source = secrets(environment);
  const [index, sealer, pseudonym, homes] = await together([
    policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN),
    sealerFrom(source, config.SEALING_KEYS),
    pseudonymFrom(source, config.PSEUDONYM_KEY),
    homesFrom(config),
  ]);
  return {
    origin: config.BROKER_ORIGIN,
    index,
    known: new Map(Object.entries(index.policy.identityProviders)),
    sealer,
    pseudonym,
    source,
    homes,
    revocations: revocationsFrom(config),
    endings: endingsFrom(config, index),
    everywhere: createRegionalRevocations({
      regions: brokerRegions(config),
      tableName: config.LAUNCH_TABLE,
      endpoint: config.AWS_ENDPOINT_URL_DYNAMODB,
    }),
  };
}

async function homesFrom(config: Config<(typeof NAMES)[number]>): Promise<HomeStores> {
  return createHomeStores({
    issuing: config.AWS_REGION,
    regions: brokerRegions(config),
    tableName: config.LOGIN_TABLE,
    endpoint: config.AWS_ENDPOINT_URL_DYNAMODB,
  });
}
