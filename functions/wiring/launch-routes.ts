/** The routes of the launch function, and the use cases behind them, all made of the same ports. */
import { type BrokerPorts, createBroker } from "../broker.ts";
import { type AskAgainPorts, askAgainRoute } from "../handlers/ask-again.ts";
import { type EndSessionRoutePorts, endSessionRoute } from "../handlers/end-session.ts";
import { type LaunchPorts, launchRoute } from "../handlers/launch.ts";
import { createAskAgain } from "../launching/ask-again.ts";
import { createEndSession } from "../launching/end-session.ts";

export type LaunchFunctionPorts = LaunchPorts & AskAgainPorts & EndSessionRoutePorts;

export const LAUNCH_ROUTES = {
  "GET /launch/{application}": launchRoute,
  "POST /launch/{application}": endSessionRoute,
  "GET /wait/{application}": askAgainRoute,
};

/** `origin`: the broker's own, from configuration. */
export function launchFunctionPorts(ports: BrokerPorts, origin: string): LaunchFunctionPorts {
  const { sealer, index, now, audit } = ports;
  return {
    ...{ sealer, index, now, audit, origin },
    broker: createBroker(ports),
    askAgain: createAskAgain(ports),
    endSession: createEndSession(ports),
  };
}
