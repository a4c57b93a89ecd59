/**
 * Messages of the HTTP-Redirect binding (SAML Bindings §3.4.4.1): the signature is over the octets of the query as its
 * sender wrote them. So they are tried as they came first, and then as redirect-spellings.ts would have written them.
 */
import type { KeyObject } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { decodeValue, type RawParameter, spellings } from "./redirect-spellings.ts";
import { isSignedBy } from "./signature-check.ts";
import { signatureAlgorithm } from "./signature-shape.ts";
import { decodeUtf8 } from "./xml-text.ts";

export interface RedirectMessage {
  readonly xml: string;
  readonly relayState: string | undefined;
}

const MAX_QUERY_LENGTH = 16_384;
const MAX_XML_BYTES = 65_536;
const MAX_RELAY_STATE_BYTES = 80;
const SIGNED_PARAMETERS = ["SAMLRequest", "RelayState", "SigAlg"];

/** `rawQuery`: without `?`. */
export function verifyRedirect(
  rawQuery: string,
  keys: readonly KeyObject[],
): Result<RedirectMessage, Refusal> {
  if (rawQuery.length > MAX_QUERY_LENGTH) return invalid("length");
  const raw = rawParameters(rawQuery);
  if (raw === undefined) return invalid("parameters");
  const [message, algorithmName, signature] = ["SAMLRequest", "SigAlg", "Signature"].map((name) =>
    decode(raw.get(name)),
  );
  if (message === undefined) return invalid("SAMLRequest");
  if (algorithmName === undefined || signature === undefined) return err(refusal("saml_logout_unsigned"));
  const algorithm = signatureAlgorithm(algorithmName);
  if (algorithm === undefined) return err(refusal("saml_signature_algorithm", { rule: "SigAlg" }));
  const value = base64(signature);
  const isSigned =
    value !== undefined &&
    spellings(signedParameters(raw)).some((text) =>
      keys.some((key) => isSignedBy(key, algorithm, Buffer.from(text), value)),
    );
  if (!isSigned) return err(refusal("saml_logout_signature"));

  const relayState = raw.has("RelayState") ? decode(raw.get("RelayState")) : undefined;
  if (relayState !== undefined && Buffer.byteLength(relayState) > MAX_RELAY_STATE_BYTES) {
    return err(refusal("saml_relay_state"));
  }
  const xml = inflate(message);
  return xml.ok ? ok({ xml: xml.value, relayState }) : xml;
}

/** By name, still encoded; undefined where a name comes twice. */
function rawParameters(rawQuery: string): ReadonlyMap<string, string> | undefined {
  const parameters = new Map<string, string>();
  for (const pair of rawQuery.split("&")) {
    const at = pair.indexOf("=");
    const name = at < 0 ? pair : pair.slice(0, at);
    if (parameters.has(name)) return undefined;
    parameters.set(name, at < 0 ? "" : pair.slice(at + 1));
  }
  return parameters;
}

/** In the order of the binding, whatever their order in the query. */
function signedParameters(raw: ReadonlyMap<string, string>): readonly RawParameter[] {
  return SIGNED_PARAMETERS.flatMap((name) => {
    const value = raw.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** Undefined for an empty value too: in none of the parameters does it say anything. */
function decode(encoded: string | undefined): string | undefined {
  return encoded === undefined || encoded === "" ? undefined : decodeValue(encoded);
}

function base64(text: string): Buffer | undefined {
  const plain = text.replace(/[\r\n\t ]+/g, "");
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(plain)
    ? Buffer.from(plain, "base64")
    : undefined;
}

function inflate(message: string): Result<string, Refusal> {
  const compressed = base64(message);
  if (compressed === undefined) return err(refusal("saml_base64"));
  try {
    return decodeUtf8(inflateRawSync(compressed, { maxOutputLength: MAX_XML_BYTES }));
  } catch {
    return invalid("deflate");
  }
}

function invalid(rule: string): Result<never, Refusal> {
  return err(refusal("saml_logout_invalid", { rule }));
}
