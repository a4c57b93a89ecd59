/**
 * The broker as a SAML response meets it: use case, adapter and sealer are the product's; the store and the audit
 * sink are in memory. The policy has two identity providers, each with keys of its own.
 */

import { randomBytes } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { certificateBody, type SamlKey } from "../../dev/identity-provider/saml/minting/saml-key.ts";
import type { SamlProviderPolicy } from "../../functions/core/policy-identity.ts";
import { ok } from "../../functions/core/result.ts";
import { createSamlProvider, type SamlProviderOptions } from "../../functions/identity/saml/provider.ts";
import { signingKeyOf } from "../../functions/identity/saml/service-provider-keys.ts";
import { createSealer } from "../../functions/identity/sealer.ts";
import {
  createSamlSignIn,
  type SamlSignIn,
  type SamlSignInPorts,
} from "../../functions/sign-in/saml-sign-in.ts";
import { mappingRules } from "../support/identity-builders.ts";
import { NO_REVOCATIONS } from "../support/memory-revocations.ts";
import {
  type CollectingAuditSink,
  createCollectingAuditSink,
  createMemoryHomeStores,
} from "../support/memory-stores.ts";
import { aSamlProvider } from "../support/saml-provider-builders.ts";
import { IDP, KEYS, ORIGIN } from "./saml-minting.ts";

export const CORPORATE = "corporate";
export const PARTNER = "partner";

export interface SamlStage {
  readonly signIn: SamlSignIn;
  readonly ports: SamlSignInPorts;
  readonly audit: CollectingAuditSink;
  /** Added to the real time. */
  readonly clock: { offsetMilliseconds: number };
}

export interface StageOptions {
  /** Of the provider `corporate`. */
  readonly policy?: Partial<SamlProviderPolicy>;
  /** Ours; default two. */
  readonly decryptionKeys?: readonly SamlKey[];
  /** Default the adapter's source; its bundle is the other. */
  readonly createProvider?: typeof createSamlProvider;
}

export function samlStage(options: StageOptions = {}): SamlStage {
  const { policy, decryptionKeys, createProvider = createSamlProvider } = options;
  const audit = createCollectingAuditSink();
  const clock = { offsetMilliseconds: 0 };
  const corporate = aSamlPolicy(policy);
  const partner = aSamlPolicy({ entityId: "https://id.partner.example/metadata" });
  const ours = decryptionKeys ?? [KEYS.decryption, KEYS.formerDecryption];
  const ports: SamlSignInPorts = {
    providers: new Map([
      [CORPORATE, createProvider(providerOptions(CORPORATE, corporate, [KEYS.first, KEYS.second], ours))],
      [PARTNER, createProvider(providerOptions(PARTNER, partner, [KEYS.partner], ours))],
    ]),
    idpInitiated: new Map([[CORPORATE, corporate.idpInitiated]]),
    homes: createMemoryHomeStores(),
    revocations: NO_REVOCATIONS,
    sealer: createSealer([{ id: "test", secret: randomBytes(32) }]),
    audit,
    now: () => Date.now() + clock.offsetMilliseconds,
    randomText,
    sessions: { brokerSessionSeconds: 3_600, loginTransactionSeconds: 600 },
  };
  return { signIn: createSamlSignIn(ports), ports, audit, clock };
}

export interface Beginning {
  readonly identityProvider?: string;
  readonly reauthenticate?: boolean;
  /** How long the person took at the identity provider; default no time at all. */
  readonly secondsAgo?: number;
}

/** A sign-in that left for its identity provider. */
export interface SamlTab {
  readonly state: string;
  readonly requestId: string;
  readonly sealedTransaction: string;
}

export async function openSamlTab({ signIn, clock }: SamlStage, beginning: Beginning = {}): Promise<SamlTab> {
  const { identityProvider = CORPORATE, reauthenticate = false, secondsAgo = 0 } = beginning;
  clock.offsetMilliseconds = -secondsAgo * 1_000;
  const options = { intent: undefined, reauthenticate };
  const started = await signIn.begin(identityProvider, options, "correlation-1");
  clock.offsetMilliseconds = 0;
  if (!started.ok) throw new Error(started.error.reason);
  const { redirectTo, transactionId, sealedTransaction } = started.value;
  const { searchParams } = new URL(redirectTo);
  const request = inflateRawSync(Buffer.from(searchParams.get("SAMLRequest") ?? "", "base64")).toString();
  const requestId = / ID="([^"]+)"/.exec(request)?.[1];
  if (requestId === undefined || searchParams.get("RelayState") !== transactionId) {
    throw new Error("the AuthnRequest names no transaction");
  }
  return { state: transactionId, requestId, sealedTransaction };
}

function aSamlPolicy(overrides: Partial<SamlProviderPolicy> = {}): SamlProviderPolicy {
  const provider = aSamlProvider({ entityId: IDP });
  return {
    ...provider,
    serviceProvider: { entityId: null, signingKeys: [], decryptionKeys: [] },
    claims: { ...provider.claims, email: "mail" },
    ...overrides,
  };
}

function providerOptions(
  id: string,
  policy: SamlProviderPolicy,
  signingKeys: readonly SamlKey[],
  decryption: readonly SamlKey[],
): SamlProviderOptions {
  const signingCertificates = signingKeys.map(({ certificate }) => ({
    der: certificateBody(certificate),
    fingerprint: "",
    notAfter: Number.MAX_SAFE_INTEGER,
  }));
  return {
    policy,
    metadata: {
      entityId: policy.entityId,
      singleSignOnUrl: "https://idp.example.com/sso",
      singleLogoutUrl: null,
      signingCertificates,
      validUntil: null,
      cacheSeconds: null,
    },
    metadataUrl: `${ORIGIN}/login/${id}/metadata`,
    assertionConsumerServiceUrl: `${ORIGIN}/login/${id}/acs`,
    singleLogoutUrl: `${ORIGIN}/logout/${id}/saml`,
    keys: async () => ok({ signing: [signingKeyOf(KEYS.signing)], decryption }),
    mapping: mappingRules({
      identityProvider: id,
      claims: policy.claims,
      noSubject: "saml_principal_subject",
    }),
    randomText,
  };
}

function randomText(byteLength: number): string {
  return randomBytes(byteLength).toString("base64url");
}
