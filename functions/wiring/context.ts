/**
 * Composition root of the context function: what instances redeem, and the keys that applications verify the broker's
 * tokens with. It signs nobody in, and asks AppStream nothing.
 */
import { type Environment, parseConfig } from "../config.ts";
import type { RedeemPorts } from "../context/redeem.ts";
import { type JwksPorts, jwksRoute } from "../handlers/jwks.ts";
import { redeemRoute } from "../handlers/redeem.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import { createFleetKeys } from "../identity/fleet-keys.ts";
import { createTokenSigner } from "../identity/token-signer.ts";
import type { AuditSink } from "../ports.ts";
import { createContextStore } from "../stores/context-store.ts";
import { kmsSigners } from "./kms-signers.ts";
import {
  brokerRegions,
  digest,
  functionParts,
  now,
  policyFrom,
  sealerFrom,
  secrets,
  stdoutAudit,
  together,
} from "./shared.ts";

const NAMES = [
  "BROKER_ORIGIN",
  "AWS_REGION",
  "BROKER_REGIONS",
  "POLICY_FILE",
  "LAUNCH_TABLE",
  "SEALING_KEYS",
  "AWS_ENDPOINT_URL_DYNAMODB",
] as const;

type ContextPorts = RedeemPorts & JwksPorts;

export function contextFunction(environment: Environment, audit: AuditSink = stdoutAudit()): FunctionHandler {
  const parts = functionParts(environment, audit, () => build(environment, audit));
  return defineFunction({
    ...parts,
    routes: { "POST /context/redeem": redeemRoute, "GET /.well-known/jwks.json": jwksRoute },
  });
}

async function build(environment: Environment, audit: AuditSink): Promise<ContextPorts> {
  const config = parseConfig(environment, NAMES);
  const secret = secrets(environment);
  const [index, sealer] = await together([
    policyFrom(config.POLICY_FILE, config.BROKER_ORIGIN),
    sealerFrom(secret, config.SEALING_KEYS),
  ]);
  const { tokens } = index.policy;
  return {
    ...{ index, sealer, digest, now, audit },
    contexts: createContextStore({
      regions: brokerRegions(config),
      own: config.AWS_REGION,
      tableName: config.LAUNCH_TABLE,
      endpoint: config.AWS_ENDPOINT_URL_DYNAMODB,
    }),
    fleetKeys: createFleetKeys(secret),
    issuer: tokens?.issuer ?? config.BROKER_ORIGIN,
    tokens: createTokenSigner(tokens?.keys ?? [], { secret, signerOf: kmsSigners(environment), now }),
  };
}
