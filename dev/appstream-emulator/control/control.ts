/**
 * `/_control/…`: the switches for a person, or a test in another process, who plays with the local world.
 * Invariant: no web page but the emulator's own can reach them, not even by rebinding a name to 127.0.0.1.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { isFromForeignPage } from "../../foreign-page.ts";
import type { Emulation } from "../emulation.ts";
import { parseFault } from "../faults/parse-fault.ts";
import { isJsonObject, type JsonObject } from "../protocol/aws-json.ts";
import { readBody } from "../protocol/request-body.ts";
import { FLEET_STATES } from "../world/emulated-fleet.ts";
import { describeState } from "./describe-state.ts";
import { setFleetState } from "./set-fleet-state.ts";

interface ControlAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/** `path` is what follows `/_control/`, decoded and split at the slashes. */
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
  path: readonly string[],
  emulation: Emulation,
): Promise<ControlAnswer> {
  const [subject, region, fleet, ...rest] = path;
  const route = `${request.method} ${subject}`;
  if (route === "GET state" && path.length === 1) return { status: 200, body: describeState(emulation) };
  if (route === "DELETE faults" && path.length === 1) {
    emulation.faults.clear();
    return { status: 200, body: { faults: [] } };
  }
  if (route === "POST faults" && path.length === 1) return injectFault(await readJson(request), emulation);
  if (route === "POST fleets" && region !== undefined && fleet !== undefined && rest.length === 0) {
    return switchFleet(region, fleet, await readJson(request), emulation);
  }
  return { status: 404, body: { error: "There is no such control." } };
}

function injectFault(json: unknown, { faults }: Emulation): ControlAnswer {
  const parsed = parseFault(json);
  if (!parsed.ok) return { status: 400, body: { error: parsed.issues.join("; ") } };
  faults.inject(parsed.fault);
  return { status: 200, body: { faults: faults.waiting() } };
}

function switchFleet(region: string, fleet: string, json: unknown, { world }: Emulation): ControlAnswer {
  const wanted = isJsonObject(json) ? json.state : undefined;
  const state = FLEET_STATES.find((candidate) => candidate === wanted);
  if (state === undefined)
    return { status: 400, body: { error: `state must be one of ${FLEET_STATES.join(", ")}` } };
  if (world.fleets.find(region, fleet) === undefined) {
    return { status: 404, body: { error: `There is no fleet ${fleet} in ${region}.` } };
  }
  setFleetState(world, region, fleet, state);
  return { status: 200, body: { region, fleet, state } };
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
