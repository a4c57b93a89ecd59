/** PURE: a message as the HTTP-POST binding carries it (SAML Bindings §3.5.4). */

/** Base64 of the UTF-8 bytes, in one line. */
export function toFormField(xml: string): string {
  return Buffer.from(xml, "utf8").toString("base64");
}
