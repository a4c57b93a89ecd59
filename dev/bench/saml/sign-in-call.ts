/**
 * What the measured sign-in function is asked: the browser posts the response that its login transaction waits for.
 * With it, what that function needs beside the common environment.
 */
import { randomBytes } from "node:crypto";
import { transactionCookie } from "../../../functions/http/cookies.ts";
import { createSealer, parseSealingKeys } from "../../../functions/identity/sealer.ts";
import { apiGatewayEvent } from "../../api-gateway/event.ts";
import { toFormField } from "../../identity-provider/saml/minting/form-field.ts";
import { signedResponse } from "../../identity-provider/saml/minting/signed-response.ts";
import { REGION, writePolicy } from "../environment.ts";
import { BROWSER_HEADERS, ORIGIN } from "../launch-calls.ts";
import { applicationId } from "../policy-of-size.ts";
import { attributesOf } from "./samples.ts";
import { IDENTITY_PROVIDER, type MeasuredSignIn, REQUEST_ID } from "./sign-in.ts";
import { samlMetadata, samlProvider } from "./sign-in-policy.ts";

export interface SignInCall {
  /** JSON. Accepted for five minutes, and as often as the store takes it. */
  readonly event: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Back to the launch that the person came for. */
export const TO_LAUNCH = /^\/launch\/application-0$/;
const STATE = "bench-state-0000";
const GROUPS = 3;
const HOUR_SECONDS = 3_600;

export async function signInCall(
  signIn: MeasuredSignIn,
  sealingKeys: string,
  directory: string,
): Promise<SignInCall> {
  const { key, ourKey } = signIn;
  const sealer = createSealer(parseSealingKeys(sealingKeys));
  const sealed = await sealer.seal("login-transaction", JSON.stringify(transaction()));
  const policyFile = writePolicy(directory, {
    identityProviders: { [IDENTITY_PROVIDER]: samlProvider },
    samlMetadata: { [IDENTITY_PROVIDER]: samlMetadata(key) },
  });
  return {
    event: postedEvent(signIn, `${transactionCookie(STATE)}=${sealed}`),
    environment: {
      AWS_LAMBDA_FUNCTION_NAME: "sign-in-saml",
      BROKER_REGIONS: REGION,
      POLICY_FILE: policyFile,
      LOGIN_TABLE: "logins",
      PSEUDONYM_KEY: "env:BENCH_PSEUDONYM_KEY",
      BENCH_PSEUDONYM_KEY: randomBytes(32).toString("base64url"),
      BENCH_SAML_KEY: `${ourKey.privateKey}${ourKey.certificate}`,
    },
  };
}

function transaction(): object {
  const createdAt = Math.floor(Date.now() / 1000);
  return {
    identityProvider: IDENTITY_PROVIDER,
    region: REGION,
    state: STATE,
    requestId: REQUEST_ID,
    authenticatedSince: null,
    intent: { application: applicationId(0), client: "web" },
    createdAt,
    expiresAt: createdAt + HOUR_SECONDS,
  };
}

function postedEvent({ spec, key }: MeasuredSignIn, cookie: string): string {
  const fresh = { ...spec, now: new Date(), attributes: attributesOf(GROUPS) };
  const response = toFormField(signedResponse(fresh, { key, sign: "assertion" }));
  const body = new URLSearchParams({ SAMLResponse: response, RelayState: STATE }).toString();
  const facts = {
    method: "POST",
    url: `/login/${IDENTITY_PROVIDER}/acs`,
    httpVersion: "1.1",
    rawHeaders: [...BROWSER_HEADERS, "Content-Type", "application/x-www-form-urlencoded", "Cookie", cookie],
    body: Buffer.from(body),
    remoteAddress: "203.0.113.1",
    origin: new URL(ORIGIN),
    requestId: "bench-request",
    receivedAtMs: Date.now(),
  };
  const route = { routeKey: "POST /login/{idp}/acs", pathParameters: { idp: IDENTITY_PROVIDER } };
  return JSON.stringify(apiGatewayEvent(facts, route));
}
