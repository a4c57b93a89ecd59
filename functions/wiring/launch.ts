/** Composition root of the launch function. Nothing of the sign-in protocols is imported here: a launch never pays for them. */
import type { Environment } from "../config.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import { type LaunchReplacements, launchParts } from "./launch-ports.ts";
import { LAUNCH_ROUTES, launchFunctionPorts } from "./launch-routes.ts";
import { functionParts, stdoutAudit } from "./shared.ts";

export function launchFunction(environment: Environment, replace: LaunchReplacements = {}): FunctionHandler {
  const audit = replace.audit ?? stdoutAudit();
  const parts = functionParts(environment, audit, async () => {
    const { ports, origin } = await launchParts(environment, audit, replace);
    return launchFunctionPorts(ports, origin);
  });
  return defineFunction({ ...parts, routes: LAUNCH_ROUTES });
}
