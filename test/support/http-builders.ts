/**
 * What a handler's test needs: full payload 2.0 events, a small policy, ports in memory and a real sealer.
 * Each builder answers something valid; a test changes the one thing it is about.
 */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Broker, IssuedUrl, LaunchRequest } from "../../functions/broker.ts";
import { createCatalogue } from "../../functions/catalogue/catalogue.ts";
import type { AuditEvent } from "../../functions/core/audit-event.ts";
import type { ApplicationPolicy, Policy } from "../../functions/core/policy.ts";
import type { OidcProviderPolicy } from "../../functions/core/policy-identity.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import type { Principal } from "../../functions/core/principal.ts";
import { type RefusalReason, refusal } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { FavouriteRoutePorts } from "../../functions/handlers/favourite.ts";
import type { HomePorts } from "../../functions/handlers/home.ts";
import type { LaunchPorts } from "../../functions/handlers/launch.ts";
import type { LogoutPorts } from "../../functions/handlers/logout.ts";
import type { OidcSignInPorts } from "../../functions/handlers/oidc-callback.ts";
import type { Branding } from "../../functions/http/branding.ts";
import { SESSION_COOKIE } from "../../functions/http/cookies.ts";
import { defineFunction, type FunctionHandler, type Route } from "../../functions/http/define-function.ts";
import type { EdgeTrust } from "../../functions/http/edge.ts";
import { type HttpRequest, parseRequest } from "../../functions/http/request.ts";
import { createSealer } from "../../functions/identity/sealer.ts";
import type { AuditSink, Sealer } from "../../functions/ports.ts";
import type { Revocations } from "../../functions/revocation-ports.ts";
import type { SignInOptions } from "../../functions/sign-in/login-transaction.ts";
import type { Callback, SignIn } from "../../functions/sign-in/oidc-sign-in.ts";
import type { SignInFailed } from "../../functions/sign-in/outcome.ts";
import type { BrokerSession } from "../../functions/sign-in-ports.ts";
import { createFixedWatch, type FixedWatch } from "./fixed-watch.ts";
import { createMemoryFavourites, type MemoryFavourites } from "./memory-favourites.ts";
import { createMemoryPlaces, type MemoryPlaces } from "./memory-places.ts";
import { NO_REVOCATIONS } from "./memory-revocations.ts";
import { createMemoryUses, type MemoryUses } from "./memory-uses.ts";

export const NOW_MILLISECONDS = Date.UTC(2026, 7, 3, 9, 0, 0);
export const NOW_SECONDS = NOW_MILLISECONDS / 1000;
export const ORIGIN = "https://apps.example.com";
export const STREAMING_URL =
  "https://appstream2.eu-west-1.aws.amazon.com/authenticate?parameters=c2VjcmV0LXN0cmVhbWluZy1wYXJhbWV0ZXJz";
export const ISSUED: IssuedUrl = {
  ...{ region: "eu-west-1", stack: "finance", fleet: "finance-a" },
  expiresAt: NOW_SECONDS + 60,
};
export const NO_TRUST: EdgeTrust = { certificateSubject: undefined, secrets: [], required: false };
export const CORRELATION_ID = "0123-4567-89AB-CDEF";

export interface EventFacts {
  readonly routeKey?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly cookies?: string[];
  readonly pathParameters?: Record<string, string>;
  readonly sourceIp?: string;
  /** Subject DN of a client certificate that API Gateway checked. */
  readonly clientCertificate?: string;
  /** ARN of whoever signed, where API Gateway's authorizer checked it. */
  readonly callerArn?: string;
  readonly body?: string;
  /** Whether `body` is in base64, as API Gateway sends a form. */
  readonly isBase64Encoded?: boolean;
}

/** A whole payload 2.0 event; by default a browser's navigation to `GET /`. */
export function anEvent(facts: EventFacts = {}): APIGatewayProxyEventV2 {
  const { routeKey = "GET /", path = "/", query = "", sourceIp = "198.51.100.7" } = facts;
  const authentication = facts.clientCertificate !== undefined && {
    authentication: {
      clientCert: {
        clientCertPem: "-----BEGIN CERTIFICATE-----",
        serialNumber: "1",
        subjectDN: facts.clientCertificate,
        issuerDN: "CN=Edge CA",
        validity: { notBefore: "Jan 1 00:00:00 2026 GMT", notAfter: "Jan 1 00:00:00 2027 GMT" },
      },
    },
  };
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(facts.cookies && { cookies: facts.cookies }),
    headers: {
      host: "apps.example.com",
      accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
      "x-forwarded-for": sourceIp,
      ...facts.headers,
    },
    requestContext: {
      accountId: "123456789012",
      apiId: "abcdefghij",
      ...authentication,
      ...(facts.callerArn !== undefined && { authorizer: { iam: { userArn: facts.callerArn } } }),
      domainName: "apps.example.com",
      domainPrefix: "apps",
      http: {
        method: routeKey.split(" ")[0] ?? "GET",
        path,
        protocol: "HTTP/1.1",
        sourceIp,
        userAgent: "Mozilla/5.0",
      },
      requestId: "JKJaXmPLvHcESHA=",
      routeKey,
      stage: "$default",
      time: "03/Aug/2026:09:00:00 +0000",
      timeEpoch: NOW_MILLISECONDS,
    },
    ...(facts.pathParameters && { pathParameters: facts.pathParameters }),
    ...(facts.body !== undefined && { body: facts.body }),
    isBase64Encoded: facts.isBase64Encoded ?? false,
  };
}

/** The event of `GET /launch/{application}`. */
export function aLaunchEvent(facts: EventFacts = {}, application = "treasury"): APIGatewayProxyEventV2 {
  return anEvent({
    routeKey: "GET /launch/{application}",
    path: `/launch/${application}`,
    pathParameters: { application },
    ...facts,
  });
}

export function aLambdaContext(): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: "streamgate",
    functionVersion: "$LATEST",
    invokedFunctionArn: "arn:aws:lambda:eu-west-1:123456789012:function:streamgate",
    memoryLimitInMB: "512",
    awsRequestId: "4c5f1f3e-0000-4000-8000-000000000000",
    logGroupName: "/aws/lambda/streamgate",
    logStreamName: "2026/08/03/[$LATEST]0",
    getRemainingTimeInMillis: () => 10_000,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

export function aRequest(facts: EventFacts = {}, trust: EdgeTrust = NO_TRUST): HttpRequest {
  return parseRequest(anEvent(facts), trust, CORRELATION_ID);
}

export interface MemoryAudit extends AuditSink {
  readonly events: AuditEvent[];
}

export function memoryAudit(): MemoryAudit {
  const events: AuditEvent[] = [];
  return { events, write: (event) => void events.push(event) };
}

/** A real sealer; `fill` makes one with another key of the same id. */
export function aSealer(fill = 7): Sealer {
  return createSealer([{ id: "k1", secret: new Uint8Array(32).fill(fill) }]);
}

export function aPrincipal(change: Partial<Principal> = {}): Principal {
  return {
    identityProvider: "corporate",
    subject: "00u-ana",
    userId: "abcdefghijklmnopqrstuvwxyz234567",
    displayName: "Ana Example",
    email: "ana@example.com",
    groups: ["treasury"],
    country: undefined,
    mfaEvidence: undefined,
    authenticatedAt: NOW_SECONDS - 60,
    ...change,
  };
}

export function aProvider(change: Partial<OidcProviderPolicy> = {}): OidcProviderPolicy {
  return {
    protocol: "oidc",
    name: { en: "Corporate" },
    issuer: "https://login.example.com",
    clientId: "streamgate",
    clientAuthentication: { method: "client_secret_basic", secret: "env:CORPORATE_SECRET" },
    scopes: ["openid"],
    algorithms: ["RS256"],
    endpointHosts: [],
    acrValues: [],
    maxAuthenticationAgeSeconds: null,
    claims: {
      subject: "sub",
      displayName: "name",
      email: "email",
      groups: "groups",
      country: null,
      mfa: null,
    },
    userId: { from: "pseudonym" },
    ...change,
  };
}

export function anApplication(change: Partial<ApplicationPolicy> = {}): ApplicationPolicy {
  return {
    name: { en: "Treasury" },
    description: null,
    icon: null,
    appstreamApplication: "Treasury",
    fleets: ["ireland"],
    overflow: null,
    classes: [],
    audience: { groups: ["treasury"], subjects: [] },
    conditions: { mfa: false, networks: null, hours: null, countries: null },
    context: null,
    validitySeconds: 60,
    ...change,
  };
}

export function aPolicy(change: Partial<Policy> = {}): Policy {
  return {
    version: 1,
    development: false,
    identityProviders: { corporate: aProvider() },
    fleets: {
      ireland: {
        region: "eu-west-1",
        stack: "finance",
        fleet: "finance-a",
        jurisdiction: "EU",
        launchMethod: "streaming_url",
        streamView: "app",
        customDomain: null,
        federation: null,
        drain: null,
      },
    },
    applications: { treasury: anApplication() },
    location: { sources: ["edge"], networks: {}, default: null },
    residency: { walls: [] },
    preferences: [],
    sessions: {
      brokerSessionSeconds: 28_800,
      loginTransactionSeconds: 600,
      contextHandleSeconds: 300,
      launchRecordSeconds: 86_400,
    },
    limits: {
      ...{ launchDeadlineMilliseconds: 8_000, attemptTimeoutMilliseconds: 3_000, maxCandidates: 3 },
      ...{ capacityRefreshSeconds: 20, lookAheadMilliseconds: 400, waitingSeconds: 3_600 },
    },
    operators: { helpDesk: { groups: [], subjects: [] } },
    support: null,
    ...change,
  };
}

export const TWO_PROVIDERS: Policy["identityProviders"] = {
  corporate: aProvider(),
  partner: aProvider({ name: { en: "Partner & Co", es: "Socio" }, issuer: "https://id.partner.example" }),
};

/** A broker that answers one URL or one refusal, and remembers what it was asked. */
export interface MemoryBroker extends Broker {
  readonly requests: LaunchRequest[];
}

export function aBroker(refused?: RefusalReason, evidence: Parameters<typeof refusal>[1] = {}): MemoryBroker {
  const requests: LaunchRequest[] = [];
  return {
    requests,
    async launch(request) {
      requests.push(request);
      return refused === undefined
        ? ok({
            outcome: "stream",
            launchId: "launch-1",
            url: STREAMING_URL,
            by: "streaming_url",
            issued: ISSUED,
          })
        : err(refusal(refused, evidence));
    },
  };
}

export interface MemoryPorts extends LaunchPorts, LogoutPorts, HomePorts, FavouriteRoutePorts {
  readonly audit: MemoryAudit;
  readonly broker: MemoryBroker;
  readonly favourites: MemoryFavourites;
  readonly places: MemoryPlaces;
  readonly uses: MemoryUses;
  readonly watch: FixedWatch;
}

export interface PortFacts {
  readonly policy?: Policy;
  readonly broker?: MemoryBroker;
  readonly sealer?: Sealer;
  readonly revocations?: Revocations;
}

export function memoryPorts(facts: PortFacts = {}) {
  const { policy = aPolicy(), broker = aBroker(), sealer = aSealer(), revocations = NO_REVOCATIONS } = facts;
  const index = indexPolicy(policy, "policy-version-1");
  const now = () => NOW_MILLISECONDS;
  const [watch, places, uses] = [createFixedWatch(), createMemoryPlaces(), createMemoryUses()];
  const grants = { read: async () => ok(undefined) };
  const ports: MemoryPorts = {
    ...{ broker, sealer, revocations, index, now, watch, places, uses },
    catalogue: createCatalogue({ index, now, watch, places, uses, grants }),
    favourites: createMemoryFavourites(),
    audit: memoryAudit(),
    origin: ORIGIN,
  };
  return ports;
}

export function aSession(change: Partial<BrokerSession> = {}): BrokerSession {
  return {
    principal: aPrincipal(),
    sessionId: "session-1",
    createdAt: NOW_SECONDS - 60,
    expiresAt: NOW_SECONDS + 3_600,
    ...change,
  };
}

/** The `cookies` of an event from a browser that holds this session. */
export async function sessionCookies(session = aSession(), sealer = aSealer()): Promise<string[]> {
  return [`${SESSION_COOKIE}=${await sealer.seal("broker-session", JSON.stringify(session))}`];
}

/** A sign-in that starts and completes; it remembers what it was asked. */
export interface MemorySignIn extends SignIn {
  readonly begun: { readonly identityProvider: string; readonly options: SignInOptions }[];
  readonly callbacks: Callback[];
}

export const STATE = "state-0123456789abcdef-more-than-the-cookie-names";

export function aSignIn(
  outcome: { beginRefused?: RefusalReason; failed?: SignInFailed; intent?: SignInOptions["intent"] } = {},
): MemorySignIn {
  const begun: MemorySignIn["begun"] = [];
  const callbacks: Callback[] = [];
  return {
    begun,
    callbacks,
    async begin(identityProvider, options) {
      begun.push({ identityProvider, options });
      if (outcome.beginRefused !== undefined) return err(refusal(outcome.beginRefused));
      return ok({
        redirectTo: `https://login.example.com/authorize?state=${STATE}`,
        transactionId: STATE,
        sealedTransaction: "sealed.transaction",
        cookieSeconds: 4_200,
      });
    },
    async complete(callback) {
      callbacks.push(callback);
      if (outcome.failed !== undefined) return err(outcome.failed);
      return ok({
        principal: aPrincipal(),
        sealedSession: "sealed.session",
        lifetimeSeconds: 28_800,
        intent: outcome.intent,
      });
    },
  };
}

export function signInPorts(signIn: SignIn = aSignIn()): OidcSignInPorts & { readonly audit: MemoryAudit } {
  const providers = new Map([["corporate", { name: { en: "Northwind Bank" }, protocol: "oidc" }]] as const);
  const now = () => NOW_MILLISECONDS;
  return { signIn, protocol: "oidc", audit: memoryAudit(), now, support: null, providers };
}

/** Answers one event through the whole stack of a function that has this one route. */
export async function answer<P extends { readonly audit: AuditSink }>(
  route: Route<P>,
  ports: P,
  event: APIGatewayProxyEventV2,
  trust: EdgeTrust = NO_TRUST,
  branding?: Branding,
): Promise<APIGatewayProxyStructuredResultV2> {
  const handler: FunctionHandler = defineFunction({
    routes: { [event.routeKey]: route },
    ports: async () => ports,
    edgeTrust: async () => trust,
    audit: ports.audit,
    ...(branding && { branding: async () => branding }),
  });
  return await handler(event, aLambdaContext());
}

export function problemOf(response: APIGatewayProxyStructuredResultV2): Record<string, unknown> {
  return JSON.parse(response.body ?? "") as Record<string, unknown>;
}

export function headingOf(response: APIGatewayProxyStructuredResultV2): string | undefined {
  return /<h1>([^<]*)<\/h1>/.exec(response.body ?? "")?.[1];
}

/** Targets of the page's links but the footer's, in order, as a browser would read them. */
export function linksOf(response: APIGatewayProxyStructuredResultV2): string[] {
  const body = (response.body ?? "").replace(/<footer>[\s\S]*<\/footer>/, "");
  return [...body.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href = ""]) =>
    href
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&"),
  );
}
