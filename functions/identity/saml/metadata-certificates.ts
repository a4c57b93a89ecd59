/**
 * The keys an identity provider signs with (SAML Metadata §2.4.1.1): every certificate of every KeyDescriptor for
 * signing, and of those that name no use. The key is what is trusted; who issued the certificate and whether it has
 * ended is not asked.
 */
import { createHash, type KeyObject, X509Certificate } from "node:crypto";
import type { Element } from "xmldom-strict";
import { err, ok, type Result } from "../../core/result.ts";
import type { SigningCertificate } from "../../core/saml-metadata.ts";
import { attributeOf, childrenNamed, textOf } from "./strict-xml.ts";

/** Of RSA, in bits; signature-shape.ts takes no signatures of other lengths. */
const [MIN_BITS, MAX_BITS] = [2_048, 8_192];
/** NIST SP 800-56B asks for odd exponents above 2^16; only this one is in use. */
const PUBLIC_EXPONENT = 65_537n;

/** Each once, in the order of the document. */
export function signingCertificates(role: Element): Result<readonly SigningCertificate[], string> {
  const found = new Map<string, SigningCertificate>();
  const elements = childrenNamed(role, "metadata", "KeyDescriptor")
    .filter((descriptor) => (attributeOf(descriptor, "use") ?? "signing") === "signing")
    .flatMap((descriptor) => certificateElements(descriptor));
  for (const [index, element] of elements.entries()) {
    const certificate = readCertificate(textOf(element) ?? "");
    if (!certificate.ok) return err(`its signing certificate ${index + 1} ${certificate.error}`);
    found.set(certificate.value.fingerprint, certificate.value);
  }
  if (found.size > 0) return ok([...found.values()]);
  return err(
    "names no X.509 certificate to sign with, and names of keys or bare key values are not used; ask for metadata with certificates",
  );
}

function certificateElements(descriptor: Element): readonly Element[] {
  return childrenNamed(descriptor, "signature", "KeyInfo")
    .flatMap((keyInfo) => childrenNamed(keyInfo, "signature", "X509Data"))
    .flatMap((x509Data) => childrenNamed(x509Data, "signature", "X509Certificate"));
}

function readCertificate(text: string): Result<SigningCertificate, string> {
  const base64 = text.replace(/[ \t\r\n]+/g, "");
  const der = Buffer.from(base64, "base64");
  // Buffer passes over what is not base64, and over bits after the end.
  if (base64 === "" || der.toString("base64") !== base64)
    return err("is not base64; fetch the metadata again");
  const certificate = parseCertificate(der);
  if (certificate === undefined) return err("is no X.509 certificate in DER; fetch the metadata again");
  const fault = keyFault(certificate.publicKey);
  if (fault !== undefined) return err(fault);
  return ok({
    der: base64,
    fingerprint: createHash("sha256").update(der).digest("hex"),
    notAfter: Math.floor(Date.parse(certificate.validTo) / 1000),
  });
}

/** Undefined too where more than the certificate stands there, and for PEM. */
function parseCertificate(der: Buffer): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(der);
    return certificate.raw.equals(der) ? certificate : undefined;
  } catch {
    return undefined;
  }
}

/** Why signatures by this key are not accepted; undefined if they are. */
export function keyFault({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): string | undefined {
  if (asymmetricKeyType !== "rsa") {
    return `has a key of type ${asymmetricKeyType}; only RSA is accepted, so the identity provider must sign with an RSA key`;
  }
  const { modulusLength = 0, publicExponent } = asymmetricKeyDetails;
  if (modulusLength < MIN_BITS || modulusLength > MAX_BITS) {
    return `has an RSA key of ${modulusLength} bits; from ${MIN_BITS} to ${MAX_BITS} are accepted, so the identity provider needs a new key`;
  }
  return publicExponent === PUBLIC_EXPONENT
    ? undefined
    : `has an RSA key with the public exponent ${publicExponent}; only ${PUBLIC_EXPONENT} is accepted, so the identity provider needs a new key`;
}
