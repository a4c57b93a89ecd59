/**
 * `GET /{region}/authenticate`: a streaming URL being opened.
 * Order: complete, signed here, not expired, capacity. A URL can be opened again while it is valid, or by the browser
 * that already holds the session; neither starts a second session.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { framedPage } from "../pages/framed-page.ts";
import { messagePage } from "../pages/message-page.ts";
import { EXPIRED_LINK, INCOMPLETE_LINK, INVALID_LINK, NO_STREAMING_RESOURCES } from "../pages/messages.ts";
import { type Page, sendPage } from "../pages/page.ts";
import { preparingPage } from "../pages/preparing-page.ts";
import { streamPage } from "../pages/stream-page.ts";
import type { EmulatedWorld } from "../world/emulated-world.ts";
import type { EmulatedSession } from "../world/streaming-session.ts";
import type { VerifiedUrl } from "../world/streaming-url.ts";
import { sessionCookie, unverifiedSessionId } from "./session-cookie.ts";

export function authenticate(
  request: IncomingMessage,
  response: ServerResponse,
  region: string,
  query: URLSearchParams,
  world: EmulatedWorld,
): void {
  sendPage(response, pageFor(request, region, query, world));
}

function pageFor(
  request: IncomingMessage,
  region: string,
  query: URLSearchParams,
  world: EmulatedWorld,
): Page {
  const parameters = query.get("parameters");
  const signature = query.get("signature");
  if (!parameters || !signature) return messagePage(INCOMPLETE_LINK);
  const url = world.urls.verify(region, parameters, signature);
  if (url === undefined) return messagePage(INVALID_LINK);
  if (isExpired(url, world) && !holdsSession(request, url, world)) return messagePage(EXPIRED_LINK);
  return openStream(url, world);
}

function openStream({ session: wanted }: VerifiedUrl, world: EmulatedWorld): Page {
  const fleet = world.fleets.find(wanted.region, wanted.fleet);
  const session = fleet && world.sessions.open(wanted, fleet);
  if (fleet === undefined || session === undefined) return messagePage(NO_STREAMING_RESOURCES);
  const stack = world.stacks.settings(session.region, session.stack);
  const page =
    session.state === "PENDING"
      ? framedPage(preparingPage(session), stack, "Reserved")
      : framedPage(streamPage(session, fleet, ...shown(session, world)), stack, "Started");
  const cookie = sessionCookie(session.region, session.fleet, session.id);
  return { ...page, headers: { ...page.headers, "Set-Cookie": cookie } };
}

/** The instance runs what it has when its screen is seen first; a session that is gone back to runs it already. */
function shown(
  session: EmulatedSession,
  world: EmulatedWorld,
): readonly ["started" | "reconnected", boolean] {
  const state = world.sessions.present(session.id);
  const runs =
    state === "started" ? world.software?.start(session) : world.software?.view(session.id) !== undefined;
  return [state, runs ?? false];
}

function isExpired(url: VerifiedUrl, world: EmulatedWorld): boolean {
  return world.nowMilliseconds() >= url.expiresEpochSeconds * 1000;
}

function holdsSession(request: IncomingMessage, { session }: VerifiedUrl, world: EmulatedWorld): boolean {
  const live = world.sessions.liveSession(session.region, session.fleet, session.userId);
  return live !== undefined && unverifiedSessionId(request.headers.cookie, session.fleet) === live.id;
}
