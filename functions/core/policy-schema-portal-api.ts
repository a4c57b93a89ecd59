/** Schema of `api`: whose access tokens the Portal API takes, which clients may ask for what, and how often. */
import * as v from "valibot";
import type { PortalApiPolicy, TokenProfile } from "./policy-portal-api.ts";
import { host, idReference, issuer } from "./policy-schema-formats.ts";
import { algorithm, claims } from "./policy-schema-identity.ts";
import { byId, byName, closed, list, someOf, text, wholeNumber } from "./policy-schema-shapes.ts";

const DAY_SECONDS = 86_400;

const declared = closed({
  types: someOf(text),
  client: text,
  hasAudience: v.optional(v.boolean(), true),
  requires: v.optional(byName(text, text), {}),
  onlyOfPeople: v.optional(list(text), []),
});

const profile: v.GenericSchema<unknown, TokenProfile> = v.union(
  [v.literal("rfc9068"), declared],
  "must be `rfc9068`, or a map of how the tokens look: `types`, `client`, `hasAudience`, `requires`, `onlyOfPeople`",
);

const client = closed({ applications: v.optional(v.nullable(someOf(idReference)), null) });

const accessTokenIssuer = closed({
  issuer,
  audience: text,
  profile: v.optional(profile, "rfc9068"),
  algorithms: v.optional(someOf(algorithm), ["RS256"]),
  endpointHosts: v.optional(list(host), []),
  identityProvider: idReference,
  claims: v.optional(v.nullable(claims), null),
  clients: v.optional(byName(text, client), {}),
  dpop: v.optional(v.picklist(["off", "optional", "required"]), "off"),
});

const rate = (requests: number) =>
  closed({
    requests: v.optional(wholeNumber(1, 1_000_000), requests),
    seconds: v.optional(wholeNumber(1, DAY_SECONDS), 60),
  });

const rates = closed({
  person: v.optional(rate(30), {}),
  client: v.optional(rate(600), {}),
  address: v.optional(rate(600), {}),
});

export const portalApi: v.GenericSchema<unknown, PortalApiPolicy> = closed({
  issuers: v.optional(byId(accessTokenIssuer), {}),
  rates: v.optional(rates, {}),
});
