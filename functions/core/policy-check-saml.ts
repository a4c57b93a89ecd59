/**
 * SAML identity providers: https, no provider twice, keys that do one thing each, and no demand that nothing could meet.
 */
import { laterClaims } from "./first-claims.ts";
import type { Policy, SamlProviderPolicy, SamlSigningKey } from "./policy.ts";
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
  return [...ofEach, ...twice, ...sharedFiles(providers)];
}

/** To approve one provider's new metadata would approve another's with it, and a fetched file could replace a pin. */
function sharedFiles(
  providers: readonly { readonly id: string; readonly provider: SamlProviderPolicy }[],
): readonly PolicyIssue[] {
  const pins = new Set(providers.map(({ provider: { metadata } }) => metadata.signedBy?.toLowerCase()));
  const files = providers.map(({ id, provider: { metadata } }) => ({ id, key: metadata.file.toLowerCase() }));
  const pathOf = (id: string) => ["identityProviders", id, "metadata", "file"];
  return [
    ...laterClaims(files, (later, first) => ({
      path: pathOf(later.id),
      message: `is the file of \`${first.id}\` already; each needs its own, or approving one approves both`,
    })),
    ...files
      .filter(({ key }) => pins.has(key))
      .map(({ id }) => ({
        path: pathOf(id),
        message:
          "is a file of `metadata.signedBy` too; a pinned certificate must not be replaced by what is fetched",
      })),
  ];
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
    ...sameCertificate(signingKeys),
  ];
  return faults.filter((fault) => fault !== false);
}

/** One key with two certificates is how a certificate is renewed; one certificate twice says nothing twice. */
function sameCertificate(signingKeys: readonly SamlSigningKey[]): readonly Fault[] {
  const files = signingKeys.flatMap((key, index) =>
    typeof key === "string" ? [] : [{ index, key: key.certificate }],
  );
  return laterClaims(
    files,
    ({ index }): Fault => [
      ["serviceProvider", "signingKeys", index, "certificate"],
      "is the certificate of the other key already; each has its own",
    ],
  );
}
