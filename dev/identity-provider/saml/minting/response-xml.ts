/** PURE but for random IDs: a samlp:Response (SAML Core §3.3.3) as its spec says, unsigned. */

import { assertionXml } from "./assertion-xml.ts";
import { writeInstant } from "./instant.ts";
import { issuerXml } from "./issuer-xml.ts";
import { makeMessageId } from "./message-id.ts";
import type { ResponseSpec, StatusSpec } from "./response-spec.ts";
import { STATUS } from "./saml-names.ts";
import { type Vocabulary, vocabulary } from "./vocabulary.ts";
import { element, isRaw, type RawXml, text } from "./xml.ts";

export function responseXml(spec: ResponseSpec): string {
  const words = vocabulary(spec.prefixes);
  const { responseId = makeMessageId(), responseVersion = "2.0", responseIssueInstant = spec.now } = spec;
  const { destination = spec.assertionConsumerServiceUrl } = spec;
  const { responseInResponseTo = spec.inResponseTo ?? null } = spec;
  const attributes = {
    ...words.responseDeclarations,
    ID: responseId,
    Version: responseVersion,
    IssueInstant: writeInstant(responseIssueInstant),
    Destination: destination,
    InResponseTo: responseInResponseTo,
  };
  const { responseIssuer = spec.issuer, status = { codes: [STATUS.success] }, hasAssertion = true } = spec;
  return element(
    words.samlp("Response"),
    attributes,
    issuerXml(words, responseIssuer, words.entryDeclarations),
    statusXml(words, status),
    hasAssertion ? assertionXml(spec) : "",
    spec.extraResponseXml ?? "",
  );
}

function statusXml(words: Vocabulary, status: StatusSpec | RawXml | null): string {
  if (status === null) return "";
  if (isRaw(status)) return status.xml;
  const code = status.codes.reduceRight(
    (inner, value) => element(words.samlp("StatusCode"), { Value: value }, inner),
    "",
  );
  const message =
    status.message === undefined ? "" : element(words.samlp("StatusMessage"), {}, text(status.message));
  return element(words.samlp("Status"), {}, code, message);
}
