/**
 * Our answer to a LogoutRequest (SAML Core §3.7.2) by HTTP-Redirect, signed over the octets that are sent: the library
 * signs one encoding of RelayState and sends another.
 */
import { sign } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { escapeXml } from "./escape-xml.ts";
import { NAMESPACES } from "./strict-xml.ts";

export interface LogoutResponse {
  readonly id: string;
  /** Our entity id. */
  readonly issuer: string;
  /** Where the identity provider wants answers; it may have a query of its own. */
  readonly destination: string;
  readonly inResponseTo: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly relayState: string | undefined;
}

const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

/** `privateKey`: PEM. */
export function logoutResponseUrl(response: LogoutResponse, privateKey: string): string {
  const parameters = [
    ["SAMLResponse", deflateRawSync(logoutResponseXml(response)).toString("base64")],
    ...(response.relayState === undefined ? [] : [["RelayState", response.relayState]]),
    ["SigAlg", RSA_SHA256],
  ];
  const query = parameters.map(([name, value = ""]) => `${name}=${encoded(value)}`).join("&");
  const signature = sign("sha256", Buffer.from(query), privateKey).toString("base64");
  const separator = response.destination.includes("?") ? "&" : "?";
  return `${response.destination}${separator}${query}&Signature=${encoded(signature)}`;
}

/** With the apostrophe, which browsers encode in a query: the octets that are signed are those that arrive. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("'", "%27");
}

function logoutResponseXml({ id, issuer, destination, inResponseTo, now }: LogoutResponse): string {
  const attributes = Object.entries({
    ID: id,
    Version: "2.0",
    IssueInstant: new Date(now).toISOString(),
    Destination: destination,
    InResponseTo: inResponseTo,
  }).map(([name, value]) => `${name}="${escapeXml(value)}"`);
  return [
    `<samlp:LogoutResponse xmlns:samlp="${NAMESPACES.protocol}" xmlns:saml="${NAMESPACES.assertion}" ${attributes.join(" ")}>`,
    `<saml:Issuer>${escapeXml(issuer)}</saml:Issuer>`,
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
    "</samlp:LogoutResponse>",
  ].join("");
}
