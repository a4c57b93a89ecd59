/**
 * SAML identity providers: https, no provider twice, keys that do one thing each, and no demand that nothing could meet.
 */
import { laterClaims } from "./first-claims.ts";
import type { Policy } from "./policy.ts";
import { transportFault } from "./policy-check-identity.ts";
import type { SamlProviderPolicy } from "./policy-identity.ts";
import type { PolicyRule, PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const samlRules = {
  metadata_url_not_https: metadataNotHttps,
  encryption_without_key: ofEach(({ require, serviceProvider }) =>
    require.encryptedAssertion && serviceProvider.decryptionKeys.length === 0
      ? [
          {
            path: ["require", "encryptedAssertion"],
            message: "needs a key in `serviceProvider.decryptionKeys`, or every sign-in is refused",
            dependsOn: [["serviceProvider", "decryptionKeys"]],
          },
        ]
      : [],
  ),
  landing_without_tile: ofEach(({ idpInitiated }) => {
    const landing = idpInitiated?.defaultApplication ?? null;
    if (landing === null || idpInitiated?.applications.includes(landing)) return [];
    return [
      {
        path: ["idpInitiated", "defaultApplication"],
        message: "must be one of `idpInitiated.applications`",
        dependsOn: [["idpInitiated", "applications"]],
      },
    ];
  }),
  key_of_two_uses: ofEach(({ serviceProvider: { signingKeys, decryptionKeys } }) =>
    decryptionKeys.flatMap((key, index) =>
      signingKeys.includes(key)
        ? [
            {
              path: ["serviceProvider", "decryptionKeys", index],
              message: "is a signing key already; a key must do one thing only",
            },
          ]
        : [],
    ),
  ),
  certificate_twice: ofEach(sameCertificate),
  saml_provider_twice: providersTwice,
  metadata_file_shared: sharedFiles,
  pinned_file_fetched: fetchedPins,
} satisfies PolicyRules;

interface SamlEntry {
  readonly id: string;
  readonly provider: SamlProviderPolicy;
}

function samlEntries({ identityProviders }: Policy): readonly SamlEntry[] {
  return Object.entries(identityProviders).flatMap(([id, provider]) =>
    provider.protocol === "saml" ? [{ id, provider }] : [],
  );
}

/** From faults of a provider by itself, whose paths begin there, to a rule of the policy. */
function ofEach(faultsOf: (provider: SamlProviderPolicy) => readonly PolicyIssue[]): PolicyRule {
  return (policy) =>
    samlEntries(policy).flatMap(({ id, provider }) => {
      const here = (path: PolicyIssue["path"]) => ["identityProviders", id, ...path];
      return faultsOf(provider).map(({ path, message, dependsOn = [] }) => ({
        path: here(path),
        message,
        dependsOn: dependsOn.map(here),
      }));
    });
}

function metadataNotHttps(policy: Policy): readonly PolicyIssue[] {
  return samlEntries(policy).flatMap(({ id, provider: { metadata } }) => {
    const message = metadata.url === null ? undefined : transportFault(metadata.url, policy.development);
    const path = ["identityProviders", id, "metadata", "url"];
    return message === undefined ? [] : [{ path, message, dependsOn: [["development"]] }];
  });
}

/** Two registrations at one identity provider are meant only where both are named: by default each has its own name. */
function providersTwice(policy: Policy): readonly PolicyIssue[] {
  return laterClaims(
    samlEntries(policy).map(({ id, provider: { entityId, serviceProvider } }) => ({
      id,
      key: `${entityId} ${serviceProvider.entityId ?? ""}`,
    })),
    (later, first) => ({
      path: ["identityProviders", later.id, "entityId"],
      message: `is already the provider \`${first.id}\` with the same serviceProvider.entityId; one person would have two identities`,
      dependsOn: [later, first].map(({ id }) => ["identityProviders", id, "serviceProvider", "entityId"]),
    }),
  );
}

/** To approve one provider's new metadata would approve another's with it. */
function sharedFiles(policy: Policy): readonly PolicyIssue[] {
  return laterClaims(metadataFiles(policy), (later, first) => ({
    path: ["identityProviders", later.id, "metadata", "file"],
    message: `is the file of \`${first.id}\` already; each needs its own, or approving one approves both`,
  }));
}

/** A fetched file could replace a pin. */
function fetchedPins(policy: Policy): readonly PolicyIssue[] {
  const pins = new Set(samlEntries(policy).map(({ provider }) => provider.metadata.signedBy?.toLowerCase()));
  return metadataFiles(policy)
    .filter(({ key }) => pins.has(key))
    .map(({ id }) => ({
      path: ["identityProviders", id, "metadata", "file"],
      message:
        "is a file of `metadata.signedBy` too; a pinned certificate must not be replaced by what is fetched",
    }));
}

function metadataFiles(policy: Policy): readonly { readonly id: string; readonly key: string }[] {
  return samlEntries(policy).map(({ id, provider }) => ({ id, key: provider.metadata.file.toLowerCase() }));
}

/** One key with two certificates is how a certificate is renewed; one certificate twice says nothing twice. */
function sameCertificate({ serviceProvider: { signingKeys } }: SamlProviderPolicy): readonly PolicyIssue[] {
  const files = signingKeys.flatMap((key, index) =>
    typeof key === "string" ? [] : [{ index, key: key.certificate }],
  );
  return laterClaims(files, ({ index }) => ({
    path: ["serviceProvider", "signingKeys", index, "certificate"],
    message: "is the certificate of the other key already; each has its own",
  }));
}
