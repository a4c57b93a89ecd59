/** PURE: where in a response bulk can stand, and be told from the rest by nobody but the rules for that place. */
import type { AttributeSpec, ResponseSpec } from "../../identity-provider/saml/minting/response-spec.ts";
import { CONFIRMATION_METHOD, NAMESPACES, STATUS } from "../../identity-provider/saml/minting/saml-names.ts";
import type { RawXml } from "../../identity-provider/saml/minting/xml.ts";
import { type BulkShape, bulkOf, nested } from "./bulk.ts";

export const PLACES = [
  "values",
  "attributes",
  "statements",
  "audiences",
  "confirmations",
  "status",
  "declaration",
  "key info",
] as const;

type Place = (typeof PLACES)[number];

export interface Bulk extends BulkShape {
  readonly place: Place;
  readonly text: string;
  /** Of places where any element may stand. */
  readonly depth: number;
  readonly names: "same" | "distinct";
}

/** The response with the bulk in it, and KeyInfo's part apart, since that can only be put in once there is a signature. */
export interface Filled {
  readonly spec: ResponseSpec;
  readonly keyInfo: string;
}

const ONE = { elements: 1, withAttributes: 1 };
const PAIR = { elements: 2, withAttributes: 1 };

export function withBulk(spec: ResponseSpec, bulk: Bulk, attributes: readonly AttributeSpec[]): Filled {
  const plain = { spec: { ...spec, attributes }, keyInfo: "" };
  switch (bulk.place) {
    case "values":
    case "attributes":
      // First, so that whatever else there is comes after it.
      return { ...plain, spec: { ...spec, attributes: [attributesXml(bulk), ...attributes] } };
    case "statements": {
      const xml = bulkOf(bulk, ONE, (_, written) => `<saml:AttributeStatement${written}/>`);
      return { ...plain, spec: { ...plain.spec, extraAssertionXml: xml } };
    }
    case "audiences":
      return {
        ...plain,
        spec: { ...plain.spec, conditions: { ...ends(spec), extraXml: audiencesXml(bulk, spec) } },
      };
    case "confirmations": {
      const subjectConfirmations = [...(spec.subjectConfirmations ?? []), { xml: confirmationsXml(bulk) }];
      return { ...plain, spec: { ...plain.spec, subjectConfirmations } };
    }
    case "status": {
      const code = `<samlp:StatusCode Value="${STATUS.success}"/>`;
      const xml = `<samlp:Status>${code}<samlp:StatusDetail>${anything(bulk)}</samlp:StatusDetail></samlp:Status>`;
      return { ...plain, spec: { ...plain.spec, status: { xml } } };
    }
    case "declaration":
      return { ...plain, spec: { ...plain.spec, authnStatements: [statementXml(bulk, spec.now)] } };
    case "key info":
      return { ...plain, keyInfo: anything(bulk) };
  }
}

function attributesXml(bulk: Bulk): RawXml {
  const value = (written: string) => `<saml:AttributeValue${written}>${bulk.text}</saml:AttributeValue>`;
  return {
    xml:
      bulk.place === "values"
        ? `<saml:Attribute Name="bulk">${bulkOf(bulk, ONE, (_, written) => value(written))}</saml:Attribute>`
        : bulkOf(
            bulk,
            PAIR,
            (at, written) => `<saml:Attribute Name="bulk-${at}">${value(written)}</saml:Attribute>`,
          ),
  };
}

function audiencesXml(bulk: Bulk, { audience }: ResponseSpec): string {
  const others = bulkOf(bulk, ONE, (_, written) => `<saml:Audience${written}>${bulk.text}</saml:Audience>`);
  return `<saml:AudienceRestriction>${others}<saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction>`;
}

function confirmationsXml(bulk: Bulk): string {
  const method = CONFIRMATION_METHOD.senderVouches;
  const data = "<saml:SubjectConfirmationData/>";
  return bulkOf(
    bulk,
    PAIR,
    (_, written) =>
      `<saml:SubjectConfirmation Method="${method}"${written}>${data}</saml:SubjectConfirmation>`,
  );
}

function statementXml(bulk: Bulk, now: Date): RawXml {
  const declaration = `<saml:AuthnContextDecl>${anything(bulk)}</saml:AuthnContextDecl>`;
  const context = `<saml:AuthnContext>${declaration}</saml:AuthnContext>`;
  return { xml: `<saml:AuthnStatement AuthnInstant="${now.toISOString()}">${context}</saml:AuthnStatement>` };
}

/** Elements of no meaning, wherever the schema says `any`. */
function anything(bulk: Bulk): string {
  const name = (at: number) => (bulk.names === "same" ? "b" : `b${at}`);
  const size = { elements: bulk.depth, withAttributes: bulk.depth };
  const content = bulkOf(bulk, size, (at, written) =>
    bulk.depth === 1
      ? `<${name(at)}${written}>${bulk.text}</${name(at)}>`
      : nested(bulk.depth, (level) => name(at * bulk.depth + level), written),
  );
  return `<any:bulk xmlns:any="urn:any" xmlns:xsi="${NAMESPACES.schemaInstance}">${content}</any:bulk>`;
}

function ends({ conditions }: ResponseSpec) {
  return conditions != null && "notOnOrAfter" in conditions ? { notOnOrAfter: conditions.notOnOrAfter } : {};
}
