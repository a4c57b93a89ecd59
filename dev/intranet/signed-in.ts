/**
 * Who sent a request to the demo application, by the broker's token in the cookie `session`: docs/verify-token.md, in
 * TypeScript. Without a session of its own, which a real application would make of the first token.
 */
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";

export interface SignedIn {
  readonly name: string;
  readonly groups: readonly string[];
  readonly launchId: string;
  /** Seconds since the epoch. */
  readonly until: number;
}

export interface TokenRules {
  /** Where the broker's keys are. */
  readonly brokerOrigin: string;
  readonly issuer: string;
  readonly audience: string;
}

/** Undefined: nobody that the broker vouches for, or its keys cannot be had. */
export type Verifier = (cookieHeader: string | undefined) => Promise<SignedIn | undefined>;

const COOKIE = /(?:^|; *)session=([^;]+)/;

export function createVerifier({ brokerOrigin, issuer, audience }: TokenRules): Verifier {
  const keys = createRemoteJWKSet(new URL("/.well-known/jwks.json", brokerOrigin));
  const rules = {
    ...{ issuer, audience, algorithms: ["ES256", "RS256"], typ: "JWT" },
    requiredClaims: ["sub", "exp", "jti", "launch_id"],
  };
  return async (cookieHeader = "") => {
    const token = COOKIE.exec(cookieHeader)?.[1];
    if (token === undefined) return undefined;
    try {
      return signedIn((await jwtVerify(token, keys, rules)).payload);
    } catch {
      return undefined;
    }
  };
}

export function hasSessionCookie(cookieHeader: string | undefined): boolean {
  return COOKIE.test(cookieHeader ?? "");
}

function signedIn({ sub = "", name, groups, launch_id, exp = 0 }: JWTPayload): SignedIn {
  const texts = Array.isArray(groups) ? groups.filter((group) => typeof group === "string") : [];
  return {
    name: typeof name === "string" ? name : sub,
    groups: texts,
    launchId: String(launch_id),
    until: exp,
  };
}
