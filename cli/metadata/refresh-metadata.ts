/**
 * One identity provider's metadata brought up to date: asked for, compared with the file that was approved, and put in
 * its place only if the same keys and endpoints are in it, the pinned certificate signed it, or an operator said so.
 * Invariant: the approved file is replaced as a whole or not at all.
 */
import type { SamlProviderPolicy } from "../../functions/core/policy-identity.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { SamlMetadata } from "../../functions/core/saml-metadata.ts";
import { type ExpectedMetadata, parseIdpMetadata } from "../../functions/identity/saml/idp-metadata.ts";
import { verifyMetadataSignature } from "../../functions/identity/saml/metadata-signature.ts";
import type { Terminal } from "../command.ts";
import { errorCode, NO_SUCH_FILE, pathBeside, readerBeside } from "../read-text-file.ts";
import { fetchMetadata } from "./fetch-metadata.ts";
import { type TrustChanges, trustChanges, trustFingerprint } from "./trust-changes.ts";

export interface RefreshRequest {
  readonly policyFile: string;
  readonly provider: SamlProviderPolicy;
  /** The provider's `metadata.url`. */
  readonly url: string;
  /** The policy's `development`: loopback http is allowed. */
  readonly development: boolean;
  /** A trust fingerprint that somebody has approved. */
  readonly approval: string | undefined;
}

export type RefreshOutcome =
  | { readonly outcome: "unchanged" }
  /** Replaced: the same keys and endpoints. */
  | { readonly outcome: "renewed" }
  | {
      readonly outcome: "accepted";
      readonly because: "signed" | "approved";
      readonly changes: TrustChanges;
    }
  | {
      readonly outcome: "refused";
      readonly message: string;
      readonly changes: TrustChanges;
      /** What `--approve` would have to name. */
      readonly approval: string;
    }
  | { readonly outcome: "failed"; readonly message: string };

const DEADLINE_MILLISECONDS = 10_000;

export async function refreshMetadata(request: RefreshRequest, terminal: Terminal): Promise<RefreshOutcome> {
  const { provider, development, approval } = request;
  const text = await publishedText(request, terminal);
  if (!text.ok) return failed(text.error);
  const expected = {
    entityId: provider.entityId,
    nowEpochSeconds: terminal.nowEpochSeconds(),
    allowLoopbackHttp: development,
  };
  const offered = parseIdpMetadata(text.value, expected);
  if (!offered.ok) return failed(`the published metadata ${offered.error}`);
  const approved = await approvedMetadata(request, expected, terminal);
  if (!approved.ok) return failed(approved.error);

  const changes = trustChanges(approved.value.metadata, offered.value);
  const replace = (outcome: RefreshOutcome) => replaceApproved(request, text.value, outcome, terminal);
  if (changes === undefined) {
    if (approved.value.text === text.value) return { outcome: "unchanged" };
    return replace({ outcome: "renewed" });
  }
  if (provider.metadata.signedBy !== null && isNoOlder(offered.value, approved.value.metadata)) {
    return replace({ outcome: "accepted", because: "signed", changes });
  }
  const fingerprint = trustFingerprint(offered.value);
  if (approval === fingerprint) return replace({ outcome: "accepted", because: "approved", changes });
  const message = `${approved.value.note}${approval === undefined ? "" : ", and `--approve` names something else"}`;
  return { outcome: "refused", message, changes, approval: fingerprint };
}

/** What was signed once stays signed: a document that does not say how long it holds may bring back a withdrawn key. */
function isNoOlder({ validUntil }: SamlMetadata, approved: SamlMetadata | undefined): boolean {
  return validUntil !== null && validUntil >= (approved?.validUntil ?? 0);
}

/** With `signedBy`, only what that certificate signed: nothing else of the document is ever read. */
async function publishedText(
  { policyFile, provider, url, development }: RefreshRequest,
  terminal: Terminal,
): Promise<Result<string, string>> {
  const { signedBy } = provider.metadata;
  const fetched = await fetchMetadata(url, {
    allowLoopbackHttp: development,
    timeoutMilliseconds: DEADLINE_MILLISECONDS,
  });
  if (!fetched.ok) return err(`the published metadata ${fetched.error}`);
  if (signedBy === null) return fetched;
  const certificate = await readerBeside(policyFile, terminal)(signedBy);
  if (!certificate.ok) return err(`the file in \`metadata.signedBy\`: ${certificate.error}`);
  const signed = verifyMetadataSignature(fetched.value, certificate.value);
  return signed.ok ? signed : err(`the published metadata ${signed.error}`);
}

interface Approved {
  readonly text?: string;
  readonly metadata?: SamlMetadata;
  /** Why a change needs an approval, as a sentence. */
  readonly note: string;
}

async function approvedMetadata(
  { policyFile, provider }: RefreshRequest,
  expected: ExpectedMetadata,
  terminal: Terminal,
): Promise<Result<Approved, string>> {
  const text = await readerBeside(policyFile, terminal)(provider.metadata.file);
  if (!text.ok) {
    return text.error === NO_SUCH_FILE
      ? ok({ note: "nobody has approved any metadata of it yet" })
      : err(`the file in \`metadata.file\`: ${text.error}`);
  }
  // What was approved stays so after it expired; that is when somebody asks for a newer one.
  const metadata = parseIdpMetadata(text.value, { ...expected, nowEpochSeconds: Number.NEGATIVE_INFINITY });
  return ok(
    metadata.ok
      ? {
          text: text.value,
          metadata: metadata.value,
          note: "what it publishes now has other keys or endpoints than were approved",
        }
      : { text: text.value, note: `the file in \`metadata.file\` ${metadata.error}` },
  );
}

async function replaceApproved(
  { policyFile, provider }: RefreshRequest,
  text: string,
  outcome: RefreshOutcome,
  terminal: Terminal,
): Promise<RefreshOutcome> {
  try {
    await terminal.replaceFile(pathBeside(policyFile, provider.metadata.file), text);
    return outcome;
  } catch (error) {
    return failed(
      `the file in \`metadata.file\` could not be written (${errorCode(error)}) and is as it was; is its folder there, and may you write to it?`,
    );
  }
}

function failed(message: string): RefreshOutcome {
  return { outcome: "failed", message };
}
