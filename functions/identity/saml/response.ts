/**
 * A posted SAMLResponse, verified. In this order, the first fault refusing: text, limits, shape, what the policy
 * requires, our check of every signature, decryption and the same again for the plaintext, every rule of the
 * assertion, the library's own verification, and every rule once more on the bytes that were signed.
 */
import type { KeyObject } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { SamlRequirements } from "../../core/policy-identity.ts";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import {
  type AssertionContent,
  type AssertionExpected,
  issueInstantFault,
  readAssertion,
} from "./assertion.ts";
import { decryptAssertion } from "./decryption.ts";
import { encryptionFault } from "./encryption-shape.ts";
import { type LibraryParties, signedAssertionXml } from "./library.ts";
import {
  type AssertionShape,
  type ResponseShape,
  shapeOfAssertion,
  shapeOfResponse,
} from "./response-shape.ts";
import { fittingKey, signatureFault } from "./signature-check.ts";
import type { SignatureShape } from "./signature-shape.ts";
import { parseXml } from "./strict-xml.ts";
import { SIGNED_LIMITS } from "./xml-limits.ts";
import { decodeMessage, plainXml } from "./xml-text.ts";

export interface ResponseRules {
  readonly parties: LibraryParties;
  /** Of `parties.certificates`. */
  readonly keys: readonly KeyObject[];
  /** PEM; the newest first. */
  readonly decryptionKeys: readonly string[];
  readonly require: SamlRequirements;
  readonly allowCbc: boolean;
}

export async function verifyResponse(
  field: string,
  rules: ResponseRules,
  expected: AssertionExpected,
): Promise<Result<AssertionContent, Refusal>> {
  const text = decodeMessage(field);
  if (!text.ok) return text;
  const root = parseXml(text.value);
  if (!root.ok) return root;
  const { issuer, recipient } = expected;
  const shape = shapeOfResponse(root.value, { issuer, recipient });
  if (!shape.ok) return shape;
  const fault =
    issueInstantFault(shape.value.response, expected.now) ??
    inResponseToFault(shape.value, expected.requestId) ??
    responseSignatureFault(shape.value, rules);
  if (fault !== undefined) return err(fault);
  const opened = await openAssertion(shape.value, rules);
  if (!opened.ok) return opened;
  const { assertion, privateKey } = opened.value;
  const early = readAssertion(assertion.assertion, expected);
  if (!early.ok) return early;

  const signatures = {
    response: shape.value.responseSignature !== undefined,
    assertion: assertion.assertionSignature !== undefined,
  };
  const xml = plainXml(text.value);
  if (!xml.ok) return xml;
  const parties = withFittingCertificates(rules, [
    shape.value.responseSignature,
    assertion.assertionSignature,
  ]);
  const signed = await signedAssertionXml(parties, xml.value, signatures, privateKey);
  const signedRoot = signed === undefined ? undefined : parseXml(signed, SIGNED_LIMITS);
  // What both of us accepted and then reads differently is the mark of an attack on one of us.
  if (signedRoot?.ok !== true) return err(refusal("saml_verifiers_disagree"));
  const verified = readAssertion(signedRoot.value, expected);
  if (!verified.ok) return verified;
  return saysTheSame(verified.value, early.value) ? early : err(refusal("saml_verifiers_disagree"));
}

/** The library does all its work again for each certificate that does not fit. */
function withFittingCertificates(
  { parties, keys }: ResponseRules,
  signatures: readonly (SignatureShape | undefined)[],
): LibraryParties {
  const fitting = signatures.map((signature) => signature && fittingKey(signature, keys));
  return { ...parties, certificates: parties.certificates.filter((_, place) => fitting.includes(place)) };
}

/**
 * The library writes anew what it verified, and carriage returns come back as line feeds: two people of one name. So
 * what was read before counts, from the tree whose digest was checked, and the library must have read the same; only
 * in attributes, where addresses of several lines are common, line ends may differ.
 */
function saysTheSame(verified: AssertionContent, early: AssertionContent): boolean {
  return isDeepStrictEqual(withPlainLines(verified), withPlainLines(early));
}

function withPlainLines(content: AssertionContent): unknown {
  const attributes = [...content.attributes].map(([name, values]) => [
    name,
    values.map((value) => value.replace(/\r\n?/g, "\n")),
  ]);
  return { ...content, attributes };
}

/** Unsigned, yet where it is present it must fit: who answers another request has mixed something up. */
function inResponseToFault(
  { inResponseTo }: ResponseShape,
  requestId: string | undefined,
): Refusal | undefined {
  const isFit = inResponseTo === undefined || inResponseTo === requestId;
  return isFit ? undefined : refusal("saml_in_response_to", { rule: "Response" });
}

function responseSignatureFault(
  { responseSignature, content }: ResponseShape,
  { require, keys }: ResponseRules,
): Refusal | undefined {
  const isEncrypted = "encryptedAssertion" in content;
  if (responseSignature === undefined) {
    if (isEncrypted) return refusal("saml_encryption_unsigned");
    if (content.assertionSignature === undefined) return refusal("saml_unsigned");
    if (require.signedResponse) return refusal("saml_signature_required", { of: "Response" });
  }
  if (require.encryptedAssertion && !isEncrypted) return refusal("saml_encryption_required");
  return responseSignature && signatureFault(responseSignature, keys);
}

interface OpenedAssertion {
  readonly assertion: AssertionShape;
  /** The key that decrypted it. */
  readonly privateKey: string | undefined;
}

async function openAssertion(
  { content }: ResponseShape,
  rules: ResponseRules,
): Promise<Result<OpenedAssertion, Refusal>> {
  const opened =
    "encryptedAssertion" in content
      ? await decrypted(content.encryptedAssertion, rules)
      : ok({ assertion: content, privateKey: undefined });
  if (!opened.ok) return opened;
  const { assertionSignature } = opened.value.assertion;
  if (assertionSignature === undefined) {
    return rules.require.signedAssertion
      ? err(refusal("saml_signature_required", { of: "Assertion" }))
      : opened;
  }
  const fault = signatureFault(assertionSignature, rules.keys);
  return fault === undefined ? opened : err(fault);
}

async function decrypted(
  encryptedAssertion: Parameters<typeof decryptAssertion>[0],
  { allowCbc, decryptionKeys }: ResponseRules,
): Promise<Result<OpenedAssertion, Refusal>> {
  const fault = encryptionFault(encryptedAssertion, allowCbc);
  if (fault !== undefined) return err(fault);
  const plain = await decryptAssertion(encryptedAssertion, decryptionKeys);
  if (!plain.ok) return plain;
  const root = parseXml(plain.value.plaintext);
  if (!root.ok) return root;
  const assertion = shapeOfAssertion(root.value);
  return assertion.ok ? ok({ assertion: assertion.value, privateKey: plain.value.privateKey }) : assertion;
}
