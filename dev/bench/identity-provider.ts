/** The one identity provider of the benchmark's policies. Nobody signs in during a benchmark: sessions are sealed by it. */
import type { OidcProviderPolicy } from "../../functions/core/policy-identity.ts";

export const identityProvider: OidcProviderPolicy = {
  protocol: "oidc",
  name: { en: "Staff" },
  issuer: "https://login.example.com",
  clientId: "streamgate",
  clientAuthentication: { method: "client_secret_basic", secret: "env:CLIENT_SECRET" },
  scopes: ["openid", "profile", "email"],
  algorithms: ["RS256"],
  endpointHosts: [],
  acrValues: [],
  maxAuthenticationAgeSeconds: null,
  claims: {
    subject: "sub",
    displayName: "name",
    email: "email",
    groups: "groups",
    country: "country",
    mfa: { claim: "amr", anyOf: ["mfa"] },
  },
  userId: { from: "pseudonym" },
};
