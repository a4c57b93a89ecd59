/**
 * Stands in for AppStream and DynamoDB, over TLS: an http fake would hide half of what the SDK's first call costs.
 * Invariant: a request whose SigV4 signature does not hold is answered 403, so no variant can be fast by signing badly.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { parseAuthorization } from "../appstream-emulator/protocol/authorization.ts";
import { type Credentials, requireSignature } from "../appstream-emulator/protocol/signature-v4.ts";
import { closeServer, listenOnLoopback } from "../loopback.ts";
import { type AwsAnswers, awsAnswers } from "./aws-answers.ts";
import type { Certificate } from "./certificate.ts";

export interface AwsEndpoint {
  readonly origin: string;
  /** Requests that were turned away, with the reason of the last. */
  refusals(): { readonly count: number; readonly last: string | undefined };
  stop(): Promise<void>;
}

export async function startAwsEndpoint(
  { key, certificate }: Certificate,
  credentials: Credentials,
): Promise<AwsEndpoint> {
  const answers = awsAnswers();
  let count = 0;
  let last: string | undefined;
  const server = createServer({ key, cert: certificate }, (request, response) => {
    read(request, (body) => {
      try {
        respond(response, 200, answerTo(request, body, { credentials, answers }));
      } catch (cause) {
        count += 1;
        last = `${request.headers["x-amz-target"]}: ${(cause as Error).message}`;
        respond(response, 403, { __type: (cause as Error).name, message: (cause as Error).message });
      }
    });
  });
  const port = await listenOnLoopback(server, 0);
  return {
    origin: `https://127.0.0.1:${port}`,
    refusals: () => ({ count, last }),
    stop: () => closeServer(server),
  };
}

function answerTo(
  request: IncomingMessage,
  body: string,
  { credentials, answers }: { readonly credentials: Credentials; readonly answers: AwsAnswers },
): object {
  const { headers, method, url: path = "/" } = request;
  const authorization = parseAuthorization(headers.authorization);
  if (method !== "POST") throw new Error("the services are asked by POST");
  requireSignature(authorization, { path, headers, body }, credentials);
  return answers.answer(headers["x-amz-target"]?.toString(), authorization.region, body);
}

function respond(response: ServerResponse, status: number, output: object): void {
  const text = JSON.stringify(output);
  response.writeHead(status, {
    "content-type": "application/x-amz-json-1.1",
    "content-length": Buffer.byteLength(text),
    "x-amzn-requestid": "00000000-0000-4000-8000-000000000000",
  });
  response.end(text);
}

function read(request: IncomingMessage, then: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => then(Buffer.concat(chunks).toString("utf8")));
}
