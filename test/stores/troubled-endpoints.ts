/** Servers that a store must not wait for: nobody there, silence, half an answer, a late one, and one lost on its way. */
import { once } from "node:events";
import { createServer as createHttpServer, request } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export async function closedPort(): Promise<string> {
  const server = createServer();
  const endpoint = await listen(server);
  server.close();
  await once(server, "close");
  return endpoint;
}

/** Takes every connection and stays silent. */
export async function silentEndpoint(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return await listen(server);
}

/** Answers every request the same; without `end` the answer stays half. */
export async function answeringEndpoint(
  status: number,
  body: string,
  { end = true }: { readonly end?: boolean } = {},
): Promise<string> {
  const server = createHttpServer((incoming, response) => {
    incoming.resume();
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).write(body);
    if (end) response.end();
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return await listen(server);
}

/** Answers every request with an empty object, but only after so many milliseconds. */
export async function slowEndpoint(milliseconds: number): Promise<string> {
  const server = createHttpServer((incoming, response) => {
    incoming.resume();
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
    setTimeout(() => response.end("{}"), milliseconds);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return await listen(server);
}

/** Passes requests on to `target`, and breaks the connection instead of giving the first answer back. */
export async function losingFirstAnswer(target: string): Promise<string> {
  let answers = 0;
  const server = createHttpServer((incoming, response) => {
    const { method, headers, url } = incoming;
    const onward = request(`${target}${url}`, { ...(method && { method }), headers }, (answer) => {
      answers += 1;
      if (answers === 1) {
        answer.resume().once("end", () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return await listen(server);
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
