/**
 * xml-crypto 6.3 lists the prefixes that are to count in every transform of a reference. Only canonicalisation
 * knows what to do with such a list (Exclusive XML Canonicalization §4), and real identity providers put it there
 * alone, so it is taken out of the others before the signature is computed.
 */

import type { SignedXml } from "xml-crypto";
import { NAMESPACES } from "./saml-names.ts";
import { TRANSFORMS } from "./signature-algorithms.ts";

interface TransformElement {
  readonly firstChild: object | null;
  getAttribute(name: string): string | null;
  removeChild(child: object): void;
}

interface SignatureElement {
  getElementsByTagNameNS(namespace: string, localName: string): ArrayLike<TransformElement>;
}

/** The method of xml-crypto that writes the references, which it does not offer for overriding. */
interface ReferenceWriter {
  addAllReferences(document: object, signature: SignatureElement, ...more: readonly unknown[]): void;
}

export function listPrefixesOnce(signer: SignedXml): void {
  const writer = signer as unknown as ReferenceWriter;
  const write = writer.addAllReferences.bind(signer);
  writer.addAllReferences = (document, signature, ...more) => {
    write(document, signature, ...more);
    for (const transform of Array.from(signature.getElementsByTagNameNS(NAMESPACES.signature, "Transform"))) {
      if (transform.getAttribute("Algorithm") !== TRANSFORMS.enveloped) continue;
      while (transform.firstChild) transform.removeChild(transform.firstChild);
    }
  };
}
