/**
 * The Portal API's routes over memory: tokens are words, people and clients stand behind them, and every answer is held
 * against the OpenAPI document that ships.
 */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { CatalogueEntry } from "../../functions/catalogue/catalogue.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import type { ApiRates, PortalClient } from "../../functions/core/policy-portal-api.ts";
import { type RefusalReason, refusal } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { PersonIndex } from "../../functions/ending-ports.ts";
import { defineFunction } from "../../functions/http/define-function.ts";
import type { OwnSession } from "../../functions/people/own-sessions.ts";
import { createAddressRate } from "../../functions/portal-api/address-rate.ts";
import { DEFAULT_RATES } from "../../functions/portal-api/admit-caller.ts";
import type { IdempotencyStore, PortalCaller, RateCounters } from "../../functions/portal-api-ports.ts";
import type { Revocations } from "../../functions/revocation-ports.ts";
import { API_ROUTES, type PortalApiPorts } from "../../functions/wiring/portal-api.ts";
import { describedFaults } from "./described-answers.ts";
import {
  aBroker,
  aLambdaContext,
  anApplication,
  anEvent,
  aPolicy,
  aPrincipal,
  aSealer,
  type EventFacts,
  type MemoryAudit,
  type MemoryBroker,
  memoryAudit,
  NO_TRUST,
  NOW_MILLISECONDS,
  NOW_SECONDS,
  ORIGIN,
} from "./http-builders.ts";
import { createMemoryIdempotencyStore, createMemoryRateCounters } from "./memory-portal-stores.ts";
import { NO_REVOCATIONS } from "./memory-revocations.ts";

export const MINT = "POST /api/v1/streaming-urls";
export const APPLICATIONS = "GET /api/v1/applications";
export const SESSIONS = "GET /api/v1/sessions";
export const END = "DELETE /api/v1/sessions/{id}";

/** By the word that stands for their token. */
const TOKEN = { issuer: "staff", clientId: "portal", issuedAt: NOW_SECONDS - 60, logoutKeys: [] };
const CALLERS: Readonly<Record<string, PortalCaller>> = {
  ana: { ...TOKEN, principal: aPrincipal() },
  ben: {
    ...TOKEN,
    principal: aPrincipal({ subject: "00u-ben", userId: "u-ben" }),
  },
  wiki: { ...TOKEN, principal: aPrincipal(), clientId: "wiki" },
};

const STATES: readonly CatalogueEntry["state"][] = [
  { kind: "ready", place: { region: "eu-west-1", city: "Dublin" }, isObserved: true },
  { kind: "waiting", reason: "fleet_full", waitSeconds: [600, 1_200], place: undefined },
  { kind: "closed", reason: "mfa_required", hours: null },
];

export interface PortalApiFacts {
  /** Of the applications, in their order. */
  readonly states?: readonly CatalogueEntry["state"][];
  readonly broker?: MemoryBroker;
  readonly clients?: Readonly<Record<string, PortalClient>>;
  readonly rates?: Partial<ApiRates>;
  readonly counters?: RateCounters;
  readonly requests?: IdempotencyStore;
  readonly tokenRefused?: RefusalReason;
  /** What every token says beside its person and client. */
  readonly token?: Partial<Pick<PortalCaller, "issuedAt" | "logoutKeys">>;
  readonly sessions?: readonly OwnSession[];
  readonly silentRegions?: readonly string[];
  readonly notEnded?: RefusalReason;
  readonly revocations?: Revocations;
  readonly people?: PersonIndex;
}

export interface PortalApiStage {
  readonly audit: MemoryAudit;
  readonly broker: MemoryBroker;
  readonly ports: PortalApiPorts;
  readonly ended: string[];
  /** Milliseconds since the epoch. */
  now: number;
  /** By a portal that has the person's token; undescribed answers throw. */
  ask(routeKey: string, facts?: EventFacts, token?: string): Promise<APIGatewayProxyStructuredResultV2>;
  mint(
    body: unknown,
    headers?: Record<string, string>,
    token?: string,
  ): Promise<APIGatewayProxyStructuredResultV2>;
}

export function aSessionOfAna(change: Partial<OwnSession> = {}): OwnSession {
  return {
    ...{ id: "launch-7", application: "treasury", fleet: "ireland", region: "eu-west-1", state: "live" },
    ...{ isConnected: true, startedAt: NOW_SECONDS - 60, expiresAt: null },
    ...change,
  };
}

export function aPortalApiStage(facts: PortalApiFacts = {}): PortalApiStage {
  const audit = memoryAudit();
  const { broker = aBroker(), silentRegions = [], sessions = [aSessionOfAna()] } = facts;
  const clients = facts.clients ?? { portal: { applications: null }, wiki: { applications: ["design"] } };
  const rates = { ...DEFAULT_RATES, ...facts.rates };
  const issuer = {
    issuer: "https://login.example.com",
    audience: "urn:example",
    profile: "rfc9068",
  } as const;
  const staff = {
    ...{ ...issuer, algorithms: ["RS256"] as const, endpointHosts: [], identityProvider: "corporate" },
    ...{ claims: null, clients, dpop: "off" as const },
  };
  const policy = aPolicy({
    applications: { treasury: anApplication(), design: anApplication(), report: anApplication() },
    api: { issuers: { staff }, rates },
  });
  const ended: string[] = [];
  const stage = { now: NOW_MILLISECONDS };
  const ids = [...Object.keys(policy.applications)];
  const ports: PortalApiPorts = {
    ...{ audit, broker, index: indexPolicy(policy, "policy-version-1"), sealer: aSealer(), origin: ORIGIN },
    ...{ now: () => stage.now, digest: (text) => Buffer.from(text).toString("base64url") },
    randomText: () => Math.random().toString(36),
    tokens: {
      async verify({ token }) {
        const caller = CALLERS[token];
        if (facts.tokenRefused !== undefined) return err(refusal(facts.tokenRefused));
        return caller === undefined
          ? err(refusal("access_token_signature"))
          : ok({ ...caller, ...facts.token });
      },
    },
    counters: facts.counters ?? createMemoryRateCounters(),
    requests: facts.requests ?? createMemoryIdempotencyStore(),
    addressRate: createAddressRate(rates.address),
    revocations: facts.revocations ?? NO_REVOCATIONS,
    people: facts.people,
    catalogue: {
      applicationsFor: async () =>
        ids.map((id, index) => ({
          ...{
            id,
            name: { en: id },
            description: null,
            icon: null,
            group: null,
            launchPath: `/launch/${id}`,
          },
          state: (facts.states ?? STATES)[index] ?? { kind: "closed", reason: "mfa_required", hours: null },
          lastOpenedAt: index === 0 ? NOW_SECONDS : undefined,
        })),
    },
    ownSessions: {
      list: async ({ userId }) => ({
        ...{ sessions: userId === aPrincipal().userId ? sessions : [], silentRegions },
      }),
      async end({ id }) {
        if (facts.notEnded !== undefined) return err(refusal(facts.notEnded));
        ended.push(id);
        return ok(undefined);
      },
    },
  };
  const ask = async (routeKey: string, event: EventFacts = {}, token = "ana") => {
    const headers = { ...(token && { authorization: `Bearer ${token}` }), accept: "*/*", ...event.headers };
    const [, path = ""] = routeKey.split(" ");
    return await answered(ports, routeKey, anEvent({ routeKey, path, ...event, headers }));
  };
  return Object.assign(stage, {
    ...{ audit, broker, ports, ended, ask },
    mint: async (body: unknown, headers: Record<string, string> = {}, token = "ana") =>
      await ask(
        MINT,
        {
          body: typeof body === "string" ? body : JSON.stringify(body),
          headers: { "content-type": "application/json", ...headers },
        },
        token,
      ),
  });
}

async function answered(ports: PortalApiPorts, routeKey: string, event: APIGatewayProxyEventV2) {
  const parts = { ports: async () => ports, edgeTrust: async () => NO_TRUST, audit: ports.audit };
  const response = await defineFunction({ ...parts, routes: API_ROUTES })(event, aLambdaContext());
  const faults = describedFaults(routeKey, response);
  if (faults.length > 0) throw new Error(`${routeKey} ${response.statusCode}: ${faults.join("; ")}`);
  return response;
}
