/** Every route behind a REST API: the same request is answered with the same status, headers, cookies and page. */
import type { APIGatewayProxyEventV2, APIGatewayProxyResult } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { ok } from "../../functions/core/result.ts";
import { askAgainRoute } from "../../functions/handlers/ask-again.ts";
import { askApprovalRoute } from "../../functions/handlers/ask-approval.ts";
import { backchannelLogoutRoute } from "../../functions/handlers/backchannel-logout.ts";
import { buttonStateRoute } from "../../functions/handlers/button-state.ts";
import { acceptContinueRoute, continueRoute } from "../../functions/handlers/continue-sign-in.ts";
import { decideApprovalRoute } from "../../functions/handlers/decide-approval.ts";
import { embedPageRoute, embedStreamRoute } from "../../functions/handlers/embed.ts";
import { endSessionRoute } from "../../functions/handlers/end-session.ts";
import { endedRoute } from "../../functions/handlers/ended.ts";
import { explainRoute } from "../../functions/handlers/explain.ts";
import { favouriteRoute } from "../../functions/handlers/favourite.ts";
import { healthRoute } from "../../functions/handlers/health.ts";
import {
  helpDeskEndRoute,
  helpDeskLaunchRoute,
  helpDeskRoute,
  helpDeskSessionsRoute,
} from "../../functions/handlers/help-desk.ts";
import { homeRoute } from "../../functions/handlers/home.ts";
import { jwksRoute } from "../../functions/handlers/jwks.ts";
import { launchRoute } from "../../functions/handlers/launch.ts";
import { launchButtonRoute } from "../../functions/handlers/launch-button.ts";
import { linkStudioRoute } from "../../functions/handlers/link-studio.ts";
import { listApprovalsRoute } from "../../functions/handlers/list-approvals.ts";
import { loginRoute } from "../../functions/handlers/login.ts";
import { logoutRoute } from "../../functions/handlers/logout.ts";
import { mintStreamingUrlRoute } from "../../functions/handlers/mint-streaming-url.ts";
import { oidcCallbackRoute } from "../../functions/handlers/oidc-callback.ts";
import { openApiRoute } from "../../functions/handlers/openapi.ts";
import { endSessionsRoute, sessionsRoute } from "../../functions/handlers/own-sessions.ts";
import { portalApplicationsRoute } from "../../functions/handlers/portal-applications.ts";
import { endPortalSessionRoute, portalSessionsRoute } from "../../functions/handlers/portal-sessions.ts";
import { redeemRoute } from "../../functions/handlers/redeem.ts";
import { samlAcsRoute } from "../../functions/handlers/saml-acs.ts";
import { samlLogoutRoute } from "../../functions/handlers/saml-logout.ts";
import { samlMetadataRoute } from "../../functions/handlers/saml-metadata.ts";
import { showApprovalRoute } from "../../functions/handlers/show-approval.ts";
import { PROPOSAL_COOKIE, transactionCookie } from "../../functions/http/cookies.ts";
import { defineFunction, type Route } from "../../functions/http/define-function.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { FUNCTIONS } from "../../functions/routes.ts";
import { createAcceptProposal } from "../../functions/sign-in/proposed-sign-in.ts";
import { ANA, anApprovalStage, BEN, REASON } from "../support/approval-stage.ts";
import { ASKED, aContextStage, CALLER } from "../support/context-stage.ts";
import { anExplainIndex, NOON } from "../support/explain-builders.ts";
import { anExplainStage, LUCIA } from "../support/explain-stage.ts";
import {
  aLambdaContext,
  anEvent,
  aPolicy,
  aPrincipal,
  aSealer,
  aSession,
  aSignIn,
  type EventFacts,
  memoryPorts,
  NO_TRUST,
  NOW_SECONDS,
  ORIGIN,
  STATE,
  STREAMING_URL,
  sessionCookies,
  signInPorts,
  TWO_PROVIDERS,
} from "../support/http-builders.ts";
import { launchPorts, TWO_APPLICATIONS } from "../support/launch-builders.ts";
import { createMemoryPlaces } from "../support/memory-places.ts";
import { NO_REVOCATIONS, rememberedEnds } from "../support/memory-revocations.ts";
import { createMemoryHomeStores, HOME } from "../support/memory-stores.ts";
import { aPortalApiStage } from "../support/portal-api-stage.ts";
import { restEventOf } from "../support/rest-builders.ts";
import { aForm, aSamlSignIn, samlRoutePorts } from "../support/saml-route-builders.ts";
import { sessionRoutePorts } from "../support/session-route-builders.ts";

const policy = aPolicy({ identityProviders: TWO_PROVIDERS });
const providers = new Map(Object.entries(TWO_PROVIDERS));
const principal = aPrincipal({ identityProvider: "partner" });
const partnersSession = await sessionCookies(aSession({ principal }));
const pending = {
  id: "proposal-1",
  region: HOME,
  principal,
  application: "treasury",
  expiresAt: NOW_SECONDS + 300,
};
const proposal = `${PROPOSAL_COOKIE}=${await aSealer().seal("pending-sign-in", JSON.stringify(pending))}`;
const transaction = `${transactionCookie(STATE)}=sealed.transaction`;
const operatorsSession = await sessionCookies(
  aSession({ principal: LUCIA, createdAt: NOON - 60, expiresAt: NOON + 600 }),
);
const fromOurPage = { "sec-fetch-site": "same-origin" };

function continuePorts() {
  const shared = memoryPorts({ policy });
  const acceptProposal = createAcceptProposal({
    ...shared,
    homes: createMemoryHomeStores(),
    randomText: (byteLength) => "r".repeat(byteLength),
    // A seal is never the same twice.
    sealer: { ...shared.sealer, seal: async () => "sealed.session" },
    sessions: { brokerSessionSeconds: 3_600 },
  });
  return { ...shared, providers, acceptProposal, support: null };
}

function samlPorts() {
  const verified = { requestId: "_1", subject: null, usableUntil: NOW_SECONDS + 420, redirectTo: null };
  const partner = { logOut: async () => ok(verified), serviceProviderMetadata: async () => ok("<md/>") };
  const samlProviders = new Map([["partner", partner]]);
  return {
    ...memoryPorts({ policy }),
    samlProviders,
    homes: createMemoryHomeStores(),
    everywhere: rememberedEnds(),
    support: null,
  };
}

const explainPorts = () => ({
  ...{
    ...anExplainStage(),
    revocations: NO_REVOCATIONS,
    sealer: aSealer(),
    index: anExplainIndex(),
    origin: ORIGIN,
  },
});

const embedPorts = () =>
  launchPorts({
    policy: {
      ...TWO_APPLICATIONS,
      portals: {
        intranet: {
          ...{
            origins: ["https://intranet.example.com"],
            applications: null,
            readsStates: false,
            embeds: true,
          },
          team: { groups: [], subjects: [] },
        },
      },
      embedding: {
        ...{
          script: "https://static.example.com/appstream_embed.js",
          integrity: null,
          customUrlDomain: null,
        },
      },
    },
    answer: {
      outcome: "stream",
      launchId: "launch-1",
      url: STREAMING_URL,
      by: "streaming_url",
      issued: null,
    },
  });
const helpDeskPorts = () =>
  sessionRoutePorts({}, { operators: { helpDesk: { groups: ["treasury"], subjects: [] } } });
const FORM_TYPE = "application/x-www-form-urlencoded";
const approvals = anApprovalStage();
const approvalId = await approvals.asked({
  ...ANA,
  subject: "00u-dora",
  userId: "user-dora",
  email: undefined,
});
const answeredId = await approvals.asked(ANA);
await approvals.answer(BEN, answeredId, "refused");
const askersSession = await sessionCookies(aSession({ principal: ANA }));
const approversSession = await sessionCookies(aSession({ principal: BEN }));

/** A redemption may be asked for twice; a token is never the same twice, and here it is. */
const { ports: contextStage } = await aContextStage();
const contextPorts = { ...contextStage, tokens: { sign: async () => ok("token") } };

const INTRANET = "https://intranet.example.com";
const portalPorts = () => {
  const team = { groups: ["treasury"], subjects: [] };
  const intranet = { origins: [INTRANET], applications: null, readsStates: true, embeds: true, team };
  const ports = memoryPorts({ policy: { ...aPolicy(), portals: { intranet } } });
  return { ...ports, stateOf: async () => "ready" as const };
};

type Answers = (facts: EventFacts) => Promise<readonly [HttpResponse, APIGatewayProxyResult]>;

/** The route's answers to the same request at an HTTP API and at a REST API, with ports of its own each time. */
function served<P>(route: Route<P>, makePorts: () => P): Answers {
  const handle = (event: APIGatewayProxyEventV2, routeKey: string) =>
    defineFunction({
      routes: { [routeKey]: route },
      ports: async () => makePorts(),
      edgeTrust: async () => NO_TRUST,
      audit: { write: () => {} },
    })(event, aLambdaContext());
  return async (facts) => {
    const event = anEvent(facts);
    const atRest = restEventOf(event) as unknown as APIGatewayProxyEventV2;
    return [
      await handle(event, event.routeKey),
      (await handle(atRest, event.routeKey)) as APIGatewayProxyResult,
    ];
  };
}

const oidc = () =>
  signInPorts(aSignIn({ intent: { application: "treasury", context: undefined, client: "web" } }));
const saml = () => samlRoutePorts(aSamlSignIn());

interface Case {
  readonly answers: Answers;
  readonly status: number;
  readonly facts: EventFacts;
}

const CASES: Readonly<Record<string, Case>> = {
  "GET /launch/{application}": {
    answers: served(launchRoute, memoryPorts),
    status: 303,
    facts: { pathParameters: { application: "treasury" }, cookies: ["a=1", ...(await sessionCookies())] },
  },
  "POST /launch/{application}": {
    answers: served(endSessionRoute, launchPorts),
    status: 200,
    facts: {
      pathParameters: { application: "treasury" },
      cookies: await sessionCookies(),
      ...aForm({ launch: "launch-1" }, { headers: fromOurPage }),
    },
  },
  "GET /wait/{application}": {
    answers: served(askAgainRoute, launchPorts),
    status: 200,
    facts: { pathParameters: { application: "treasury" }, cookies: await sessionCookies() },
  },
  "GET /embed/{application}": {
    answers: served(embedPageRoute, embedPorts),
    status: 200,
    facts: { pathParameters: { application: "treasury" } },
  },
  "POST /embed/{application}": {
    answers: served(embedStreamRoute, embedPorts),
    status: 201,
    facts: {
      pathParameters: { application: "treasury" },
      cookies: await sessionCookies(),
      headers: fromOurPage,
    },
  },
  "GET /login/{idp}": {
    answers: served(loginRoute, oidc),
    status: 303,
    facts: {
      pathParameters: { idp: "corporate" },
      query: "application=treasury&context=a%26b%2Bc+d",
      cookies: [1, 2, 3, 4, 5].map((tab) => `${transactionCookie(`tab-${tab}`)}=sealed`),
    },
  },
  "GET /login/{idp}/callback": {
    answers: served(oidcCallbackRoute, oidc),
    status: 303,
    facts: {
      pathParameters: { idp: "corporate" },
      query: `code=a%2Fb&state=${STATE}`,
      cookies: ["a=1", transaction],
    },
  },
  "GET /login/{idp}/saml": {
    answers: served(loginRoute, saml),
    status: 303,
    facts: { pathParameters: { idp: "campus" } },
  },
  "POST /login/{idp}/acs": {
    answers: served(samlAcsRoute, saml),
    status: 303,
    facts: {
      ...aForm({ SAMLResponse: "PHNhbWxwOlJlc3BvbnNlLz4=", RelayState: STATE }),
      pathParameters: { idp: "campus" },
      cookies: [transaction, "b=2"],
    },
  },
  "GET /login/{idp}/continue": {
    answers: served(continueRoute, continuePorts),
    status: 200,
    facts: { pathParameters: { idp: "partner" }, cookies: [proposal] },
  },
  "POST /login/{idp}/continue": {
    answers: served(acceptContinueRoute, continuePorts),
    status: 200,
    facts: {
      ...aForm({ proposal: "proposal-1" }, { headers: fromOurPage }),
      pathParameters: { idp: "partner" },
      cookies: [proposal],
    },
  },
  "GET /login/{idp}/metadata": {
    answers: served(samlMetadataRoute, samlPorts),
    status: 200,
    facts: { pathParameters: { idp: "partner" } },
  },
  "GET /logout/{idp}/saml": {
    answers: served(samlLogoutRoute, samlPorts),
    status: 303,
    facts: { pathParameters: { idp: "partner" }, query: "SAMLRequest=x", cookies: partnersSession },
  },
  "GET /": {
    answers: served(homeRoute, memoryPorts),
    status: 200,
    facts: { cookies: await sessionCookies(), headers: { "accept-language": "es" } },
  },
  "POST /favourites/{application}": {
    answers: served(favouriteRoute, memoryPorts),
    status: 303,
    facts: {
      ...aForm({ favourite: "yes" }, { headers: fromOurPage }),
      pathParameters: { application: "treasury" },
      cookies: await sessionCookies(),
    },
  },
  "GET /ended": {
    answers: served(endedRoute, () => ({ ...memoryPorts(), places: createMemoryPlaces() })),
    status: 200,
    facts: { cookies: await sessionCookies() },
  },
  "POST /logout": {
    answers: served(logoutRoute, memoryPorts),
    status: 303,
    facts: { headers: { origin: ORIGIN }, cookies: await sessionCookies() },
  },
  "GET /launch-button.js": { answers: served(launchButtonRoute, memoryPorts), status: 200, facts: {} },
  "GET /launch-button/{application}": {
    answers: served(buttonStateRoute, portalPorts),
    status: 200,
    facts: {
      pathParameters: { application: "treasury" },
      headers: { origin: INTRANET },
      cookies: await sessionCookies(),
    },
  },
  "GET /link-studio": {
    answers: served(linkStudioRoute, portalPorts),
    status: 200,
    facts: { query: "context=a", cookies: await sessionCookies() },
  },
  "GET /sessions": {
    answers: served(sessionsRoute, sessionRoutePorts),
    status: 200,
    facts: { cookies: await sessionCookies(), query: "ended=1" },
  },
  "POST /sessions": {
    answers: served(endSessionsRoute, sessionRoutePorts),
    status: 303,
    facts: {
      ...aForm({ id: "launch-1", confirmed: "yes" }, { headers: fromOurPage }),
      cookies: await sessionCookies(),
    },
  },
  "GET /help-desk": {
    answers: served(helpDeskRoute, helpDeskPorts),
    status: 200,
    facts: { cookies: await sessionCookies() },
  },
  "POST /help-desk/sessions": {
    answers: served(helpDeskSessionsRoute, helpDeskPorts),
    status: 200,
    facts: {
      ...aForm({ by: "user", value: "u-ana" }, { headers: fromOurPage }),
      cookies: await sessionCookies(),
    },
  },
  "POST /help-desk/end": {
    answers: served(helpDeskEndRoute, helpDeskPorts),
    status: 200,
    facts: {
      ...aForm({ by: "user", value: "u-ana", id: "launch-1", reason: "It hangs." }, { headers: fromOurPage }),
      cookies: await sessionCookies(),
    },
  },
  "POST /help-desk/launch": {
    answers: served(helpDeskLaunchRoute, helpDeskPorts),
    status: 404,
    facts: {
      ...aForm({ reference: "0000-0000-0000-0000" }, { headers: fromOurPage }),
      cookies: await sessionCookies(),
    },
  },
  "POST /api/v1/explain": {
    answers: served(explainRoute, explainPorts),
    status: 200,
    facts: {
      headers: { origin: ORIGIN, "content-type": "application/json" },
      cookies: operatorsSession,
      body: JSON.stringify({ launchId: "launch-7" }),
    },
  },
  "GET /approvals": {
    answers: served(listApprovalsRoute, () => approvals),
    status: 200,
    facts: { cookies: approversSession },
  },
  "POST /approvals": {
    answers: served(askApprovalRoute, () => approvals),
    status: 303,
    facts: {
      ...{ cookies: askersSession, headers: { ...fromOurPage, "content-type": FORM_TYPE } },
      body: new URLSearchParams({ application: "vault", reason: REASON }).toString(),
    },
  },
  "GET /approvals/{request}": {
    answers: served(showApprovalRoute, () => approvals),
    status: 200,
    facts: { cookies: approversSession, pathParameters: { request: approvalId } },
  },
  "POST /approvals/{request}": {
    answers: served(decideApprovalRoute, () => approvals),
    // The second of the two is told that the first was counted.
    status: 409,
    facts: {
      ...{ cookies: approversSession, pathParameters: { request: answeredId } },
      ...{ headers: { ...fromOurPage, "content-type": FORM_TYPE }, body: "verdict=approved" },
    },
  },
  "POST /api/v1/streaming-urls": {
    answers: served(mintStreamingUrlRoute, () => aPortalApiStage().ports),
    status: 201,
    facts: {
      headers: { authorization: "Bearer ana", "content-type": "application/json", "idempotency-key": "k" },
      body: JSON.stringify({ application: "treasury" }),
    },
  },
  "GET /api/v1/applications": {
    answers: served(portalApplicationsRoute, () => aPortalApiStage().ports),
    status: 200,
    facts: { headers: { authorization: "Bearer ana" } },
  },
  "GET /api/v1/sessions": {
    answers: served(portalSessionsRoute, () => aPortalApiStage().ports),
    status: 200,
    facts: { headers: { authorization: "Bearer ana" } },
  },
  "DELETE /api/v1/sessions/{id}": {
    answers: served(endPortalSessionRoute, () => aPortalApiStage().ports),
    status: 204,
    facts: { headers: { authorization: "Bearer ana" }, pathParameters: { id: "launch-7" } },
  },
  "GET /openapi.json": { answers: served(openApiRoute, () => undefined), status: 200, facts: {} },
  "POST /context/redeem": {
    answers: served(redeemRoute, () => contextPorts),
    status: 200,
    facts: {
      headers: { "content-type": "application/json" },
      callerArn: CALLER,
      body: JSON.stringify(ASKED),
    },
  },
  "POST /logout/{idp}/backchannel": {
    answers: served(backchannelLogoutRoute, () => ({ backchannelLogout: async () => ok(undefined) })),
    status: 200,
    facts: { pathParameters: { idp: "corporate" }, ...aForm({ logout_token: "token" }) },
  },
  "GET /.well-known/jwks.json": {
    answers: served(jwksRoute, () => ({ ...memoryPorts(), tokens: { jwks: async () => ok({ keys: [] }) } })),
    status: 200,
    facts: {},
  },
  "GET /healthz": {
    answers: served(healthRoute, () => ({ storeAnswers: async () => true, region: "eu-west-1" })),
    status: 200,
    facts: {},
  },
};

/** What a REST API must be told so that it sends what the HTTP API sends; each answer's reference apart. */
function expected(
  { statusCode, headers, cookies = [], body = "" }: HttpResponse,
  atRest: APIGatewayProxyResult,
): APIGatewayProxyResult {
  const reference = String(atRest.headers?.["correlation-id"]);
  return {
    statusCode: statusCode ?? 0,
    headers: { ...headers, "correlation-id": reference },
    ...(cookies.length > 0 && { multiValueHeaders: { "set-cookie": cookies } }),
    body: body.replaceAll(String(headers?.["correlation-id"]), reference),
    isBase64Encoded: false,
  };
}

describe("a REST API's event", () => {
  it("has a case for every route", () => {
    const routeKeys = FUNCTIONS.flatMap((each) => each.routeKeys);
    expect(Object.keys(CASES).toSorted()).toEqual(routeKeys.toSorted());
  });

  it.each(Object.entries(CASES))(
    "is answered as an HTTP API's: %s",
    async (routeKey, { answers, status, facts }) => {
      const [response, atRest] = await answers({ routeKey, ...facts });
      expect(response.statusCode).toBe(status);
      expect(atRest).toEqual(expected(response, atRest));
    },
  );

  it.each(Object.entries(CASES))("is refused as an HTTP API's: %s", async (routeKey, { answers }) => {
    const [response, atRest] = await answers({
      routeKey,
      pathParameters: { application: "../%2e?", idp: "no/bödy" },
      query: "application=a&application=b",
      headers: { accept: "application/json", "sec-fetch-site": "cross-site" },
    });
    expect(response.statusCode).toBeLessThan(500);
    expect(atRest).toEqual(expected(response, atRest));
  });

  it("has all its set-cookie headers sent", async () => {
    const { answers, facts } = CASES["POST /login/{idp}/acs"] as Case;
    const [, { multiValueHeaders }] = await answers({ routeKey: "POST /login/{idp}/acs", ...facts });
    expect(multiValueHeaders?.["set-cookie"]).toHaveLength(2);
  });
});
