/**
 * Messages of ours by HTTP-Redirect (SAML Bindings §3.4.4.1), signed over the octets that are sent and by whatever
 * holds the key: one encoding of every parameter, and no other code that writes one.
 */
import { deflateRawSync } from "node:zlib";
import { ok, type Result } from "../../core/result.ts";
import type { Signer, SigningFailure } from "../../ports.ts";

export interface OutgoingMessage {
  readonly parameter: "SAMLRequest" | "SAMLResponse";
  readonly xml: string;
  /** Where it goes; it may have a query of its own. */
  readonly destination: string;
  readonly relayState: string | undefined;
}

const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

export async function signedRedirectUrl(
  { parameter, xml, destination, relayState }: OutgoingMessage,
  signer: Signer,
): Promise<Result<string, SigningFailure>> {
  const parameters = [
    [parameter, deflateRawSync(xml).toString("base64")],
    ...(relayState === undefined ? [] : [["RelayState", relayState]]),
    ["SigAlg", RSA_SHA256],
  ];
  const query = parameters.map(([name, value = ""]) => `${name}=${encoded(value)}`).join("&");
  const signed = await signer.sign(Buffer.from(query));
  if (!signed.ok) return signed;
  const signature = Buffer.from(signed.value).toString("base64");
  const separator = destination.includes("?") ? "&" : "?";
  return ok(`${destination}${separator}${query}&Signature=${encoded(signature)}`);
}

/** With the apostrophe, which browsers encode in a query: the octets that are signed are those that arrive. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("'", "%27");
}
