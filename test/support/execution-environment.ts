/**
 * The inside of one execution environment (see execution-environments.ts): the functions, wired as in production, in a
 * thread of its own that answers one event after the other.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import type { AuditEvent } from "../../functions/core/audit-event.ts";
import type { FunctionHandler } from "../../functions/http/define-function.ts";
import { launchFunction } from "../../functions/wiring/launch.ts";
import { signInSamlFunction } from "../../functions/wiring/sign-in-saml.ts";

export interface Call {
  readonly name: string;
  readonly event: APIGatewayProxyEventV2;
}

export interface Returned {
  readonly result: unknown;
  readonly events: readonly AuditEvent[];
}

const environment = workerData as Readonly<Record<string, string>>;
const events: AuditEvent[] = [];
const audit = { write: (event: AuditEvent) => void events.push(event) };
const functions: Readonly<Record<string, FunctionHandler>> = {
  launch: launchFunction(environment, { audit }),
  "sign-in-saml": signInSamlFunction(environment, audit),
};

parentPort?.on("message", async ({ name, event }: Call) => {
  const result = await functions[name]?.(event, {} as Context);
  parentPort?.postMessage({ result, events: events.splice(0) } satisfies Returned);
});
