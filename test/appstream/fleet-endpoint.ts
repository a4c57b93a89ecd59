/** An AppStream of one function, which remembers what it was asked. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const ERROR = "__type";

/** AppStream's answer of this name. */
export function anError(name: string): object {
  return { [ERROR]: name, Message: "no" };
}

/** `answer` of undefined: never. */
export async function startAnswering(
  answer: (call: Call) => object | undefined,
): Promise<{ readonly template: string; readonly calls: readonly Call[] }> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    const call = { operation, input: JSON.parse(body) };
    calls.push(call);
    const answered = answer(call);
    if (answered === undefined) return;
    response
      .writeHead(ERROR in answered ? 400 : 200, { "content-type": "application/x-amz-json-1.1" })
      .end(JSON.stringify(answered));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { template: `http://127.0.0.1:${(server.address() as AddressInfo).port}/{region}`, calls };
}
