/**
 * What of an identity provider's metadata decides trust: whose signatures count, and where people are sent. Everything
 * else, such as how long it holds, may change without anybody's approval.
 */
import { createHash, X509Certificate } from "node:crypto";
import type { SamlMetadata, SigningCertificate } from "../../functions/core/saml-metadata.ts";
import { printable } from "../../functions/identity/saml/printable.ts";

export interface CertificateFacts {
  /** SHA-256 of the DER, hexadecimal. */
  readonly fingerprint: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly notAfter: string;
}

interface EndpointChange {
  readonly service: "SingleSignOnService" | "SingleLogoutService";
  /** Null: there was none, or will be none. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface TrustChanges {
  readonly added: readonly CertificateFacts[];
  readonly removed: readonly CertificateFacts[];
  readonly endpoints: readonly EndpointChange[];
}

/** Undefined where both are trusted for the same; against nothing, everything is new. */
export function trustChanges(
  approved: SamlMetadata | undefined,
  offered: SamlMetadata,
): TrustChanges | undefined {
  if (approved !== undefined && trustFingerprint(approved) === trustFingerprint(offered)) return undefined;
  const old = approved?.signingCertificates ?? [];
  const endpoints: readonly EndpointChange[] = [
    {
      service: "SingleSignOnService",
      from: approved?.singleSignOnUrl ?? null,
      to: offered.singleSignOnUrl,
    },
    {
      service: "SingleLogoutService",
      from: approved?.singleLogoutUrl ?? null,
      to: offered.singleLogoutUrl,
    },
  ];
  return {
    added: without(offered.signingCertificates, old).map(certificateFacts),
    removed: without(old, offered.signingCertificates).map(certificateFacts),
    endpoints: endpoints.filter(({ from, to }) => from !== to),
  };
}

/** What an operator approves: SHA-256 over entity id, endpoints and certificates, in whatever order these are listed. */
export function trustFingerprint(metadata: SamlMetadata): string {
  const { entityId, singleSignOnUrl, singleLogoutUrl, signingCertificates } = metadata;
  const keys = signingCertificates.map(({ fingerprint }) => fingerprint).toSorted();
  const content = JSON.stringify([entityId, singleSignOnUrl, singleLogoutUrl, keys]);
  return createHash("sha256").update(content).digest("hex");
}

function without(
  certificates: readonly SigningCertificate[],
  others: readonly SigningCertificate[],
): readonly SigningCertificate[] {
  const known = new Set(others.map(({ fingerprint }) => fingerprint));
  return certificates.filter(({ fingerprint }) => !known.has(fingerprint));
}

function certificateFacts({ der, fingerprint, notAfter }: SigningCertificate): CertificateFacts {
  const { subject } = new X509Certificate(Buffer.from(der, "base64"));
  return {
    fingerprint,
    // One line for each part of the name, or undefined for an empty name.
    subject: printable((subject ?? "").split("\n").join(", ")),
    notAfter: new Date(notAfter * 1000).toISOString(),
  };
}
