/**
 * Where the identity provider takes requests and answers by HTTP-Redirect (SAML Metadata §2.4.3, SAML Bindings §3.4).
 * Only https, on this machine also http where the policy allows it; people are sent there with what they want to open.
 */
import type { Element } from "xmldom-strict";
import { err, ok, type Result } from "../../core/result.ts";
import { attributeOf, childrenNamed } from "./strict-xml.ts";

export interface MetadataEndpoints {
  readonly singleSignOnUrl: string;
  readonly singleLogoutUrl: string | null;
}

const HTTP_REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/** Of several endpoints of one kind, the first. */
export function endpointsOf(role: Element, allowLoopbackHttp: boolean): Result<MetadataEndpoints, string> {
  const [signOn] = redirectEndpoints(role, "SingleSignOnService");
  if (signOn === undefined) {
    return err(
      "has no SingleSignOnService with the HTTP-Redirect binding; switch that binding on at the identity provider",
    );
  }
  const singleSignOnUrl = attributeOf(signOn, "Location") ?? "";
  const [logout] = redirectEndpoints(role, "SingleLogoutService");
  // Answers are all we send there: a logout never begins here.
  const singleLogoutUrl =
    logout === undefined
      ? null
      : (attributeOf(logout, "ResponseLocation") ?? attributeOf(logout, "Location") ?? "");
  for (const [service, url] of [
    ["SingleSignOnService", singleSignOnUrl],
    ["SingleLogoutService", singleLogoutUrl],
  ] as const) {
    const fault = url === null ? undefined : urlFault(url, allowLoopbackHttp);
    if (fault !== undefined) return err(`has a ${service} whose address ${fault}`);
  }
  return ok({ singleSignOnUrl, singleLogoutUrl });
}

function redirectEndpoints(role: Element, service: string): readonly Element[] {
  return childrenNamed(role, "metadata", service).filter(
    (element) => attributeOf(element, "Binding") === HTTP_REDIRECT,
  );
}

function urlFault(text: string, allowLoopbackHttp: boolean): string | undefined {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) {
    return "is no https URL; ask the publisher";
  }
  if (/^https?:\/\/[^/?]*@/.test(text) || text.includes("#")) {
    return "has a user name, a password or a fragment; ask the publisher for one without";
  }
  const { protocol, hostname } = new URL(text);
  if (protocol === "https:" || (allowLoopbackHttp && LOOPBACK.includes(hostname))) return undefined;
  return LOOPBACK.includes(hostname)
    ? "is http; http to this machine needs `development: true`, which cannot be deployed"
    : "is http; the identity provider must be reached over https";
}
