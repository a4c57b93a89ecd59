/**
 * What a token of the broker says: who, for which application, from which launch, for how long.
 * Invariant: only groups that the policy asks for and the identity provider claimed, and no word of the deep link.
 */
import { own } from "./own-entries.ts";
import type { ApplicationPolicy } from "./policy.ts";
import type { TokenPolicy } from "./policy-handover.ts";

/** A token that an application is to get. */
export interface TokenRequest {
  readonly audience: string;
  /** Asked for and held. */
  readonly groups: readonly string[];
  readonly seconds: number;
}

/** Whose groups they are: a group's name proves nothing without who claims it. */
export interface GroupHolder {
  readonly identityProvider: string;
  readonly groups: readonly string[];
}

/** RFC 7519, with `launch_id` beside the registered names and OpenID's `name`, `email` and the usual `groups`. */
export interface HandoverClaims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly groups: readonly string[];
  readonly name?: string;
  readonly email?: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly jti: string;
  readonly launch_id: string;
}

export interface TokenFacts {
  readonly issuer: string;
  readonly userId: string;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly launchId: string;
  /** Nobody can guess it, and no other token has it. */
  readonly tokenId: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
}

/** Of one application, in the order of the policy. */
export function tokensOf({ handover }: ApplicationPolicy): readonly TokenPolicy[] {
  const browser = handover?.browser ?? null;
  if (browser === null) return [];
  const { cookies, frontChannel } = browser;
  return [...cookies.map(({ token }) => token), ...(frontChannel === null ? [] : [frontChannel.token])];
}

export function tokenRequest(token: TokenPolicy, holder: GroupHolder): TokenRequest {
  const { audience, groups, groupsByProvider = {}, seconds } = token;
  const asked = new Set([...groups, ...(own(groupsByProvider, holder.identityProvider) ?? [])]);
  return { audience, groups: [...asked].filter((group) => holder.groups.includes(group)), seconds };
}

/** Of the groups held, those that some token of the application would name. */
export function askedGroups(application: ApplicationPolicy, holder: GroupHolder): readonly string[] {
  const named = tokensOf(application).flatMap((token) => tokenRequest(token, holder).groups);
  return [...new Set(named)];
}

export function handoverClaims(token: TokenRequest, facts: TokenFacts): HandoverClaims {
  const { displayName, email, issuedAt } = facts;
  return {
    iss: facts.issuer,
    aud: token.audience,
    sub: facts.userId,
    groups: token.groups,
    ...(displayName !== null && { name: displayName }),
    ...(email !== null && { email }),
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + token.seconds,
    jti: facts.tokenId,
    launch_id: facts.launchId,
  };
}
