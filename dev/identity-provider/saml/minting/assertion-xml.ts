/** PURE but for random IDs: a saml:Assertion (SAML Core §2.3.3) as its spec says, unsigned. */

import { conditionsXml } from "./conditions-xml.ts";
import { writeInstant } from "./instant.ts";
import { issuerXml } from "./issuer-xml.ts";
import { makeMessageId } from "./message-id.ts";
import type { AssertionSpec } from "./response-spec.ts";
import { NAMESPACES } from "./saml-names.ts";
import { attributeStatementXml, authnStatementXml } from "./statements-xml.ts";
import { subjectXml } from "./subject-xml.ts";
import { vocabulary } from "./vocabulary.ts";
import { element } from "./xml.ts";

/** Uses the prefixes of the Response around it, and may rely on that one's declarations. */
export function assertionXml(spec: AssertionSpec): string {
  const words = vocabulary(spec.prefixes);
  const { assertionId = makeMessageId(), assertionVersion = "2.0", assertionIssueInstant = spec.now } = spec;
  const attributes = {
    ...words.entryDeclarations,
    "xmlns:xs": NAMESPACES.schema,
    "xmlns:xsi": NAMESPACES.schemaInstance,
    ID: assertionId,
    Version: assertionVersion,
    IssueInstant: writeInstant(assertionIssueInstant),
  };
  const { assertionIssuer = spec.issuer, authnStatements = [{}] } = spec;
  return element(
    words.saml("Assertion"),
    attributes,
    issuerXml(words, assertionIssuer),
    subjectXml(words, spec),
    conditionsXml(words, spec),
    ...authnStatements.map((statement) => authnStatementXml(words, statement, { ...spec, assertionId })),
    attributeStatementXml(words, spec.attributes ?? []),
    spec.extraAssertionXml ?? "",
  );
}
