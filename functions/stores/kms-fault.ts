/** PURE: what went wrong with a call of KMS, as one word of a fixed list; messages of AWS hold ARNs and account ids. */
import type { SigningFault } from "../ports.ts";

/** Names from https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html and CommonErrors.html. */
const FAULTS: ReadonlyMap<string, SigningFault> = new Map<string, SigningFault>([
  ["ThrottlingException", "throttled"],
  ["LimitExceededException", "throttled"],
  ["AccessDeniedException", "access_denied"],
  ["NotFoundException", "key_not_found"],
  ["DisabledException", "key_unusable"],
  ["InvalidKeyUsageException", "key_unusable"],
  ["KMSInvalidStateException", "key_unusable"],
  ["KeyUnavailableException", "server_error"],
  ["DependencyTimeoutException", "server_error"],
  ["KMSInternalException", "server_error"],
  ["ExpiredTokenException", "credentials_refused"],
  ["IncompleteSignatureException", "credentials_refused"],
  ["InvalidSignatureException", "credentials_refused"],
  ["MissingAuthenticationTokenException", "credentials_refused"],
  ["UnrecognizedClientException", "credentials_refused"],
]);

/** Of an answer that is not 2xx. */
export function faultOfAnswer(status: number, text: string): SigningFault {
  // `__type` may have a namespace before `#`.
  const [, name = ""] = /"__type"\s*:\s*"(?:[^"#]*#)?([A-Za-z]+)"/.exec(text) ?? [];
  return (
    FAULTS.get(name) ?? (status === 429 ? "throttled" : status >= 500 ? "server_error" : "request_refused")
  );
}

/** Of a call that had no answer. */
export function faultOfCall(cause: unknown): SigningFault {
  const name = cause instanceof Error ? cause.name : "";
  return name === "CredentialsProviderError" ? "credentials_refused" : "unreachable";
}
