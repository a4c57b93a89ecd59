/**
 * API Gateway's IAM authorization of a route (`AWS_IAM`): whose SigV4 signature a request bears. One gateway stands here
 * for two in AWS, the public one and the instances' own, so that a request which nobody signed is let through without a
 * caller; one that is signed must be signed well.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
import type { IncomingHttpHeaders } from "node:http";
import { parseAuthorization, requireScope } from "../appstream-emulator/protocol/authorization.ts";
import { AwsError } from "../appstream-emulator/protocol/aws-error.ts";
import { type Credentials, requireSignature } from "../appstream-emulator/protocol/signature-v4.ts";

/** Somebody whose credentials AWS would know. */
export interface IamCaller extends Credentials {
  /** For example of a session of a role, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. */
  readonly userArn: string;
}

export interface IamAuthorizer {
  readonly region: string;
  readonly callerOf: (accessKeyId: string) => IamCaller | undefined;
}

export interface SignedHttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Authorized =
  | { readonly outcome: "not_signed" }
  | { readonly outcome: "caller"; readonly caller: IamCaller }
  | { readonly outcome: "forbidden" };

const SCHEME = "AWS4-HMAC-SHA256 ";
const SERVICE = "execute-api";
const TOLERANCE_MS = 300_000;

export function authorize(
  { region, callerOf }: IamAuthorizer,
  { method, url, headers, body }: SignedHttpRequest,
  nowMs: number,
): Authorized {
  const { authorization: header, "x-amz-date": date } = headers;
  if (header === undefined || !header.startsWith(SCHEME)) return { outcome: "not_signed" };
  try {
    const authorization = parseAuthorization(header);
    requireScope(authorization, region, SERVICE);
    const caller = callerOf(authorization.accessKeyId);
    const isTimely = Math.abs(nowMs - milliseconds(String(date))) <= TOLERANCE_MS;
    // What signature-v4.ts can check: a POST without a query.
    if (caller === undefined || !isTimely || method !== "POST" || url.includes("?"))
      return { outcome: "forbidden" };
    requireSignature(authorization, { path: url, headers, body: body.toString("utf8") }, caller);
    return { outcome: "caller", caller };
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    return { outcome: "forbidden" };
  }
}

/** `20261121T090000Z`; NaN for anything else. */
function milliseconds(date: string): number {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const [year = Number.NaN, month = 0, ...rest] = parts.map(Number);
  return Date.UTC(year, month - 1, ...rest);
}
