/** PURE: the messages of single logout (SAML Core §3.7): the request that is sent, the response that comes back. */

import { attributeOf, childOf, issuerOf, parseMessage } from "./message-xml.ts";
import { issuerXml } from "./minting/issuer-xml.ts";
import { STATUS } from "./minting/saml-names.ts";
import { nameIdXml } from "./minting/subject-xml.ts";
import { vocabulary } from "./minting/vocabulary.ts";
import { element, text } from "./minting/xml.ts";

export interface LogoutRequest {
  readonly id: string;
  readonly now: Date;
  readonly issuer: string;
  readonly destination: string;
  readonly nameId: string;
  readonly sessionIndex: string;
}

export interface LogoutResponse {
  readonly issuer: string;
  readonly inResponseTo: string | null;
  readonly destination: string | null;
  readonly isSuccess: boolean;
}

export function logoutRequestXml(request: LogoutRequest): string {
  const words = vocabulary();
  const attributes = {
    ...words.responseDeclarations,
    ID: request.id,
    Version: "2.0",
    IssueInstant: request.now.toISOString(),
    Destination: request.destination,
  };
  return element(
    words.samlp("LogoutRequest"),
    attributes,
    issuerXml(words, request.issuer),
    nameIdXml(words, { value: request.nameId }),
    element(words.samlp("SessionIndex"), {}, text(request.sessionIndex)),
  );
}

/** Unverified as long as the message is. */
export function readLogoutResponse(unverifiedXml: string): LogoutResponse {
  const root = parseMessage(unverifiedXml, "LogoutResponse");
  const status = childOf(root, "protocol", "Status");
  const code = status && childOf(status, "protocol", "StatusCode");
  return {
    issuer: issuerOf(root),
    inResponseTo: attributeOf(root, "InResponseTo"),
    destination: attributeOf(root, "Destination"),
    isSuccess: code !== null && attributeOf(code, "Value") === STATUS.success,
  };
}
