/**
 * Sending a hostile provider's answer, or what it is told to do instead of answering.
 */

import type { ServerResponse } from "node:http";
import type { Behaviour } from "./script.ts";

export type Reply = { readonly status: number; readonly json: object } | { readonly location: string };

const PADDING_BYTES = 10 * 1024 * 1024;

function sendReply(response: ServerResponse, reply: Reply, padding = ""): void {
  if ("location" in reply) {
    response.writeHead(303, { location: reply.location }).end();
    return;
  }
  response.writeHead(reply.status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(padding ? { ...reply.json, padding } : reply.json));
}

/** `answer` makes the right answer, for the behaviours that send one; `elsewhere` is where a copy of it lives. */
export function behave(
  response: ServerResponse,
  behaviour: Behaviour,
  answer: () => Reply,
  elsewhere: string,
): void {
  switch (behaviour.kind) {
    case "answer":
      sendReply(response, answer());
      break;
    case "huge":
      sendReply(response, answer(), "a".repeat(PADDING_BYTES));
      break;
    case "error":
      sendReply(response, { status: behaviour.status ?? 400, json: { error: behaviour.error } });
      break;
    case "garbage":
      response
        .writeHead(200, { "content-type": "text/html" })
        .end("<!doctype html><p>Please sign in to the Wi-Fi</p>");
      break;
    case "redirect":
      response.writeHead(307, { location: behaviour.to ?? elsewhere }).end();
      break;
    case "status":
      response.writeHead(behaviour.status).end();
      break;
    case "never":
      break;
  }
}
