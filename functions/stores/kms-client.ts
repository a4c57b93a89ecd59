/**
 * AWS KMS in one Region: one JSON call at a time, signed by the SDK's own signer. Its client would be a third of a
 * function, for one operation (docs/decisions/0019).
 * Invariant: over within the deadline whatever the other side does, and no word of an answer gets into a fault.
 */
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { err, ok, type Result } from "../core/result.ts";
import { withinDeadline } from "../deadline.ts";
import type { Clock, SigningFault } from "../ports.ts";
import { faultOfAnswer, faultOfCall } from "./kms-fault.ts";
import { Sha256 } from "./sha256.ts";

export interface KmsOptions {
  readonly region: string;
  /** Another endpoint than AWS's. */
  readonly endpoint: string | undefined;
  readonly now: Clock;
}

export type KmsCall = (
  operation: "Sign" | "GetPublicKey",
  input: Readonly<Record<string, string>>,
) => Promise<Result<Readonly<Record<string, unknown>>, SigningFault>>;

/** Both tries with the pause between them, bodies included. */
const DEADLINE_MILLISECONDS = 3_000;
const ATTEMPT_MILLISECONDS = 1_400;
const PAUSE_MILLISECONDS = 100;
const MAX_ANSWER_BYTES = 64 * 1024;
/** The moment's fault and not the set-up's: another try may go well. */
const PASSING: ReadonlySet<SigningFault> = new Set(["timed_out", "unreachable", "throttled", "server_error"]);

export function createKmsClient({ region, endpoint, now }: KmsOptions): KmsCall {
  const url = new URL(endpoint ?? `https://kms.${region}.amazonaws.com/`);
  const signature = new SignatureV4({
    service: "kms",
    region,
    credentials: defaultProvider(),
    sha256: Sha256,
    applyChecksum: false,
  });

  const attempt = async (operation: string, body: string, signal: AbortSignal) => {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_MILLISECONDS)]);
    try {
      const { host, ...headers } = await signedHeaders(operation, body);
      const response = await fetch(url, {
        method: "POST",
        headers,
        body,
        redirect: "error",
        signal: deadline,
      });
      const text = await readCapped(response);
      return response.ok ? parsed(text) : err(faultOfAnswer(response.status, text));
    } catch (cause) {
      return err(deadline.aborted ? "timed_out" : faultOfCall(cause));
    }
  };
  const signedHeaders = async (operation: string, body: string): Promise<Record<string, string>> => {
    const headers = {
      host: url.host,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `TrentService.${operation}`,
    };
    const { protocol, hostname, pathname: path } = url;
    const request = { method: "POST", protocol, hostname, path, headers, body };
    return (await signature.sign(request, { signingDate: new Date(now()) })).headers;
  };

  return async (operation, input) => {
    const body = JSON.stringify(input);
    return await withinDeadline(DEADLINE_MILLISECONDS, err("timed_out"), async (signal) => {
      const first = await attempt(operation, body, signal);
      if (first.ok || !PASSING.has(first.error)) return first;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
      return await attempt(operation, body, signal);
    });
  };
}

function parsed(text: string): Result<Readonly<Record<string, unknown>>, SigningFault> {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null
      ? ok(answer as Record<string, unknown>)
      : err("garbage_answer");
  } catch {
    // The parser's message quotes the answer.
    return err("garbage_answer");
  }
}

/** What is over the limit makes no JSON, and so is garbage. */
async function readCapped(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
