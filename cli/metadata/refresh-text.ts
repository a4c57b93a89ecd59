/** What `streamgate metadata` prints for people, line by line. */
import type { RefreshOutcome } from "./refresh-metadata.ts";
import type { CertificateFacts, TrustChanges } from "./trust-changes.ts";

export interface RefreshContext {
  readonly policyFile: string;
  readonly id: string;
  /** As the policy names it. */
  readonly metadataFile: string;
}

export function refreshText(outcome: RefreshOutcome, context: RefreshContext): readonly string[] {
  const { id, metadataFile } = context;
  switch (outcome.outcome) {
    case "unchanged":
      return [`${id}: ${metadataFile} is up to date`];
    case "renewed":
      return [`${id}: ${metadataFile} renewed, with the same certificates and endpoints as before`];
    case "accepted":
      return [`${id}: ${metadataFile} written, ${REASONS[outcome.because]}`, ...changeLines(outcome.changes)];
    case "refused":
      return [
        `${id}: refused, because ${outcome.message}`,
        ...changeLines(outcome.changes),
        "  Ask the identity provider's people for the fingerprints by another way than this address. If they are the same:",
        `  ${approvingCommand(context, outcome.approval)}`,
      ];
    case "failed":
      return [`${id}: ${outcome.message}`];
  }
}

const REASONS = {
  signed: "since the certificate in `metadata.signedBy` signed it",
  approved: "as approved",
} as const;

/** Ready to be pasted into a shell. */
export function approvingCommand({ policyFile, id }: RefreshContext, approval: string): string {
  return `npm run streamgate -- metadata ${shellWord(policyFile)} ${id} --approve ${approval}`;
}

function changeLines({ added, removed, endpoints }: TrustChanges): readonly string[] {
  return [
    ...added.map((certificate) => `  + certificate ${certificateText(certificate)}`),
    ...removed.map((certificate) => `  - certificate ${certificateText(certificate)}`),
    ...endpoints.flatMap(({ service, from, to }) => [
      ...(to === null ? [] : [`  + ${service} ${to}`]),
      ...(from === null ? [] : [`  - ${service} ${from}`]),
    ]),
  ];
}

function certificateText({ fingerprint, subject, notAfter }: CertificateFacts): string {
  return `${fingerprint} ${subject}, ends ${notAfter.slice(0, 10)}`;
}

function shellWord(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
