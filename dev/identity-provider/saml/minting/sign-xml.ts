/**
 * An enveloped XML signature on one element of a document, by xml-crypto.
 * Whoever is under test has the strict eye; this signs what it is told to, in the way it is told to.
 */

import { SignedXml } from "xml-crypto";
import { listPrefixesOnce } from "./inclusive-namespaces.ts";
import type { SamlKey } from "./saml-key.ts";
import {
  CANONICALIZATIONS,
  type Canonicalization,
  DIGEST_ALGORITHMS,
  type DigestAlgorithm,
  SIGNATURE_ALGORITHMS,
  type SignatureAlgorithm,
  TRANSFORMS,
  type Transform,
} from "./signature-algorithms.ts";

export interface SignatureStyle {
  /** Default `rsa-sha256`. `hmac-sha1` is keyed with the certificate's PEM, as a confused verifier would do it. */
  readonly signatureAlgorithm?: SignatureAlgorithm;
  /** Default `sha256`. */
  readonly digestAlgorithm?: DigestAlgorithm;
  /** Of SignedInfo. Default `exclusive`. */
  readonly canonicalization?: Canonicalization;
  /** Of the signed element. Default `enveloped`, then `exclusive`. */
  readonly transforms?: readonly Transform[];
  /** Default true: the key's certificate. False: no KeyInfo. A string: this certificate (PEM) instead. */
  readonly keyInfo?: boolean | string;
  /** `InclusiveNamespaces` of the transforms that canonicalise. Default none. */
  readonly inclusiveNamespacesPrefixList?: readonly string[];
  /** Of the Signature's elements; the empty string is the default namespace. Default `ds`. */
  readonly prefix?: string;
}

/** `reference` is an XPath into the unsigned document. */
interface SignatureLocation {
  readonly reference: string;
  readonly action: "append" | "prepend" | "before" | "after";
}

export interface SignOptions extends SignatureStyle {
  readonly key: SamlKey;
  /** The `ID` of the element to sign; of several, the first is. */
  readonly elementId: string;
  /** Default right after the element's Issuer, which must be there. */
  readonly location?: SignatureLocation;
}

/** The document with the signature in it, written anew by xml-crypto's parser: what is not XML comes out as XML. */
export function signXml(xml: string, options: SignOptions): string {
  const { key, elementId, signatureAlgorithm = "rsa-sha256", keyInfo = true } = options;
  const target = elementById(elementId);
  const { location = { reference: `${target}/*[local-name()='Issuer'][1]`, action: "after" } } = options;
  const published = keyInfo === true ? key.certificate : keyInfo;
  const signer = new SignedXml({
    idAttribute: "ID",
    privateKey: signatureAlgorithm === "hmac-sha1" ? key.certificate : key.privateKey,
    signatureAlgorithm: SIGNATURE_ALGORITHMS[signatureAlgorithm],
    canonicalizationAlgorithm: CANONICALIZATIONS[options.canonicalization ?? "exclusive"],
  });
  if (signatureAlgorithm === "hmac-sha1") signer.enableHMAC();
  signer.getKeyInfoContent = ({ prefix }) =>
    published === false
      ? null
      : SignedXml.getKeyInfoContent({ publicCert: published, prefix: prefix ?? null });
  signer.addReference({
    xpath: target,
    transforms: (options.transforms ?? ["enveloped", "exclusive"]).map((name) => TRANSFORMS[name]),
    digestAlgorithm: DIGEST_ALGORITHMS[options.digestAlgorithm ?? "sha256"],
    inclusiveNamespacesPrefixList: [...(options.inclusiveNamespacesPrefixList ?? [])],
  });
  listPrefixesOnce(signer);
  signer.computeSignature(xml, { prefix: options.prefix ?? "ds", location: { ...location } });
  return signer.getSignedXml();
}

/** XPath for the first element with this ID. */
export function elementById(id: string): string {
  const quote = id.includes("'") ? '"' : "'";
  return `(//*[@ID=${quote}${id}${quote}])[1]`;
}
