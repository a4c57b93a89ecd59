/** `GET /launch-button.js`: the element for portals' pages, the same for everybody. */
import type { Route } from "../http/define-function.ts";
import { launchButtonAnswer } from "../http/launch-button/answer.ts";

export const launchButtonRoute: Route<unknown> = async (request) => launchButtonAnswer(request);
