/**
 * What runs in a measured process: loads the handler module that `_HANDLER` names, then asks, handles and answers for
 * ever. The same for every variant and as small as can be, over node:http as AWS's own runtime client.
 */
import { Agent, request } from "node:http";
import { createRequire } from "node:module";

type Handler = (event: unknown, context: object) => Promise<unknown>;

const [host, port] = String(process.env.AWS_LAMBDA_RUNTIME_API).split(":");
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const prefix = "/2018-06-01/runtime";

function call(method: string, path: string, body = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { "content-length": Buffer.byteLength(body) };
    const outgoing = request({ host, port, agent, method, path: `${prefix}${path}`, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve(text));
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
    const event: unknown = JSON.parse(await call("GET", "/invocation/next"));
    try {
      const result = await handler(event, { awsRequestId: "bench" });
      await call("POST", "/invocation/bench/response", JSON.stringify(result));
    } catch (cause) {
      await call("POST", "/invocation/bench/error", report(cause));
    }
  }
}

async function main(): Promise<void> {
  try {
    const file = String(process.env._HANDLER);
    const { handler } = createRequire(file)(file) as { readonly handler: Handler };
    await serve(handler);
  } catch (cause) {
    await call("POST", "/init/error", report(cause));
    process.exitCode = 1;
  }
}

void main();
