/**
 * Lambda's Runtime API for one function: the function asks for its next invocation and posts what it made of it
 * (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). One invocation at a time, as in Lambda.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { closeServer, listenOnLoopback } from "../loopback.ts";

export interface RuntimeApi {
  /** Host and port, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** When the function first asked for work: its init is over. Rejects with what init reported instead. */
  readonly initialised: Promise<void>;
  /** Hands over one event and resolves with the answer's JSON. Rejects with what the function reported. */
  invoke(event: string): Promise<string>;
  /** Ends an invocation that will never be answered. */
  fail(reason: Error): void;
  stop(): Promise<void>;
}

const PREFIX = "/2018-06-01/runtime";

/** Whoever takes longer than `timeoutSeconds` is told so in its context only; nobody ends it. */
export async function startRuntimeApi(timeoutSeconds: number): Promise<RuntimeApi> {
  const init = Promise.withResolvers<void>();
  let asking: ServerResponse | undefined;
  let waiting: string | undefined;
  let count = 0;
  let current = Promise.withResolvers<string>();
  init.promise.catch(() => {});
  current.promise.catch(() => {});

  const handOver = (): void => {
    if (asking === undefined || waiting === undefined) return;
    asking.writeHead(200, {
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": requestId(count),
      "lambda-runtime-deadline-ms": String(Date.now() + timeoutSeconds * 1_000),
    });
    asking.end(waiting);
    asking = undefined;
    waiting = undefined;
  };
  const fail = (reason: Error): void => {
    init.reject(reason);
    current.reject(reason);
  };
  const server = createServer((request, response) => {
    const { url } = request;
    if (url === `${PREFIX}/invocation/next`) {
      init.resolve();
      asking = response;
      handOver();
      return;
    }
    read(request, (body) => {
      if (url === `${PREFIX}/invocation/${requestId(count)}/response`) current.resolve(body);
      else if (url === `${PREFIX}/init/error`) fail(new Error(`the function does not start: ${body}`));
      else current.reject(new Error(`the function failed: ${body}`));
      response.writeHead(202).end();
    });
  });
  const port = await listenOnLoopback(server, 0);
  return {
    address: `127.0.0.1:${port}`,
    initialised: init.promise,
    fail,
    invoke(event) {
      current = Promise.withResolvers<string>();
      count += 1;
      waiting = event;
      handOver();
      return current.promise;
    },
    stop: () => closeServer(server),
  };
}

function requestId(count: number): string {
  return `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`;
}

function read(request: IncomingMessage, then: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => then(Buffer.concat(chunks).toString("utf8")));
}
