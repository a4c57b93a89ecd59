/**
 * `POST /{region}/end` and `POST /{region}/disconnect`: the two buttons of the stream.
 * Ending discards the instance; disconnecting keeps the session for the fleet's disconnect timeout.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { framedPage } from "../pages/framed-page.ts";
import { messagePage } from "../pages/message-page.ts";
import { disconnected, SESSION_ENDED, UNKNOWN_SESSION } from "../pages/messages.ts";
import { sendPage } from "../pages/page.ts";
import { readBody } from "../protocol/request-body.ts";
import type { EmulatedWorld } from "../world/emulated-world.ts";

export async function endSession(
  request: IncomingMessage,
  response: ServerResponse,
  region: string,
  world: EmulatedWorld,
): Promise<void> {
  const session = world.sessions.end(region, await postedSessionId(request));
  if (session === undefined) return sendPage(response, messagePage(UNKNOWN_SESSION));
  const stack = world.stacks.settings(region, session.stack);
  sendPage(response, framedPage(messagePage(SESSION_ENDED), stack, "Ended"));
}

export async function disconnectSession(
  request: IncomingMessage,
  response: ServerResponse,
  region: string,
  world: EmulatedWorld,
): Promise<void> {
  const session = world.sessions.disconnect(region, await postedSessionId(request));
  const fleet = session && world.fleets.find(region, session.fleet);
  if (session === undefined || fleet === undefined) return sendPage(response, messagePage(UNKNOWN_SESSION));
  const stack = world.stacks.settings(region, session.stack);
  const page = messagePage(disconnected(fleet.disconnectTimeoutSeconds));
  sendPage(response, framedPage(page, stack, "Disconnected"));
}

async function postedSessionId(request: IncomingMessage): Promise<string> {
  return new URLSearchParams((await readBody(request)) ?? "").get("sessionId") ?? "";
}
