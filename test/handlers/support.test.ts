/** Whom to ask, on the pages of the refusals that handlers make themselves. */
import { describe, expect, it } from "vitest";
import { refusal } from "../../functions/core/refusal.ts";
import { err } from "../../functions/core/result.ts";
import { acceptContinueRoute, continueRoute } from "../../functions/handlers/continue-sign-in.ts";
import { launchRoute } from "../../functions/handlers/launch.ts";
import { loginRoute } from "../../functions/handlers/login.ts";
import { logoutRoute } from "../../functions/handlers/logout.ts";
import { samlAcsRoute } from "../../functions/handlers/saml-acs.ts";
import { samlLogoutRoute } from "../../functions/handlers/saml-logout.ts";
import { samlMetadataRoute } from "../../functions/handlers/saml-metadata.ts";
import { anEvent, answer, aPolicy, memoryPorts, signInPorts } from "../support/http-builders.ts";
import { rememberedEnds } from "../support/memory-revocations.ts";
import { createMemoryHomeStores } from "../support/memory-stores.ts";
import { samlRoutePorts } from "../support/saml-route-builders.ts";

const support = { en: "Call 1234" };
const shared = memoryPorts({ policy: aPolicy({ support }) });
const ports = {
  ...shared,
  support,
  providers: new Map(),
  acceptProposal: async () => err(refusal("login_transaction_used")),
  samlProviders: new Map(),
  homes: createMemoryHomeStores(),
  everywhere: rememberedEnds(),
};
const IN_A_FRAME = { "sec-fetch-dest": "iframe" };

describe("a refusal by a handler says whom to ask", () => {
  it.each([
    ["GET /launch/{application}", () => answer(launchRoute, ports, anEvent({ headers: IN_A_FRAME }))],
    ["GET /launch/{application}?idp=", () => answer(launchRoute, ports, anEvent({ query: "idp=nobody" }))],
    [
      "GET /login/{idp}",
      () => answer(loginRoute, { ...signInPorts(), support }, anEvent({ headers: IN_A_FRAME })),
    ],
    [
      "GET /login/{idp}?application=",
      () => answer(loginRoute, { ...signInPorts(), support }, anEvent({ query: "application=a&client=x" })),
    ],
    ["POST /login/{idp}/acs", () => answer(samlAcsRoute, { ...samlRoutePorts(), support }, anEvent())],
    ["GET /login/{idp}/continue", () => answer(continueRoute, ports, anEvent())],
    ["POST /login/{idp}/continue", () => answer(acceptContinueRoute, ports, anEvent())],
    ["GET /login/{idp}/metadata", () => answer(samlMetadataRoute, ports, anEvent())],
    ["GET /logout/{idp}/saml", () => answer(samlLogoutRoute, ports, anEvent())],
    ["POST /logout", () => answer(logoutRoute, ports, anEvent())],
  ])("%s", async (_route, refused) => {
    const { statusCode, body } = await refused();
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(statusCode).toBeLessThan(500);
    expect(body).toContain("<p>Help: Call 1234</p>");
  });
});
