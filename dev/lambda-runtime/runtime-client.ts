/**
 * What runs in a function's process: loads the handler that `_HANDLER` names from the archive's folder, then asks,
 * handles and answers for ever. As small as can be, over node:http as AWS's own runtime client.
 */
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

type Handler = (event: unknown, context: object) => Promise<unknown>;

interface Received {
  readonly requestId: string;
  readonly deadlineMilliseconds: number;
  readonly body: string;
}

const [host, port] = String(process.env.AWS_LAMBDA_RUNTIME_API).split(":");
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const prefix = "/2018-06-01/runtime";

function call(method: string, path: string, body = ""): Promise<Received> {
  return new Promise((resolve, reject) => {
    const headers = { "content-length": Buffer.byteLength(body) };
    const outgoing = request({ host, port, agent, method, path: `${prefix}${path}`, headers }, (response) => {
      const requestId = String(response.headers["lambda-runtime-aws-request-id"]);
      const deadlineMilliseconds = Number(response.headers["lambda-runtime-deadline-ms"]);
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ requestId, deadlineMilliseconds, body: text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function report(cause: unknown): string {
  return JSON.stringify({ errorMessage: String(cause), stackTrace: (cause as Error | undefined)?.stack });
}

async function serve(handler: Handler): Promise<never> {
  for (;;) {
    const { requestId, deadlineMilliseconds, body } = await call("GET", "/invocation/next");
    try {
      const result = await handler(JSON.parse(body), {
        awsRequestId: requestId,
        functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
        getRemainingTimeInMillis: () => deadlineMilliseconds - Date.now(),
      });
      await call("POST", `/invocation/${requestId}/response`, JSON.stringify(result ?? null));
    } catch (cause) {
      await call("POST", `/invocation/${requestId}/error`, report(cause));
    }
  }
}

/** `index.handler`: the export `handler` of `index.cjs`. Lambda looks for other endings too; our archives have this one. */
function load(named: string, taskRoot: string): Handler {
  const [module = "", name = ""] = named.split(".");
  const file = join(taskRoot, `${module}.cjs`);
  const handler: unknown = createRequire(file)(file)[name];
  if (typeof handler !== "function") throw new Error(`${named} is undefined or not exported`);
  return handler as Handler;
}

async function main(): Promise<void> {
  try {
    await serve(load(String(process.env._HANDLER), String(process.env.LAMBDA_TASK_ROOT)));
  } catch (cause) {
    await call("POST", "/init/error", report(cause));
    process.exitCode = 1;
  }
}

void main();
