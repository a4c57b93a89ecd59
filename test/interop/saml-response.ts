/** What can be told from a posted SAMLResponse by looking at it; nothing here is verified. */
import type { Form } from "./html-form.ts";

/** The XML as the identity provider sent it. */
export function responseXml({ fields }: Form): string {
  return Buffer.from(fields.SAMLResponse ?? "", "base64").toString();
}

/** Which of Response and Assertion carry a signature of their own, in document order. */
export function signedElements(xml: string): readonly string[] {
  const issued = /<saml:Issuer\b[^>]*>[^<]*<\/saml:Issuer>\s*<(?:ds:)?Signature\b/;
  const elements = new RegExp(`<samlp?:(Response|Assertion)\\b[^>]*>\\s*${issued.source}`, "g");
  return [...xml.matchAll(elements)].map(([, element = ""]) => element);
}
