/** What Lambda runs: the handlers on the AppStream of the function's own Region. */
import { AppStreamClient } from "@aws-sdk/client-appstream";
import { appStreamFleets } from "./fleet-port.ts";
import { fleetHandlers } from "./handlers.ts";

const client = new AppStreamClient({
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
});

export const { onEvent, isComplete } = fleetHandlers(appStreamFleets(client), () =>
  Math.floor(Date.now() / 1000),
);
