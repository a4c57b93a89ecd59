/** The routes of the launch function, and the use cases behind them, all made of the same ports. */
import { type BrokerPorts, createBroker } from "../broker.ts";
import { type AskAgainPorts, askAgainRoute } from "../handlers/ask-again.ts";
import { type EmbedPorts, embedPageRoute, embedStreamRoute } from "../handlers/embed.ts";
import { type EndSessionRoutePorts, endSessionRoute } from "../handlers/end-session.ts";
import { type LaunchPorts, launchRoute } from "../handlers/launch.ts";
import { createAskAgain } from "../launching/ask-again.ts";
import { createEndSession } from "../launching/end-session.ts";
import type { Revocations } from "../revocation-ports.ts";

export type LaunchFunctionPorts = LaunchPorts & AskAgainPorts & EndSessionRoutePorts & EmbedPorts;

export const LAUNCH_ROUTES = {
  "GET /launch/{application}": launchRoute,
  "POST /launch/{application}": endSessionRoute,
  "GET /wait/{application}": askAgainRoute,
  "GET /embed/{application}": embedPageRoute,
  "POST /embed/{application}": embedStreamRoute,
};

/** `origin`: the broker's own, from configuration. */
export function launchFunctionPorts(
  ports: BrokerPorts & { readonly revocations: Revocations },
  origin: string,
): LaunchFunctionPorts {
  const { sealer, revocations, index, now, audit, emulatorOrigin } = ports;
  return {
    ...{ sealer, revocations, index, now, audit, origin, emulatorOrigin },
    broker: createBroker(ports),
    askAgain: createAskAgain(ports),
    endSession: createEndSession(ports),
  };
}
