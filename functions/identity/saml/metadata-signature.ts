/**
 * The signature of a metadata document (SAML Metadata §3): enveloped, over the whole document, by the one key the
 * operator pinned. Only the command line loads this; the functions get metadata that was settled before.
 * Invariant: what comes back is what was signed, cut free of everything around it.
 */
import { X509Certificate } from "node:crypto";
import { SignedXml } from "xml-crypto";
import type { Element } from "xmldom-strict";
import type { Refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { keyFault } from "./metadata-certificates.ts";
import { openMetadata } from "./metadata-document.ts";
import { signatureFault } from "./signature-check.ts";
import { type SignatureShape, shapeOfSignature } from "./signature-shape.ts";
import { attributeOf, elementsOf, isNamed } from "./strict-xml.ts";

const FORM = "needs one enveloped signature over its root, RSA with SHA-256 or SHA-512";

const CHANGED =
  "was changed after it was signed; fetch it again, and if that does not help, ask the publisher";
const STRANGER = "is not signed by the pinned certificate; ask the publisher which one signs now";

/** The signed document without its signature, in exclusive canonical form; or the end of a sentence about the document. */
export function verifyMetadataSignature(xml: string, certificatePem: string): Result<string, string> {
  const certificate = readPinned(certificatePem);
  if (!certificate.ok) return certificate;
  const document = openMetadata(xml);
  if (!document.ok) return document;
  const { root } = document.value;
  const shape = rootSignature(root);
  if (!shape.ok) return shape;
  const fault = signatureFault(shape.value, [certificate.value.publicKey]);
  if (fault !== undefined) return err(fault.reason === "saml_digest" ? CHANGED : STRANGER);
  return signedBytes(document.value.xml, shape.value, certificate.value);
}

function readPinned(pem: string): Result<X509Certificate, string> {
  if (pem.split("-----BEGIN ").length !== 2) {
    return err(
      "cannot be verified: the file in `signedBy` must hold one certificate in PEM and nothing else",
    );
  }
  try {
    const certificate = new X509Certificate(pem);
    const fault = keyFault(certificate.publicKey);
    return fault === undefined
      ? ok(certificate)
      : err(`cannot be verified: the certificate in \`signedBy\` ${fault}`);
  } catch {
    return err("cannot be verified: the file in `signedBy` holds no certificate in PEM");
  }
}

/** The only signature in the document, whatever its namespace, and right below the root. */
function rootSignature(root: Element): Result<SignatureShape, string> {
  const [signature, ...others] = elementsOf(root).filter(({ localName }) => localName === "Signature");
  if (signature === undefined) {
    return err("is not signed; with `signedBy` it must be, so ask the publisher for the signed document");
  }
  const isOfRoot = isNamed(signature, "signature", "Signature") && signature.parentNode === root;
  if (others.length > 0 || !isOfRoot) {
    return err(`is signed in a way that is not accepted: it ${FORM}, and no other signature`);
  }
  if (!/^[A-Za-z_][\w.-]*$/.test(attributeOf(root, "ID") ?? "")) {
    return err("has a signature, but no usable ID on its root that the signature could be about");
  }
  const shape = shapeOfSignature(signature, root);
  return shape.ok ? shape : err(otherForm(shape.error));
}

function otherForm({ reason, evidence }: Refusal): string {
  return `is signed in a way that is not accepted (${[reason, evidence.rule].filter(Boolean).join(", ")}): it ${FORM}`;
}

/** The second verifier, of another make; it alone says what was signed. Its key is ours, never KeyInfo's. */
function signedBytes(
  xml: string,
  { signature }: SignatureShape,
  certificate: X509Certificate,
): Result<string, string> {
  try {
    const verifier = new SignedXml({
      publicCert: certificate.toString(),
      getCertFromKeyInfo: () => null,
    });
    verifier.loadSignature(signature);
    const isValid = verifier.checkSignature(xml);
    const [signed, ...others] = verifier.getSignedReferences();
    if (isValid && signed !== undefined && others.length === 0) return ok(signed);
  } catch {
    // xml-crypto throws for a wrong signature, and its message quotes the document.
  }
  return err("has a signature on which two verifiers disagree; please report this");
}
