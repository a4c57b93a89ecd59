/** Every route behind a REST API: the same request is answered with the same status, headers, cookies and page. */
import type { APIGatewayProxyEventV2, APIGatewayProxyResult } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { ok } from "../../functions/core/result.ts";
import { askAgainRoute } from "../../functions/handlers/ask-again.ts";
import { acceptContinueRoute, continueRoute } from "../../functions/handlers/continue-sign-in.ts";
import { endSessionRoute } from "../../functions/handlers/end-session.ts";
import { endedRoute } from "../../functions/handlers/ended.ts";
import { explainRoute } from "../../functions/handlers/explain.ts";
import { healthRoute } from "../../functions/handlers/health.ts";
import { homeRoute } from "../../functions/handlers/home.ts";
import { jwksRoute } from "../../functions/handlers/jwks.ts";
import { launchRoute } from "../../functions/handlers/launch.ts";
import { loginRoute } from "../../functions/handlers/login.ts";
import { logoutRoute } from "../../functions/handlers/logout.ts";
import { oidcCallbackRoute } from "../../functions/handlers/oidc-callback.ts";
import { redeemRoute } from "../../functions/handlers/redeem.ts";
import { samlAcsRoute } from "../../functions/handlers/saml-acs.ts";
import { samlLogoutRoute } from "../../functions/handlers/saml-logout.ts";
import { samlMetadataRoute } from "../../functions/handlers/saml-metadata.ts";
import { PROPOSAL_COOKIE, transactionCookie } from "../../functions/http/cookies.ts";
import { defineFunction, type Route } from "../../functions/http/define-function.ts";
import type { HttpResponse } from "../../functions/http/response.ts";
import { FUNCTIONS } from "../../functions/routes.ts";
import { createAcceptProposal } from "../../functions/sign-in/proposed-sign-in.ts";
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
  sessionCookies,
  signInPorts,
  TWO_PROVIDERS,
} from "../support/http-builders.ts";
import { launchPorts } from "../support/launch-builders.ts";
import { createMemoryHomeStores, HOME } from "../support/memory-stores.ts";
import { restEventOf } from "../support/rest-builders.ts";
import { aForm, aSamlSignIn, samlRoutePorts } from "../support/saml-route-builders.ts";

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
  return { ...memoryPorts({ policy }), samlProviders, homes: createMemoryHomeStores(), support: null };
}

const explainPorts = () => ({
  ...{ ...anExplainStage(), sealer: aSealer(), index: anExplainIndex(), origin: ORIGIN },
});

/** A redemption may be asked for twice; a token is never the same twice, and here it is. */
const { ports: contextStage } = await aContextStage();
const contextPorts = { ...contextStage, tokens: { sign: async () => ok("token") } };

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
  "GET /ended": { answers: served(endedRoute, memoryPorts), status: 200, facts: {} },
  "POST /logout": {
    answers: served(logoutRoute, memoryPorts),
    status: 303,
    facts: { headers: { origin: ORIGIN }, cookies: await sessionCookies() },
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
  "POST /context/redeem": {
    answers: served(redeemRoute, () => contextPorts),
    status: 200,
    facts: {
      headers: { "content-type": "application/json" },
      callerArn: CALLER,
      body: JSON.stringify(ASKED),
    },
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
