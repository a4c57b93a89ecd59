/**
 * Full SigV4 verification, for an emulator that was started with credentials.
 * AWS General Reference, "Signing AWS API requests". The age of the request is not checked: the world's clock is
 * often a test's.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Authorization } from "./authorization.ts";
import { AwsError } from "./aws-error.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface SignedRequest {
  /** As on the wire; AppStream's own paths hold nothing that would need encoding twice. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Host and date must be signed, or a signature could be moved to another request. */
const MUST_BE_SIGNED = ["host", "x-amz-date"];

export function requireSignature(
  authorization: Authorization,
  request: SignedRequest,
  { accessKeyId, secretAccessKey }: Credentials,
): void {
  if (authorization.accessKeyId !== accessKeyId) {
    throw new AwsError(
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
  }
  const isCovered = MUST_BE_SIGNED.every((name) => authorization.signedHeaders.includes(name));
  const expected = signatureOf(authorization, request, secretAccessKey);
  if (!isCovered || !timingSafeEqual(expected, Buffer.from(authorization.signature, "hex"))) {
    throw new AwsError(
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided.",
    );
  }
}

function signatureOf(authorization: Authorization, request: SignedRequest, secretAccessKey: string): Buffer {
  const { date, region, service, signedHeaders } = authorization;
  const headerLines = signedHeaders.map((name) => `${name}:${headerValue(request.headers[name])}\n`);
  const canonicalRequest = [
    "POST",
    request.path,
    "",
    headerLines.join(""),
    signedHeaders.join(";"),
    sha256(request.body),
  ].join("\n");
  const scope = `${date}/${region}/${service}/aws4_request`;
  const timestamp = headerValue(request.headers["x-amz-date"]);
  const stringToSign = ["AWS4-HMAC-SHA256", timestamp, scope, sha256(canonicalRequest)].join("\n");
  const signingKey = [date, region, service, "aws4_request"].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return hmac(signingKey, stringToSign);
}

function headerValue(value: string | readonly string[] | undefined): string {
  const text = typeof value === "string" ? value : (value ?? []).join(",");
  return text.trim().replaceAll(/ +/g, " ");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
