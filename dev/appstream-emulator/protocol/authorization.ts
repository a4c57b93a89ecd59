/**
 * The `Authorization` header of SigV4: is it there, is it whole, and is it meant for this Region and service?
 * The scope alone proves nothing; signature-v4.ts checks the signature when the emulator is given a secret.
 */
import { AwsError } from "./aws-error.ts";

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

export interface Authorization {
  readonly accessKeyId: string;
  /** YYYYMMDD. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  /** 64 lower-case hexadecimal digits, unverified. */
  readonly signature: string;
}

export function parseAuthorization(header: string | undefined): Authorization {
  if (header === undefined) {
    throw new AwsError("MissingAuthenticationTokenException", "Request is missing Authentication Token");
  }
  const [, accessKeyId, date, region, service, signedHeaders, signature] = AUTHORIZATION.exec(header) ?? [];
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) {
    throw new AwsError(
      "IncompleteSignatureException",
      "The Authorization header is not a complete AWS4-HMAC-SHA256",
    );
  }
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(";"), signature };
}

export function requireScope(authorization: Authorization, region: string, service: string): void {
  if (authorization.region !== region) {
    throw new AwsError(
      "InvalidSignatureException",
      `Credential should be scoped to a valid region, not '${authorization.region}'.`,
    );
  }
  if (authorization.service !== service) {
    throw new AwsError(
      "InvalidSignatureException",
      `Credential should be scoped to correct service: '${service}'.`,
    );
  }
}
