/**
 * PURE: one AWS JSON 1.1 request with its Signature Version 4. The rotation asks Secrets Manager four things a month;
 * the SDK would be the larger part of the function by far.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac } from "node:crypto";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

export interface JsonCall {
  readonly region: string;
  readonly service: string;
  /** The value of `X-Amz-Target`, for example `secretsmanager.GetSecretValue`. */
  readonly target: string;
  readonly body: string;
}

export interface SignedRequest {
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function signedRequest(
  call: JsonCall,
  credentials: Credentials,
  nowMilliseconds: number,
): SignedRequest {
  const { region, service, target, body } = call;
  const host = `${service}.${region}.amazonaws.com`;
  const timestamp = new Date(nowMilliseconds).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const day = timestamp.slice(0, 8);
  const headers: Readonly<Record<string, string>> = {
    "content-type": "application/x-amz-json-1.1",
    host,
    "x-amz-date": timestamp,
    ...(credentials.sessionToken !== undefined && { "x-amz-security-token": credentials.sessionToken }),
    "x-amz-target": target,
  };
  const names = Object.keys(headers).toSorted();
  const canonical = [
    "POST",
    "/",
    "",
    ...names.map((name) => `${name}:${headers[name]}`),
    "",
    names.join(";"),
    sha256(body),
  ].join("\n");
  const scope = [day, region, service, "aws4_request"];
  const toSign = ["AWS4-HMAC-SHA256", timestamp, scope.join("/"), sha256(canonical)].join("\n");
  const key = scope.reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${credentials.secretAccessKey}`,
  );
  const authorization = [
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope.join("/")}`,
    `SignedHeaders=${names.join(";")}`,
    `Signature=${hmac(key, toSign).toString("hex")}`,
  ].join(", ");
  return { host, headers: { ...headers, authorization }, body };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
