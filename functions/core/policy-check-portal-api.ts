/**
 * The Portal API: issuers that can be told apart and asked safely, people who are the same as at sign-in, and tokens that
 * cannot be mistaken for what was issued for another purpose.
 */
import { laterClaims } from "./first-claims.ts";
import type { Policy } from "./policy.ts";
import { transportFault } from "./policy-check-identity.ts";
import type { AccessTokenIssuer } from "./policy-portal-api.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const portalApiRules = {
  api_issuer_not_https: issuersNotHttps,
  api_issuer_twice: issuersTwice,
  api_people_unknown: peopleUnknown,
  api_claims_of_saml: claimsOfSaml,
  api_audience_of_sign_in: audiencesOfSignIn,
  api_token_without_purpose: tokensWithoutPurpose,
  api_application_unknown: applicationsUnknown,
} satisfies PolicyRules;

interface Declared extends AccessTokenIssuer {
  readonly path: readonly string[];
}

function issuersOf({ api }: Policy): readonly Declared[] {
  return Object.entries(api?.issuers ?? {}).map(([id, issuer]) => ({
    ...issuer,
    path: ["api", "issuers", id],
  }));
}

function issuersNotHttps(policy: Policy): readonly PolicyIssue[] {
  return issuersOf(policy).flatMap(({ issuer, path }) => {
    const message = transportFault(issuer, policy.development);
    return message === undefined
      ? []
      : [{ path: [...path, "issuer"], message, dependsOn: [["development"]] }];
  });
}

function issuersTwice(policy: Policy): readonly PolicyIssue[] {
  return laterClaims(
    issuersOf(policy).map(({ issuer, path }) => ({ id: path.join("."), key: issuer, path })),
    (later, first) => ({
      path: [...later.path, "issuer"],
      message: `is already at \`${first.id}\`; one issuer has one policy for its tokens`,
    }),
  );
}

function peopleUnknown(policy: Policy): readonly PolicyIssue[] {
  return issuersOf(policy)
    .filter(({ identityProvider }) => !Object.hasOwn(policy.identityProviders, identityProvider))
    .map(({ path }) => ({
      path: [...path, "identityProvider"],
      message: "is no identity provider of this policy",
      dependsOn: [["identityProviders"]],
    }));
}

/** What a SAML identity provider's attributes are called says nothing of claims in a JWT. */
function claimsOfSaml(policy: Policy): readonly PolicyIssue[] {
  return issuersOf(policy)
    .filter(({ identityProvider, claims }) => {
      return claims === null && policy.identityProviders[identityProvider]?.protocol === "saml";
    })
    .map(({ path }) => ({
      path: [...path, "claims"],
      message: "must say which claims of the token name the person: the identity provider's own are SAML's",
    }));
}

/** An ID token's audience is a client: taken for an API's, whoever a person signs in to could launch for them. */
function audiencesOfSignIn(policy: Policy): readonly PolicyIssue[] {
  const clients = Object.values(policy.identityProviders).flatMap((provider) =>
    provider.protocol === "oidc" ? [provider.clientId] : [],
  );
  return issuersOf(policy)
    .filter((issuer) => [...clients, ...Object.keys(issuer.clients)].includes(issuer.audience))
    .map(({ path }) => ({
      path: [...path, "audience"],
      message: "must not be a client's id: ID tokens have those for their audience",
    }));
}

function tokensWithoutPurpose(policy: Policy): readonly PolicyIssue[] {
  return issuersOf(policy).flatMap(({ profile, path }) => {
    if (profile === "rfc9068" || profile.hasAudience || Object.keys(profile.requires).length > 0) return [];
    const message =
      "must tell access tokens from others by a claim, such as `token_use: access`, where they have no audience";
    return [{ path: [...path, "profile", "requires"], message }];
  });
}

function applicationsUnknown(policy: Policy): readonly PolicyIssue[] {
  return issuersOf(policy).flatMap(({ clients, path }) =>
    Object.entries(clients).flatMap(([client, { applications }]) =>
      (applications ?? []).flatMap((id, index) =>
        Object.hasOwn(policy.applications, id)
          ? []
          : [
              {
                path: [...path, "clients", client, "applications", index],
                message: "is no application of this policy",
                dependsOn: [["applications"]],
              },
            ],
      ),
    ),
  );
}
