/**
 * A portal's launch beside a browser's: the same people, applications and policy, an access token in the place of a session
 * cookie. Both functions are warm, as they are deployed, and take turns.
 */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { compiledPolicy, serializeCompiledPolicy } from "../../cli/compile-policy.ts";
import { apiGatewayEvent } from "../api-gateway/event.ts";
import { closeServer, listenOnLoopback } from "../loopback.ts";
import { bundled, ROOT, type Variant } from "./build-variant.ts";
import type { Measured } from "./cold-start.ts";
import { MEASURED_POLICY } from "./environment.ts";
import { answersWith } from "./expected-answer.ts";
import { ORIGIN } from "./launch-calls.ts";
import { applicationId, groupOf } from "./policy-of-size.ts";
import { measureWarmCalls, type WarmFigures, type WarmPlan } from "./warm-calls.ts";

export interface PortalLaunches {
  readonly browser: WarmFigures;
  readonly portal: WarmFigures;
}

const AUDIENCE = "urn:bench:streamgate";
const CLIENT = "bench-portal";
const PEOPLE = 6;
/** Nobody is to be kept off by a limit. */
const UNLIMITED = { requests: 1_000_000, seconds: 60 };

/** `signedIn`: the browser's events. */
export async function measurePortalLaunches(
  measured: Omit<Measured, "variants">,
  { signedIn, directory, plan }: { signedIn: readonly string[]; directory: string; plan: WarmPlan },
): Promise<PortalLaunches> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { modulusLength: 2_048 });
  const jwk = { ...(await exportJWK(publicKey)), kid: "bench", alg: "RS256", use: "sig" };
  let issuer = "";
  const server = createServer((request, response) => {
    const endpoints = { authorization_endpoint: issuer, token_endpoint: issuer, jwks_uri: `${issuer}/jwks` };
    const document = request.url === "/jwks" ? { keys: [jwk] } : { issuer, ...endpoints };
    response.end(JSON.stringify(document));
  });
  issuer = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  try {
    const token = async (person: number) =>
      await new SignJWT({ client_id: CLIENT, groups: [groupOf(person), groupOf(person + 1)], country: "DE" })
        .setProtectedHeader({ alg: "RS256", kid: "bench", typ: "at+jwt" })
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setSubject(`00u${person}example`)
        .setJti(`token-${person}`)
        .setIssuedAt()
        .setExpirationTime("8h")
        .sign(privateKey);
    const events = Array.from({ length: PEOPLE }, async (_, person) => event(person, await token(person)));
    const environment = {
      POLICY_FILE: policyWithPortal(issuer, directory),
      LOGIN_TABLE: "logins",
      PSEUDONYM_KEY: "env:BENCH_PSEUDONYM_KEY",
      BENCH_PSEUDONYM_KEY: randomBytes(32).toString("base64url"),
    };
    const variants: readonly Variant[] = await Promise.all([
      bundled({
        ...{ id: "browser-launch", name: "launch by a browser", events: signedIn, environment },
        entry: new URL("functions/entries/launch.ts", ROOT),
      }),
      bundled({
        ...{
          id: "portal-launch",
          name: "launch by a portal",
          events: await Promise.all(events),
          environment,
        },
        entry: new URL("functions/entries/portal-api.ts", ROOT),
        expected: answersWith(/"statusCode":201/),
      }),
    ]);
    const figures = await measureWarmCalls({ ...measured, variants }, plan);
    const [browser, portal] = [figures.get("browser-launch"), figures.get("portal-launch")];
    if (browser === undefined || portal === undefined) throw new Error("nothing was measured");
    return { browser, portal };
  } finally {
    await closeServer(server);
  }
}

/** `development`, since the issuer is asked by http. */
function policyWithPortal(issuer: string, directory: string): string {
  const staff = {
    ...{ issuer, audience: AUDIENCE, profile: "rfc9068" as const, algorithms: ["RS256"] as const },
    ...{ endpointHosts: [], identityProvider: "staff", claims: null, dpop: "off" as const },
    clients: { [CLIENT]: { applications: null } },
  };
  const rates = { person: UNLIMITED, client: UNLIMITED, address: UNLIMITED };
  // A portal's server says nothing of where the person is, so that a condition on networks would refuse.
  const applications = Object.fromEntries(
    Object.entries(MEASURED_POLICY.applications).map(([id, application]) => [
      id,
      { ...application, conditions: { mfa: false, networks: null, hours: null, countries: null } },
    ]),
  );
  const policy = { ...MEASURED_POLICY, applications, development: true, api: { issuers: { staff }, rates } };
  const file = join(directory, "policy-portal.json");
  writeFileSync(file, serializeCompiledPolicy(compiledPolicy(policy, { samlMetadata: {} })));
  return file;
}

function event(person: number, token: string): string {
  const facts = {
    ...{ method: "POST", url: "/api/v1/streaming-urls", httpVersion: "1.1", requestId: "bench-request" },
    rawHeaders: ["Host", "launch.example.com", "Authorization", `Bearer ${token}`, ...JSON_HEADERS],
    body: Buffer.from(JSON.stringify({ application: applicationId(person) })),
    remoteAddress: "203.0.113.200",
    origin: new URL(ORIGIN),
    receivedAtMs: Date.now(),
  };
  return JSON.stringify(
    apiGatewayEvent(facts, { routeKey: "POST /api/v1/streaming-urls", pathParameters: {} }),
  );
}

const JSON_HEADERS = ["Content-Type", "application/json", "Accept", "application/json"];
