/**
 * One address in front of several Regions, as CloudFront is in AWS. Invariant: a request goes to one Region's broker,
 * once and unchanged; what that Region does not answer is answered 502 here, and never brought to another.
 */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { closeServer, listenOnLoopback } from "../../loopback.ts";
import type { FrontedRegion, RegionChooser } from "./choose-region.ts";

/** What stands at `/_control/`, a path that the broker does not have; `path` is what follows, split at the slashes. */
export type Switchboard = (
  request: IncomingMessage,
  response: ServerResponse,
  path: readonly string[],
) => Promise<void>;

export interface FrontOptions {
  /** 0 asks for a free port. */
  readonly port: number;
  readonly chooser: Pick<RegionChooser, "next">;
  readonly switchboard: Switchboard;
}

export interface Front {
  /** The broker's one public origin, `http://localhost:PORT`. */
  readonly origin: string;
  stop(): Promise<void>;
}

/** Above the gateway's limit, so that its words reach the browser. */
const MAX_HEADER_BYTES = 65_536;
const CONTROL = "/_control/";

export async function startFront({ port, chooser, switchboard }: FrontOptions): Promise<Front> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, async (incoming, response) => {
    const { url = "/" } = incoming;
    try {
      if (url.startsWith(CONTROL)) {
        await switchboard(incoming, response, url.slice(CONTROL.length).split("/"));
      } else forward(incoming, response, await chooser.next());
    } catch {
      // The client went away before its request was complete: there is nobody to tell.
      response.destroy();
    }
  });
  const origin = `http://localhost:${await listenOnLoopback(server, port)}`;
  return { origin, stop: () => closeServer(server) };
}

/** A connection of its own for each request: one that is kept would break when the Region comes back. */
function forward(incoming: IncomingMessage, response: ServerResponse, { origin }: FrontedRegion): void {
  const { method = "GET", url = "/", rawHeaders } = incoming;
  const target = { host: "127.0.0.1", port: new URL(origin).port, agent: new Agent() };
  const onward = request({ ...target, method, path: url, headers: rawHeaders });
  const isOver = (): void => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { "content-type": "text/plain" }).end("The Region did not answer.\n");
  };
  onward.on("error", isOver).on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.on("error", isOver).pipe(response);
  });
  // A person who gives up must not hold the Region's connection.
  response.on("close", () => onward.destroy());
  incoming.on("error", () => onward.destroy()).pipe(onward);
}
