/**
 * A browser application of the bank's, as it would stand behind a fleet: whoever has the broker's token is greeted by
 * name, everybody else stands before a closed door. Its start page is a portal's, with launch buttons.
 * Invariant: of a request it is written down whether the cookie came and was good, never what was in it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { closeServer, listenOnLoopback } from "../loopback.ts";
import { closedPage, deskPage, HEADERS } from "./desk-page.ts";
import { createVerifier, hasSessionCookie, type TokenRules } from "./signed-in.ts";
import { type PortalButton, startPage, startPageHeaders } from "./start-page.ts";

/** The origin that stands for the demo application in a policy, wherever it really listens. */
export const EMBEDDED_APPLICATION = "http://127.0.0.1:8085";
/** The same by the broker's own name: to a browser, the broker's site. */
export const EMBEDDED_ON_THE_SAME_SITE = "http://localhost:8085";

export interface Visit {
  readonly event: "application_visited";
  readonly path: string;
  readonly cookie: "absent" | "good" | "refused";
  readonly launchId?: string | undefined;
}

export interface IntranetOptions extends TokenRules {
  /** 0 asks for a free one. */
  readonly port: number;
  readonly onVisit: (visit: Visit) => void;
  /** Of the start page; none: there is no such page. */
  readonly buttons?: readonly PortalButton[];
}

export interface Intranet {
  readonly origin: string;
  stop(): Promise<void>;
}

const DEAL = /^\/deals(?:\/(?<deal>[A-Z]{3}-\d{1,6})?)?$/;

export async function startIntranet({
  port,
  onVisit,
  buttons = [],
  ...rules
}: IntranetOptions): Promise<Intranet> {
  const verify = createVerifier(rules);
  const server = createServer((request, response) => void answer(request, response));
  const answer = async ({ method, url = "/", headers }: IncomingMessage, response: ServerResponse) => {
    const [path = "/"] = url.split("?");
    if (method === "GET" && path === "/" && buttons.length > 0) {
      response.writeHead(200, startPageHeaders(rules.brokerOrigin));
      return response.end(startPage(rules.brokerOrigin, buttons));
    }
    const person = await verify(headers.cookie);
    const refused = hasSessionCookie(headers.cookie) ? "refused" : "absent";
    onVisit({
      event: "application_visited",
      path,
      cookie: person === undefined ? refused : "good",
      launchId: person?.launchId,
    });
    const desk = DEAL.exec(path);
    const send = (status: number, page: string) => response.writeHead(status, HEADERS).end(page);
    if (method !== "GET" || desk === null) return send(404, closedPage("There is no such page"));
    if (person === undefined) return send(401, closedPage("We do not know who you are"));
    return send(200, deskPage(person, desk.groups?.deal));
  };
  const origin = `http://127.0.0.1:${await listenOnLoopback(server, port)}`;
  return { origin, stop: () => closeServer(server) };
}
