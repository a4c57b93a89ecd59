/**
 * PURE: the access tokens that the OpenID provider issues for the broker's Portal API: JWTs as RFC 9068 has them, for the
 * audiences of the policy (RFC 8707), with the claims that the policy maps.
 */
import type { Configuration } from "oidc-provider";
import { errors } from "oidc-provider";
import { authenticationContext } from "./authentication-context.ts";
import type { DemoPerson } from "./people.ts";

const SECONDS = 300;

/** Audiences, which are what a client names as `resource`. */
export function resourceIndicators(audiences: readonly string[]) {
  return {
    enabled: true,
    getResourceServerInfo: (_ctx: unknown, resource: string) => {
      if (!audiences.includes(resource)) throw new errors.InvalidTarget();
      const jwt = { sign: { alg: "RS256" as const } };
      return {
        ...{ scope: "", audience: resource, accessTokenTTL: SECONDS, accessTokenFormat: "jwt" as const, jwt },
      };
    },
    useGrantedResource: () => true,
  };
}

/** As in the ID token, so that the person is the same to the broker. */
export function extraTokenClaims(people: readonly DemoPerson[]): Configuration["extraTokenClaims"] {
  return (_ctx, token) => {
    const person = people.find(({ sub }) => "accountId" in token && sub === token.accountId);
    if (person === undefined) return undefined;
    const { name, email, groups, country } = person;
    return { name, email, groups: [...groups], country, ...authenticationContext(person) };
  };
}
