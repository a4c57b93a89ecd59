/**
 * `GET /{region}/instance` and `GET /{region}/picture`: the screen of a session's instance.
 * Invariant: only the browser that holds the session sees it; to every other there is no such session.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { instancePage } from "../pages/instance-page.ts";
import { messagePage } from "../pages/message-page.ts";
import { UNKNOWN_SESSION } from "../pages/messages.ts";
import { sendPage } from "../pages/page.ts";
import type { EmulatedWorld } from "../world/emulated-world.ts";
import type { EmulatedSession } from "../world/streaming-session.ts";
import { unverifiedSessionId } from "./session-cookie.ts";

export function showInstance(
  request: IncomingMessage,
  response: ServerResponse,
  region: string,
  query: URLSearchParams,
  world: EmulatedWorld,
): void {
  const session = heldSession(request, region, query, world);
  const view = session && world.software?.view(session.id);
  sendPage(
    response,
    session === undefined || view === undefined ? messagePage(UNKNOWN_SESSION) : instancePage(session, view),
  );
}

export function showPicture(
  request: IncomingMessage,
  response: ServerResponse,
  region: string,
  query: URLSearchParams,
  world: EmulatedWorld,
): void {
  const session = heldSession(request, region, query, world);
  const picture = session && world.software?.picture(session.id);
  if (picture === undefined) {
    response.writeHead(404).end();
    return;
  }
  const headers = {
    "Content-Type": "image/png",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  };
  response.writeHead(200, { ...headers, "Cross-Origin-Resource-Policy": "same-origin" }).end(picture);
}

function heldSession(
  { headers }: IncomingMessage,
  region: string,
  query: URLSearchParams,
  world: EmulatedWorld,
): EmulatedSession | undefined {
  const session = world.sessions.live(region, query.get("session") ?? "");
  return session && unverifiedSessionId(headers.cookie, session.fleet) === session.id ? session : undefined;
}
