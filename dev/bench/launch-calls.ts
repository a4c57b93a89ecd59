/**
 * What the measured functions are asked: a signed-in browser follows a launch link, as API Gateway hands it over.
 * A few people and applications take turns. The floor is given a token instead, since it has no session.
 */
import { randomBytes } from "node:crypto";
import { exportSPKI, generateKeyPair, SignJWT } from "jose";
import { createSealer, parseSealingKeys } from "../../functions/identity/sealer.ts";
import type { BrokerSession } from "../../functions/sign-in-ports.ts";
import { apiGatewayEvent } from "../api-gateway/event.ts";
import { applicationId, groupOf } from "./policy-of-size.ts";

export interface LaunchCalls {
  /** JSON of the events, each with a sealed session cookie. */
  readonly signedIn: readonly string[];
  /** JSON of one event with an RS256 token of the same person. */
  readonly withToken: string;
  /** For BENCH_SEALING_KEYS. */
  readonly sealingKeys: string;
  /** For BENCH_TOKEN_KEY: the public key in PEM. */
  readonly tokenKey: string;
}

const PEOPLE = 6;
export const ORIGIN = "https://launch.example.com";

export async function launchCalls(): Promise<LaunchCalls> {
  const sealingKeys = `bench:${randomBytes(32).toString("base64url")}`;
  const sealer = createSealer(parseSealingKeys(sealingKeys));
  const signedIn = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, person) => {
      const sealed = await sealer.seal("broker-session", JSON.stringify(session(person)));
      return event(person, ["Cookie", `theme=dark; __Host-streamgate-session=${sealed}`]);
    }),
  );
  const { publicKey, privateKey } = await generateKeyPair("RS256", { modulusLength: 2048 });
  const token = await new SignJWT({ groups: session(0).principal.groups })
    .setProtectedHeader({ alg: "RS256", kid: "bench" })
    .setIssuer("https://login.example.com")
    .setAudience("streamgate")
    .setSubject("someone")
    .setIssuedAt()
    .setExpirationTime("8h")
    .sign(privateKey);
  return {
    signedIn,
    withToken: event(0, ["Authorization", `Bearer ${token}`]),
    sealingKeys,
    tokenKey: await exportSPKI(publicKey),
  };
}

function session(person: number): BrokerSession {
  const createdAt = Math.floor(Date.now() / 1000);
  return {
    principal: {
      identityProvider: "staff",
      subject: `00u${person}example`,
      userId: `bench-user-${person}`,
      displayName: "Someone Example",
      email: "someone@example.com",
      groups: [groupOf(person), groupOf(person + 1)],
      country: "DE",
      mfaEvidence: "mfa",
      authenticatedAt: createdAt,
    },
    sessionId: randomBytes(16).toString("base64url"),
    createdAt,
    expiresAt: createdAt + 28_800,
  };
}

function event(person: number, identity: readonly string[]): string {
  const application = applicationId(person);
  const path = `/launch/${application}`;
  return browserEvent("GET /launch/{application}", path, { application }, { person, identity });
}

/** JSON of what API Gateway hands over when a browser opens this path. */
export function browserEvent(
  routeKey: string,
  url: string,
  pathParameters: Readonly<Record<string, string>>,
  { person = 0, identity = [] }: { readonly person?: number; readonly identity?: readonly string[] } = {},
): string {
  const facts = {
    method: "GET",
    url,
    httpVersion: "1.1",
    rawHeaders: [...BROWSER_HEADERS, ...identity],
    body: Buffer.alloc(0),
    remoteAddress: `203.0.113.${person}`,
    origin: new URL(ORIGIN),
    requestId: "bench-request",
    receivedAtMs: Date.now(),
  };
  return JSON.stringify(apiGatewayEvent(facts, { routeKey, pathParameters: { ...pathParameters } }));
}

export const BROWSER_HEADERS = [
  "Host",
  "launch.example.com",
  "User-Agent",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  "Accept",
  "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "Accept-Language",
  "de-DE,de;q=0.9,en;q=0.8",
  "Sec-Fetch-Dest",
  "document",
  "Sec-Fetch-Mode",
  "navigate",
] as const;
