/** `GET /ended`: the page after a streaming session, which a stack's redirect URL names. */
import type { Route } from "../http/define-function.ts";
import { endedPage } from "../http/pages.ts";

export const endedRoute: Route<unknown> = async (request) => endedPage(request);
