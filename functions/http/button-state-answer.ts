/**
 * What a portal's page is told about an application. Invariant: without a listed origin the answer is the same for
 * everybody and everything, and no page can read it.
 */
import type { ButtonState } from "../portal-ports.ts";
import { type HttpResponse, json } from "./response.ts";

/** `origin`: of a page that may read it, exactly as the policy lists it. */
export function stateAnswer(origin: string, state: ButtonState | "signed_out"): HttpResponse {
  const answer = json(200, { state });
  const headers = { "access-control-allow-origin": origin, "access-control-allow-credentials": "true" };
  return { ...answer, headers: { ...answer.headers, ...headers, vary: "Origin" } };
}

export function nothingToSay(): HttpResponse {
  const answer = json(200, { state: "unknown" });
  return { ...answer, headers: { ...answer.headers, vary: "Origin" } };
}
