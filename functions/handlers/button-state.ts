/**
 * `GET /launch-button/{application}`: a launch button asks from a portal's page how things stand. It starts nothing and
 * sets nothing. Invariant: whether the origin is listed is settled before anything of the person is looked at.
 */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { mayReadState } from "../core/portal-access.ts";
import { nothingToSay, stateAnswer } from "../http/button-state-answer.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import type { StateOf } from "../portal-ports.ts";
import { evidenceOf } from "./evidence.ts";

export interface ButtonStatePorts extends SessionPorts {
  readonly stateOf: StateOf;
}

export const buttonStateRoute: Route<ButtonStatePorts> = async (request, ports) => {
  const { headers, pathParameters, cookies } = request;
  const { application = "" } = pathParameters;
  const { origin } = headers;
  if (origin === undefined || !mayReadState(ports.index, origin, application)) return nothingToSay();
  const site = headers["sec-fetch-site"] ?? "same-site";
  // A typed address, and a browser that keeps its cookies from other sites: nobody's being here would mean nothing.
  if (site === "none") return nothingToSay();
  if (site === "cross-site") return stateAnswer(origin, "unknown");
  const session = await readSession(ports, cookies.get(SESSION_COOKIE));
  if (session === undefined) return stateAnswer(origin, "signed_out");
  const { principal } = session;
  const evidence = evidenceOf(request, ports.index);
  return stateAnswer(origin, await ports.stateOf({ principal, application, evidence }));
};
