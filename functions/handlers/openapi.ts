/** `GET /openapi.json`: what `/api` and `/context` are asked and answer; the same for everybody. */
import type { Route } from "../http/define-function.ts";
import document from "../http/openapi.json" with { type: "json" };
import { json } from "../http/response.ts";

export const openApiRoute: Route<unknown> = async () => json(200, document);
