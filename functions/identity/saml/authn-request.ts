/** Our AuthnRequest (SAML Core §3.4.1), for HTTP-Redirect: its signature is the query's, and none stands in it. */
import { escapeXml } from "./escape-xml.ts";
import { NAMESPACES } from "./strict-xml.ts";

export interface AuthnRequest {
  readonly id: string;
  /** Our entity id. */
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly destination: string;
  readonly assertionConsumerServiceUrl: string;
  /** Asks for a fresh sign-in. */
  readonly forceAuthn: boolean;
  /** Exactly one of these classes must come back; empty asks for none. */
  readonly authnContexts: readonly string[];
}

const HTTP_POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
const [PROTOCOL, ASSERTION] = [
  `xmlns:samlp="${NAMESPACES.protocol}"`,
  `xmlns:saml="${NAMESPACES.assertion}"`,
];

/** What is not asked for cannot be refused: no Format of the NameID, and no RequestedAuthnContext unless one counts. */
export function authnRequestXml(request: AuthnRequest): string {
  const { id, issuer, now, destination, assertionConsumerServiceUrl, forceAuthn, authnContexts } = request;
  const attributes = Object.entries({
    ID: id,
    Version: "2.0",
    IssueInstant: new Date(now).toISOString(),
    ProtocolBinding: HTTP_POST,
    Destination: destination,
    ...(forceAuthn && { ForceAuthn: "true" }),
    AssertionConsumerServiceURL: assertionConsumerServiceUrl,
  }).map(([name, value]) => `${name}="${escapeXml(value)}"`);
  return [
    `<?xml version="1.0"?><samlp:AuthnRequest ${PROTOCOL} ${attributes.join(" ")}>`,
    `<saml:Issuer ${ASSERTION}>${escapeXml(issuer)}</saml:Issuer>`,
    `<samlp:NameIDPolicy ${PROTOCOL} AllowCreate="true"/>`,
    authnContexts.length === 0 ? "" : requestedAuthnContext(authnContexts),
    "</samlp:AuthnRequest>",
  ].join("");
}

function requestedAuthnContext(classes: readonly string[]): string {
  const references = classes.map(
    (name) => `<saml:AuthnContextClassRef ${ASSERTION}>${escapeXml(name)}</saml:AuthnContextClassRef>`,
  );
  return `<samlp:RequestedAuthnContext ${PROTOCOL} Comparison="exact">${references.join("")}</samlp:RequestedAuthnContext>`;
}
