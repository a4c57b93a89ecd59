/** Our answer to a LogoutRequest (SAML Core §3.7.2), for HTTP-Redirect. */
import { escapeXml } from "./escape-xml.ts";
import { NAMESPACES } from "./strict-xml.ts";

export interface LogoutResponse {
  readonly id: string;
  /** Our entity id. */
  readonly issuer: string;
  /** Where the identity provider wants answers. */
  readonly destination: string;
  readonly inResponseTo: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function logoutResponseXml({ id, issuer, destination, inResponseTo, now }: LogoutResponse): string {
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
