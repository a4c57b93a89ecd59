/**
 * Asking an identity provider for its metadata: https, no redirects, within a deadline and a size.
 * What comes back is a stranger's text until it is compared or its signature is verified.
 */
import { err, ok, type Result } from "../../functions/core/result.ts";
import {
  createBoundedFetch,
  type ProviderFault,
  ProviderUnavailable,
} from "../../functions/identity/oidc/bounded-fetch.ts";
import { MAX_METADATA_BYTES } from "../../functions/identity/saml/metadata-document.ts";

export interface MetadataFetchBounds {
  readonly allowLoopbackHttp: boolean;
  /** Over headers and body. */
  readonly timeoutMilliseconds: number;
}

const FAULTS: Readonly<Record<ProviderFault, string>> = {
  timed_out: "did not answer in time; try again, or fetch the file by hand",
  unreachable: "cannot be reached; check `metadata.url` and the way there",
  answer_too_large: "is larger than 20 MB; ask the publisher for this one identity provider's instead of all",
  redirected:
    "is not at `metadata.url`, which answers with a redirect; write the address it leads to into the policy",
  server_error: "cannot be had: the publisher has a fault of its own; try again later",
  forbidden_url:
    "is not asked for: `metadata.url` must be https, and http to this machine needs `development: true`",
};

/** The text without a byte order mark; or the end of a sentence that begins with "the published metadata". */
export async function fetchMetadata(
  url: string,
  { allowLoopbackHttp, timeoutMilliseconds }: MetadataFetchBounds,
): Promise<Result<string, string>> {
  const fetchBounded = createBoundedFetch({
    allowedHosts: new Set([new URL(url).host]),
    allowLoopbackHttp,
    timeoutMilliseconds,
    maxBodyBytes: MAX_METADATA_BYTES,
  });
  try {
    const response = await fetchBounded(url, {
      headers: { accept: "application/samlmetadata+xml, application/xml;q=0.9, */*;q=0.8" },
    });
    if (response.status !== 200) {
      return err(`is not at \`metadata.url\`, which answers with HTTP ${response.status}; check the address`);
    }
    return decode(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof ProviderUnavailable) return err(`${FAULTS[error.fault]}${networkCode(error)}`);
    throw error;
  }
}

function decode(bytes: ArrayBuffer): Result<string, string> {
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return err("is not UTF-8; ask the publisher");
  }
}

/** ENOTFOUND, CERT_HAS_EXPIRED and the like: the one part of fetch's error that helps. */
function networkCode({ cause }: Error): string {
  const { code } = Object(Object(cause).cause);
  return typeof code === "string" ? ` (${code})` : "";
}
