/**
 * A minted Response with the signatures a real identity provider puts on it.
 * Invariant: inside out. The Assertion is signed, then encrypted if it is to be, then the Response is signed, so
 * that each signature covers what is inside it as it is sent.
 */

import { type EncryptionOptions, encryptAssertion } from "./encrypt-assertion.ts";
import { makeMessageId } from "./message-id.ts";
import type { ResponseSpec } from "./response-spec.ts";
import { responseXml } from "./response-xml.ts";
import type { SamlKey } from "./saml-key.ts";
import { elementById, type SignatureStyle, signXml } from "./sign-xml.ts";

export type SignedParts = "assertion" | "response" | "both";

export interface SigningOptions extends SignatureStyle {
  readonly key: SamlKey;
  readonly sign: SignedParts;
}

/** Throws if what is to be signed has no ID. */
export function signedResponse(spec: ResponseSpec, options: SigningOptions): string {
  const identified = withIds(spec);
  return signEnvelope(signContent(responseXml(identified), identified, options), identified, options);
}

/** The same with the Assertion encrypted. With `sign: "assertion"` nothing protects the ciphertext. */
export async function encryptedResponse(
  spec: ResponseSpec,
  options: SigningOptions & { readonly encryption: EncryptionOptions },
): Promise<string> {
  const identified = withIds(spec);
  const content = signContent(responseXml(identified), identified, options);
  return signEnvelope(await encryptAssertion(content, options.encryption), identified, options);
}

function signContent(xml: string, spec: ResponseSpec, options: SigningOptions): string {
  if (options.sign === "response" || spec.hasAssertion === false) return xml;
  return signElement(xml, spec.assertionId, spec.assertionIssuer === null, options);
}

function signEnvelope(xml: string, spec: ResponseSpec, options: SigningOptions): string {
  if (options.sign === "assertion") return xml;
  return signElement(xml, spec.responseId, spec.responseIssuer === null, options);
}

function signElement(
  xml: string,
  elementId: string | null | undefined,
  isWithoutIssuer: boolean,
  options: SigningOptions,
): string {
  if (!elementId) throw new TypeError("an element without an ID cannot be signed");
  const first = { reference: elementById(elementId), action: "prepend" } as const;
  return signXml(xml, { ...options, elementId, ...(isWithoutIssuer && { location: first }) });
}

function withIds(spec: ResponseSpec): ResponseSpec {
  const { responseId = makeMessageId(), assertionId = makeMessageId() } = spec;
  return { ...spec, responseId, assertionId };
}
