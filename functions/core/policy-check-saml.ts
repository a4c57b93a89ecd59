/**
 * SAML identity providers: https, no provider twice, keys that do one thing each, and no demand that nothing could meet.
 */
import { laterClaims } from "./first-claims.ts";
import type { Policy, SamlProviderPolicy } from "./policy.ts";
import { transportFault } from "./policy-check-identity.ts";
import type { PolicyIssue } from "./policy-schema.ts";

type Fault = readonly [field: PolicyIssue["path"], message: string];

export function checkSamlProviders({ development, identityProviders }: Policy): readonly PolicyIssue[] {
  const providers = Object.entries(identityProviders).flatMap(([id, provider]) =>
    provider.protocol === "saml" ? [{ id, provider }] : [],
  );
  const ofEach = providers.flatMap(({ id, provider }) =>
    faultsOf(provider, development).map(([field, message]) => ({
      path: ["identityProviders", id, ...field],
      message,
    })),
  );
  // Two registrations at one identity provider are meant only where both are named: by default each has its own name.
  const twice = laterClaims(
    providers.map(({ id, provider: { entityId, serviceProvider } }) => ({
      id,
      key: `${entityId} ${serviceProvider.entityId ?? ""}`,
    })),
    (later, first) => ({
      path: ["identityProviders", later.id, "entityId"],
      message: `is already the provider \`${first.id}\` with the same serviceProvider.entityId; one person would have two identities`,
    }),
  );
  return [...ofEach, ...twice];
}

function faultsOf(provider: SamlProviderPolicy, development: boolean): readonly Fault[] {
  const { idpInitiated, metadata, require, serviceProvider } = provider;
  const { signingKeys, decryptionKeys } = serviceProvider;
  const transport = metadata.url === null ? undefined : transportFault(metadata.url, development);
  const landing = idpInitiated?.defaultApplication ?? null;
  const faults: readonly (Fault | false)[] = [
    transport !== undefined && [["metadata", "url"], transport],
    require.encryptedAssertion &&
      decryptionKeys.length === 0 && [
        ["require", "encryptedAssertion"],
        "needs a key in `serviceProvider.decryptionKeys`, or every sign-in is refused",
      ],
    landing !== null &&
      !idpInitiated?.applications.includes(landing) && [
        ["idpInitiated", "defaultApplication"],
        "must be one of `idpInitiated.applications`",
      ],
    ...decryptionKeys.map(
      (key, index): Fault | false =>
        signingKeys.includes(key) && [
          ["serviceProvider", "decryptionKeys", index],
          "is a signing key already; a key must do one thing only",
        ],
    ),
  ];
  return faults.filter((fault) => fault !== false);
}
