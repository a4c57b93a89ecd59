/** Lambda entry: the launch function, the only one that may create streaming URLs. */
import { launchRoute } from "../handlers/launch.ts";
import { defineFunction } from "../http/define-function.ts";
import { launchParts } from "../wiring/launch.ts";

export const handler = defineFunction({
  ...launchParts(process.env),
  routes: { "GET /launch/{application}": launchRoute },
});
