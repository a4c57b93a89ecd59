/**
 * Receiving over the HTTP-Redirect binding (SAML Bindings §3.4).
 * Invariant: the signature is verified over the octets of the query as they came, never over what they decode to,
 * and every message has one.
 */

import { verify } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { SIGNATURE_ALGORITHMS } from "./minting/signature-algorithms.ts";
import { RequestFault } from "./request-fault.ts";

export type MessageKind = "SAMLRequest" | "SAMLResponse";

export interface RedirectMessage {
  /** Unverified until `verifyRedirectMessage` has returned. */
  readonly unverifiedXml: string;
  /** Null if there is none; it may be empty. */
  readonly relayState: string | null;
  readonly signedOctets: string;
  readonly signatureAlgorithm: string;
  readonly signature: Buffer;
}

/** Deflate makes a thousand of one: a message of a few kilobytes has no business to be larger. */
const MAX_INFLATED_BYTES = 64 * 1024;
const MAX_RELAY_STATE_BYTES = 80;
const DEFLATE_ENCODING = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";
const HASHES: Readonly<Record<string, string>> = {
  [SIGNATURE_ALGORITHMS["rsa-sha256"]]: "sha256",
  [SIGNATURE_ALGORITHMS["rsa-sha512"]]: "sha512",
};

/** `rawQuery` is what stands after the question mark, as it came. Throws a `RequestFault`. */
export function readRedirectMessage(rawQuery: string, kind: MessageKind): RedirectMessage {
  const raw = rawParameters(rawQuery);
  const required = (name: string): string => {
    const value = raw.get(name);
    if (value === undefined) throw new RequestFault(`There is no ${name} in the query.`);
    return value;
  };
  const encoding = raw.get("SAMLEncoding");
  if (encoding !== undefined && decode(encoding) !== DEFLATE_ENCODING) {
    throw new RequestFault("The message is not in the DEFLATE encoding.");
  }
  const relayState = raw.has("RelayState") ? decode(required("RelayState")) : null;
  if (Buffer.byteLength(relayState ?? "") > MAX_RELAY_STATE_BYTES) {
    throw new RequestFault("RelayState is longer than 80 bytes.");
  }
  const signedNames = [kind, ...(relayState === null ? [] : ["RelayState"]), "SigAlg"];
  return {
    unverifiedXml: inflate(bytes(required(kind), kind)),
    relayState,
    signedOctets: signedNames.map((name) => `${name}=${required(name)}`).join("&"),
    signatureAlgorithm: decode(required("SigAlg")),
    signature: bytes(required("Signature"), "Signature"),
  };
}

/** Throws a `RequestFault` unless one of these certificates' keys made the signature. */
export function verifyRedirectMessage(message: RedirectMessage, certificates: readonly string[]): void {
  const hash = HASHES[message.signatureAlgorithm];
  if (!hash) throw new RequestFault(`Signatures of ${message.signatureAlgorithm} are not accepted.`);
  const signed = Buffer.from(message.signedOctets, "latin1");
  const isSigned = certificates.some((certificate) => verify(hash, signed, certificate, message.signature));
  if (!isSigned) throw new RequestFault("The signature of the message is not that of its Issuer.");
}

function rawParameters(rawQuery: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of rawQuery.split("&")) {
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    if (parameters.has(name)) throw new RequestFault(`${name} is in the query twice.`);
    parameters.set(name, value);
  }
  return parameters;
}

function decode(raw: string): string {
  try {
    return decodeURIComponent(raw.replaceAll("+", " "));
  } catch (cause) {
    throw new RequestFault("The query is not percent-encoded UTF-8.", { cause });
  }
}

function bytes(raw: string, name: string): Buffer {
  const base64 = decode(raw);
  if (!/^(?:[A-Za-z0-9+/]{4})+$/.test(base64.replace(/={1,2}$/, (padding) => "A".repeat(padding.length)))) {
    throw new RequestFault(`${name} is not in base64.`);
  }
  return Buffer.from(base64, "base64");
}

function inflate(deflated: Buffer): string {
  try {
    return inflateRawSync(deflated, { maxOutputLength: MAX_INFLATED_BYTES }).toString("utf8");
  } catch (cause) {
    throw new RequestFault("The message does not inflate, or is too large.", { cause });
  }
}
