/**
 * Responses altered by whoever stands between the identity provider and us, or by a provider that means harm. They
 * are altered as text, since a parser would repair what a row breaks. A change that changes nothing throws, so no row
 * can pass with a response that was right all along.
 */
import { sign } from "node:crypto";
import { cutAssertion, declareNamespaces } from "../../dev/identity-provider/saml/minting/assertion-text.ts";
import { encryptedAssertionXml } from "../../dev/identity-provider/saml/minting/encrypt-assertion.ts";
import { responseXml } from "../../dev/identity-provider/saml/minting/response-xml.ts";
import { NAMESPACES } from "../../dev/identity-provider/saml/minting/saml-names.ts";
import { signXml } from "../../dev/identity-provider/saml/minting/sign-xml.ts";
import { canonicalize } from "../../functions/identity/saml/exclusive-c14n.ts";
import { elementsOf, isNamed, parseXml } from "../../functions/identity/saml/strict-xml.ts";
import {
  ASSERTION_ID,
  type Change,
  KEYS,
  type Mint,
  minted,
  NAME_ID,
  RESPONSE_ID,
  type Signing,
  VICTIM,
} from "./saml-minting.ts";

/** Altered after it was signed. */
export function tampered(alter: (xml: string) => string, signing: Signing = {}, change: Change = {}): Mint {
  return async (spec) => altered(await minted(change, signing)(spec), alter);
}

/** What stands in a place, or what becomes of that which stands there. */
export type Replacement = string | ((found: string) => string);

/** One place of the signed message replaced. */
export function replacing(
  from: string | RegExp,
  to: Replacement,
  signing: Signing = {},
  change: Change = {},
): Mint {
  return tampered((xml) => replaced(xml, from, to), signing, change);
}

/** The first of them. */
export function replaced(xml: string, from: string | RegExp, to: Replacement): string {
  return differing(xml, xml.replace(from, typeof to === "function" ? to : () => to));
}

export const SIGNATURE = /<ds:Signature [\s\S]*?<\/ds:Signature>/;

/** A message in pieces, to be put together in another way. */
export interface Pieces {
  /** Up to and after the assertion, the Response's own tags among them. */
  readonly before: string;
  readonly after: string;
  readonly assertion: string;
  /** Of the assertion. */
  readonly signature: string;
  /** The assertion without it. */
  readonly unsigned: string;
  /** The same about the victim, under an id of its own. */
  readonly forged: string;
}

/** Of a message whose assertion is signed, put together again after it was signed. */
export function rebuilt(build: (pieces: Pieces) => string): Mint {
  return tampered((xml) => {
    const { before, assertion, after } = cutAssertion(xml);
    const signature = SIGNATURE.exec(assertion)?.[0] ?? "";
    const unsigned = replaced(assertion, signature, "");
    return build({ before, after, assertion, signature, unsigned, forged: forgery(unsigned) });
  });
}

/** What an attacker makes of an assertion. */
export function forgery(assertion: string): string {
  return replaced(replaced(assertion, `ID="${ASSERTION_ID}"`, 'ID="_forged"'), NAME_ID, VICTIM);
}

/** SignedInfo changed and signed again by the provider's own key, as if its software had meant it so. */
export function resigned(
  from: string | RegExp,
  to: Replacement,
  inclusivePrefixes: readonly string[] = [],
): Mint {
  return tampered((xml) => signedAgain(replaced(xml, from, to), inclusivePrefixes));
}

function signedAgain(xml: string, inclusivePrefixes: readonly string[]): string {
  const root = parseXml(xml);
  if (!root.ok) throw new Error(root.error.reason);
  const signedInfo = [...elementsOf(root.value)].find((each) => isNamed(each, "signature", "SignedInfo"));
  if (signedInfo === undefined) throw new Error("nothing is signed");
  const content = canonicalize(signedInfo, { inclusivePrefixes });
  const value = sign("sha256", Buffer.from(content), KEYS.first.privateKey).toString("base64");
  return replaced(xml, /(?<=<ds:SignatureValue>)[^<]+/, value);
}

/** Where an assertion stands in a message, these are declared around it. */
const IN_SCOPE = new Map([
  ["xmlns:saml", `"${NAMESPACES.assertion}"`],
  ["xmlns:samlp", `"${NAMESPACES.protocol}"`],
]);

/** As a document of its own. */
export function standingAlone(assertion: string): string {
  return declareNamespaces(assertion, IN_SCOPE);
}

interface Alterations {
  /** Of the assertion as a document of its own. */
  readonly plaintext?: (assertion: string) => string;
  /** Of the EncryptedAssertion, before the Response is signed. */
  readonly ciphertext?: (encryptedAssertion: string) => string;
  /** Of the assertion; default none. */
  readonly inner?: Signing;
}

/** Altered as the provider itself might have, so that the signature of the Response is right. */
export function sealed({ plaintext, ciphertext, inner }: Alterations): Mint {
  return async (spec) => {
    const plain = responseXml(spec);
    const xml =
      inner === undefined ? plain : signXml(plain, { key: KEYS.first, elementId: ASSERTION_ID, ...inner });
    const { before, assertion, after } = cutAssertion(xml);
    const { certificate } = KEYS.decryption;
    const secret = await encryptedAssertionXml(altered(standingAlone(assertion), plaintext), { certificate });
    const content = altered(secret, ciphertext);
    return signXml(before + content + after, { key: KEYS.first, elementId: RESPONSE_ID });
  };
}

function altered(text: string, alter: ((text: string) => string) | undefined): string {
  return alter === undefined ? text : differing(text, alter(text));
}

function differing(before: string, after: string): string {
  if (before === after) throw new Error("the row alters nothing");
  return after;
}
