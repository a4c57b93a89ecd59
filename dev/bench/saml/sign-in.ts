/**
 * The sign-in that is measured: one identity provider and one service provider, with keys made anew for every run.
 * Responses hold for an hour, because the libraries that are compared read the real clock.
 */
import { createPublicKey } from "node:crypto";
import type { AssertionExpected } from "../../../functions/identity/saml/assertion.ts";
import type { ResponseRules } from "../../../functions/identity/saml/response.ts";
import type { ResponseSpec } from "../../identity-provider/saml/minting/response-spec.ts";
import { makeSamlKey, type SamlKey } from "../../identity-provider/saml/minting/saml-key.ts";
import { ORIGIN } from "../launch-calls.ts";

export interface MeasuredSignIn {
  /** The identity provider's. */
  readonly key: SamlKey;
  readonly strangersKey: SamlKey;
  /** The service provider's, to sign requests and to be encrypted to. */
  readonly ourKey: SamlKey;
  /** Of a valid response without attributes. */
  readonly spec: ResponseSpec;
  readonly rules: ResponseRules;
  readonly expected: AssertionExpected;
}

export const IDENTITY_PROVIDER = "campus";
export const ENTITY_ID = "https://idp.example.com/metadata";
export const SINGLE_SIGN_ON_URL = "https://idp.example.com/sso";
const ASSERTION_CONSUMER_SERVICE_URL = `${ORIGIN}/login/${IDENTITY_PROVIDER}/acs`;
export const REQUEST_ID = "_cXpdCSm9kd8v2s1Wc5pYwqYQzXA";
const SERVICE_PROVIDER = `${ORIGIN}/login/${IDENTITY_PROVIDER}/metadata`;
const HOUR_MILLISECONDS = 3_600_000;

export async function measuredSignIn(): Promise<MeasuredSignIn> {
  const [key, strangersKey, ourKey] = await Promise.all(
    ["identity provider", "stranger", "service provider"].map((commonName) => makeSamlKey({ commonName })),
  );
  if (key === undefined || strangersKey === undefined || ourKey === undefined)
    throw new TypeError("three keys");
  const now = new Date();
  return {
    key,
    strangersKey,
    ourKey,
    spec: responseSpec(now),
    rules: {
      parties: {
        serviceProviderEntityId: SERVICE_PROVIDER,
        assertionConsumerServiceUrl: ASSERTION_CONSUMER_SERVICE_URL,
        identityProviderEntityId: ENTITY_ID,
        certificates: [key.certificate],
      },
      keys: [createPublicKey(key.certificate)],
      decryptionKeys: [ourKey.privateKey],
      require: { signedResponse: false, signedAssertion: false, encryptedAssertion: false },
      allowCbc: false,
    },
    expected: {
      issuer: ENTITY_ID,
      recipient: ASSERTION_CONSUMER_SERVICE_URL,
      audience: SERVICE_PROVIDER,
      requestId: REQUEST_ID,
      authnContexts: [],
      maxAuthenticationAgeSeconds: null,
      authenticatedSince: undefined,
      now: now.getTime(),
    },
  };
}

function responseSpec(now: Date): ResponseSpec {
  const notOnOrAfter = new Date(now.getTime() + HOUR_MILLISECONDS);
  return {
    now,
    issuer: ENTITY_ID,
    assertionConsumerServiceUrl: ASSERTION_CONSUMER_SERVICE_URL,
    audience: SERVICE_PROVIDER,
    inResponseTo: REQUEST_ID,
    subjectConfirmations: [{ notOnOrAfter }],
    conditions: { notOnOrAfter },
  };
}
