/** Lambda entry: the pages and checks that need neither a sign-in protocol nor AppStream. */
import { healthRoute } from "../handlers/health.ts";
import { homeRoute } from "../handlers/home.ts";
import { logoutRoute } from "../handlers/logout.ts";
import { defineFunction } from "../http/define-function.ts";
import { portalParts } from "../wiring/portal.ts";

export const handler = defineFunction({
  ...portalParts(process.env),
  routes: { "GET /": homeRoute, "POST /logout": logoutRoute, "GET /healthz": healthRoute },
});
