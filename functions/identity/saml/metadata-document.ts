/**
 * A metadata document, opened under the same rules as a message, with two exceptions: it may be as large as a small
 * federation, and its comments and byte order mark are dropped. Read when a policy is compiled, never while people
 * sign in. Errors are for whoever runs the deployment.
 */
import type { Element } from "xmldom-strict";
import type { Refusal, RefusalReason } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { parseXml } from "./strict-xml.ts";
import { withoutComments } from "./xml-comments.ts";
import type { XmlLimits } from "./xml-limits.ts";

export const MAX_METADATA_BYTES = 20_000_000;

const METADATA_LIMITS: XmlLimits = { elements: 100_000, depth: 40, attributes: 400_000, prefixes: 64 };
const TOO_LARGE =
  "is larger than is read here; ask the publisher for the metadata of this one identity provider instead of all";

export interface MetadataDocument {
  /** Without comments; all that anybody may read from here on. */
  readonly xml: string;
  readonly root: Element;
}

const FAULTS: Partial<Record<RefusalReason, string>> = {
  saml_markup_declaration:
    "holds a DOCTYPE, a CDATA section or a broken comment, none of which metadata needs; ask for it without, or take it out",
  saml_processing_instruction:
    "holds a processing instruction, such as a style sheet, or is not declared as XML 1.0 in UTF-8; take it out, or save the file as UTF-8",
  saml_entity: "uses an entity other than the five of XML; ask for it without",
  saml_character: "holds characters that XML forbids: it is damaged or not UTF-8; fetch it again",
  saml_xml_limits: TOO_LARGE,
};
const MALFORMED =
  "is not well-formed XML: it is damaged, or the address shows a page for people; fetch it again and look at it";

export function openMetadata(text: string): Result<MetadataDocument, string> {
  if (text.length > MAX_METADATA_BYTES) return err(TOO_LARGE);
  const xml = withoutComments(text.replace(/^\ufeff/, ""));
  const root = parseXml(xml, METADATA_LIMITS);
  return root.ok ? ok({ xml, root: root.value }) : err(sentence(root.error));
}

function sentence({ reason }: Refusal): string {
  return FAULTS[reason] ?? MALFORMED;
}
