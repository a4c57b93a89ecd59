/**
 * How long the metadata of a policy's SAML providers will do, as `streamgate check` tells it: one line each, and a
 * warning while there is still time to act.
 */
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import type { PolicyIssue } from "../../functions/core/policy-schema.ts";
import { type MetadataLifetime, metadataLifetime } from "../../functions/core/saml-metadata.ts";
import { counted } from "../counted.ts";
import { metadataFilePath } from "./compile-metadata.ts";

export interface ProviderLifetime extends MetadataLifetime {
  readonly certificates: readonly {
    readonly fingerprint: string;
    /** ISO 8601. */
    readonly notAfter: string;
  }[];
}

/** Long enough to agree on a new certificate with another organisation. */
const WARNING_DAYS = 30;

export function metadataLifetimes(
  samlMetadata: CompiledPolicy["samlMetadata"],
  nowEpochSeconds: number,
): Readonly<Record<string, ProviderLifetime>> {
  return Object.fromEntries(
    Object.entries(samlMetadata).map(([id, metadata]) => [
      id,
      {
        ...metadataLifetime(metadata, nowEpochSeconds),
        certificates: metadata.signingCertificates.map(({ fingerprint, notAfter }) => ({
          fingerprint,
          notAfter: new Date(notAfter * 1000).toISOString(),
        })),
      },
    ]),
  );
}

export function lifetimeText({ certificateDays, metadataDays }: MetadataLifetime): string {
  const certificate =
    certificateDays < 0
      ? `its last signing certificate ended ${counted(-certificateDays, "day")} ago`
      : `its last signing certificate ends in ${counted(certificateDays, "day")}`;
  const validity =
    metadataDays === null
      ? "its metadata does not expire"
      : `its metadata expires in ${counted(metadataDays, "day")}`;
  return `${certificate}; ${validity}`;
}

export function lifetimeWarnings(
  lifetimes: Readonly<Record<string, MetadataLifetime>>,
): readonly PolicyIssue[] {
  return Object.entries(lifetimes).flatMap(([id, lifetime]) =>
    warningsOf(lifetime).map((message) => ({
      path: metadataFilePath(id),
      message,
      rule: "saml_metadata_ends",
    })),
  );
}

function warningsOf({ certificateDays, metadataDays }: MetadataLifetime): readonly string[] {
  const warnings: readonly (string | false)[] = [
    certificateDays < 0 &&
      `holds no certificate that has not ended, the last ${counted(-certificateDays, "day")} ago; the keys still count, but ask the identity provider what it signs with`,
    certificateDays >= 0 &&
      certificateDays < WARNING_DAYS &&
      `holds no certificate that lasts longer than ${counted(certificateDays, "day")}; ask the identity provider for its next one`,
    metadataDays !== null &&
      metadataDays < WARNING_DAYS &&
      `expires in ${counted(metadataDays, "day")}, and then nobody can sign in; run \`streamgate metadata\` and deploy before that`,
  ];
  return warnings.filter((warning) => warning !== false);
}
