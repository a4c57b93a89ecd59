/**
 * PURE: the algorithms of XML Signature under the names that people use for them.
 * The weak ones are here to be refused by whoever is under test.
 */

export const SIGNATURE_ALGORITHMS = {
  "rsa-sha1": "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
  "rsa-sha256": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  "rsa-sha512": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
  "sha256-rsa-MGF1": "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
  "hmac-sha1": "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
} as const;

export type SignatureAlgorithm = keyof typeof SIGNATURE_ALGORITHMS;

export const DIGEST_ALGORITHMS = {
  sha1: "http://www.w3.org/2000/09/xmldsig#sha1",
  sha256: "http://www.w3.org/2001/04/xmlenc#sha256",
  sha512: "http://www.w3.org/2001/04/xmlenc#sha512",
} as const;

export type DigestAlgorithm = keyof typeof DIGEST_ALGORITHMS;

export const CANONICALIZATIONS = {
  exclusive: "http://www.w3.org/2001/10/xml-exc-c14n#",
  "exclusive-with-comments": "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
  inclusive: "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
  "inclusive-with-comments": "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
} as const;

export type Canonicalization = keyof typeof CANONICALIZATIONS;

export const TRANSFORMS = {
  enveloped: "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
  ...CANONICALIZATIONS,
} as const;

export type Transform = keyof typeof TRANSFORMS;
