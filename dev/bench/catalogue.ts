/**
 * How long the catalogue takes in the handler: session opened, 200 applications decided one by one, the page written. What
 * comes from DynamoDB and AppStream is at hand, as in an environment that has just looked.
 */
import { randomBytes } from "node:crypto";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { createCatalogue } from "../../functions/catalogue/catalogue.ts";
import type { FleetStatus } from "../../functions/core/fleet-status.ts";
import { NO_USE } from "../../functions/core/person-use.ts";
import { indexPolicy, type PolicyIndex } from "../../functions/core/policy-index.ts";
import type { Principal } from "../../functions/core/principal.ts";
import { ok } from "../../functions/core/result.ts";
import { type HomePorts, homeRoute } from "../../functions/handlers/home.ts";
import { SESSION_COOKIE } from "../../functions/http/cookies.ts";
import { defineFunction } from "../../functions/http/define-function.ts";
import { createSealer } from "../../functions/identity/sealer.ts";
import type { FleetWatch } from "../../functions/ports.ts";
import type { BrokerSession } from "../../functions/sign-in-ports.ts";
import { policyOfSize } from "./policy-of-size.ts";
import { quantile } from "./statistics.ts";

export interface CatalogueFigures {
  readonly applications: number;
  /** Milliseconds of one request, from event to answer. */
  readonly p50: number;
  readonly p99: number;
  /** The page, as it goes out. */
  readonly kilobytes: number;
}

const APPLICATIONS = 200;
const EVERYBODY = "everybody";
const NOW_MILLISECONDS = Date.UTC(2026, 7, 3, 9, 0, 0);

export async function measureCatalogue(calls: number): Promise<CatalogueFigures> {
  const sealer = createSealer([{ id: "bench", secret: randomBytes(32) }]);
  const index = indexPolicy(policyForEverybody(), "bench");
  const handler = defineFunction({
    routes: { "GET /": homeRoute },
    ports: async () => portsFor(index, sealer),
    edgeTrust: async () => ({ certificateSubject: undefined, secrets: [], required: false }),
    audit: { write: () => undefined },
  });
  const cookie = `${SESSION_COOKIE}=${await sealer.seal("broker-session", JSON.stringify(session()))}`;
  const event = homeEvent(cookie);

  const milliseconds: number[] = [];
  let body = "";
  for (let call = -calls / 4; call < calls; call += 1) {
    const startedAt = performance.now();
    const answer = await handler(event, {} as Context);
    if (call >= 0) milliseconds.push(performance.now() - startedAt);
    body = answer.body ?? "";
  }
  const listed = body.split("<li").length;
  if (listed <= APPLICATIONS) throw new Error(`the catalogue of the benchmark lists ${listed} applications`);
  return {
    applications: APPLICATIONS,
    p50: quantile(milliseconds, 0.5),
    p99: quantile(milliseconds, 0.99),
    kilobytes: Buffer.byteLength(body) / 1_024,
  };
}

function policyForEverybody() {
  const policy = policyOfSize({ applications: APPLICATIONS, fleets: 20, ranges: 100 });
  const applications = Object.entries(policy.applications).map(([id, application], at) => {
    const audience = { groups: [EVERYBODY], subjects: [] };
    return [id, { ...application, audience, group: { en: `Group ${at % 8}` } }];
  });
  return { ...policy, applications: Object.fromEntries(applications) };
}

function portsFor(index: PolicyIndex, sealer: HomePorts["sealer"]): HomePorts {
  const now = () => NOW_MILLISECONDS;
  const observation = {
    fleets: new Map([...index.fleets.keys()].map((id, at) => [id, statusOf(at)])),
    drains: new Map(),
  };
  const watch: FleetWatch = { observe: async () => observation };
  const places = { recent: async () => [] };
  // The policy limits nothing, so nothing is read.
  const uses = { read: async () => ok(NO_USE), seatsTaken: async () => new Map() };
  return {
    ...{ sealer, index, now },
    catalogue: createCatalogue({
      index,
      watch,
      places,
      grants: { read: async () => ok(undefined) },
      uses,
      now,
    }),
    favourites: { read: async () => new Set<string>() },
    revocations: { read: async () => ok({ endedUntil: undefined, disabling: undefined }) },
  };
}

/** One in five is full. */
function statusOf(at: number): FleetStatus {
  return {
    ...{ kind: "always_on", state: "running", freePlaces: at % 5 === 0 ? 0 : 7, places: 20 },
    ...{ isDomainJoined: false, streamView: "app", errors: [], isAssociated: true },
    ...{ disconnectTimeoutSeconds: 900, observedAt: NOW_MILLISECONDS },
  };
}

function session(): BrokerSession {
  const nowEpochSeconds = NOW_MILLISECONDS / 1_000;
  const principal: Principal = {
    ...{ identityProvider: "staff", subject: "somebody", userId: "u-somebody", groups: [EVERYBODY] },
    ...{ displayName: "Somebody", email: undefined, country: "DE", mfaEvidence: undefined },
    authenticatedAt: nowEpochSeconds - 600,
  };
  return { principal, sessionId: "bench", createdAt: nowEpochSeconds, expiresAt: nowEpochSeconds + 3_600 };
}

function homeEvent(cookie: string): APIGatewayProxyEventV2 {
  const http = {
    method: "GET",
    path: "/",
    protocol: "HTTP/1.1",
    sourceIp: "198.51.100.7",
    userAgent: "bench",
  };
  return {
    ...{ version: "2.0", routeKey: "GET /", rawPath: "/", rawQueryString: "", isBase64Encoded: false },
    cookies: [cookie],
    headers: { host: "apps.example.com", accept: "text/html", "accept-language": "de" },
    requestContext: {
      ...{ accountId: "111122223333", apiId: "bench", domainName: "apps.example.com", domainPrefix: "apps" },
      ...{ http, requestId: "bench", routeKey: "GET /", stage: "$default", time: "", timeEpoch: 0 },
    },
  };
}
