/**
 * `/_control/…`: the switches for a person, or a test in another process, who plays with the local world.
 * Invariant: no web page but the emulator's own can reach them, not even by rebinding a name to 127.0.0.1.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { isFromForeignPage } from "../../foreign-page.ts";
import type { Emulation } from "../emulation.ts";
import { readBody } from "../protocol/request-body.ts";
import type { ControlAnswer } from "./control-answer.ts";
import { CONTROLS, NO_CONTROL } from "./controls.ts";

/** `path` is what follows `/_control/`, split at the slashes. */
export async function control(
  request: IncomingMessage,
  response: ServerResponse,
  path: readonly string[],
  emulation: Emulation,
): Promise<void> {
  const { status, body } = isFromForeignPage(request, emulation.world.origin)
    ? { status: 403, body: { error: "Only the emulator's own origin may use its controls." } }
    : await turn(request, path, emulation);
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(`${JSON.stringify(body)}\n`);
}

async function turn(
  request: IncomingMessage,
  [subject, ...names]: readonly string[],
  emulation: Emulation,
): Promise<ControlAnswer> {
  const found = CONTROLS.get(`${request.method} ${subject}`);
  if (found === undefined || found.names !== names.length) return NO_CONTROL;
  return found.turn(emulation, names, await readJson(request));
}

/** Undefined for anything that is not JSON: the reader of the value says what it wanted. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await readBody(request)) ?? "");
  } catch {
    // The parser's message would add nothing to the one about the missing member.
    return undefined;
  }
}
