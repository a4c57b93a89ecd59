/**
 * `/_control/…` at the front: lets a person, or a test in another process, take a Region's broker or tables away in the
 * middle of a sign-in, and say which Region answers.
 */
import type { IncomingMessage } from "node:http";
import { isJsonObject, type JsonObject } from "../../appstream-emulator/protocol/aws-json.ts";
import { readBody } from "../../appstream-emulator/protocol/request-body.ts";
import { isFromForeignPage } from "../../foreign-page.ts";
import type { WorldRegion } from "../world-region.ts";
import { FIRST_HEALTHY, IN_TURN, type RegionChooser } from "./choose-region.ts";
import type { Switchboard } from "./front.ts";

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

/** `regions` may be filled later. */
export function createSwitchboard(regions: readonly WorldRegion[], chooser: RegionChooser): Switchboard {
  const answer = async (request: IncomingMessage, path: readonly string[]): Promise<Answer> => {
    if (isFromForeignPage(request, `http://localhost:${request.socket.localPort}`)) {
      return { status: 403, body: { error: "Only the broker's own origin may use its controls." } };
    }
    const [subject, ...rest] = path;
    const route = `${request.method} ${subject}`;
    if (route === "GET regions" && rest.length === 0) return { status: 200, body: state(regions, chooser) };
    if (route === "POST answering" && rest.length === 0) {
      return answerFrom(await readJson(request), regions, chooser);
    }
    const region = regions.find((candidate) => candidate.region === rest[0]);
    if (route === "POST regions" && region !== undefined && rest.length === 1) {
      return await turn(await readJson(request), region);
    }
    return { status: 404, body: { error: "There is no such control." } };
  };
  return async (request, response, path) => {
    const { status, body } = await answer(request, path);
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(`${JSON.stringify(body)}\n`);
  };
}

function state(regions: readonly WorldRegion[], { answering }: RegionChooser): JsonObject {
  return { answering, regions: Object.fromEntries(regions.map((one) => [one.region, stateOf(one)])) };
}

function stateOf({ origin, broker, tables }: WorldRegion): JsonObject {
  return {
    origin,
    broker: broker.isRunning() ? "running" : "stopped",
    tables: tables.areAway() ? "away" : "here",
  };
}

async function turn(json: unknown, region: WorldRegion): Promise<Answer> {
  const { broker, tables } = isJsonObject(json) ? json : {};
  const isKnown =
    [undefined, "running", "stopped"].includes(broker as string) &&
    [undefined, "here", "away"].includes(tables as string) &&
    (broker !== undefined || tables !== undefined);
  if (!isKnown) {
    return { status: 400, body: { error: "broker must be running or stopped, tables here or away" } };
  }
  if (broker === "stopped") await region.broker.stop();
  if (broker === "running") await region.broker.start();
  if (tables !== undefined) region.tables.setAway(tables === "away");
  return { status: 200, body: stateOf(region) };
}

function answerFrom(json: unknown, regions: readonly WorldRegion[], chooser: RegionChooser): Answer {
  const known = [FIRST_HEALTHY, IN_TURN, ...regions.map(({ region }) => region)];
  const wanted = isJsonObject(json) ? json.from : undefined;
  const answering = known.find((candidate) => candidate === wanted);
  if (answering === undefined) {
    return { status: 400, body: { error: `from must be one of ${known.join(", ")}` } };
  }
  chooser.answering = answering;
  return { status: 200, body: { answering } };
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
