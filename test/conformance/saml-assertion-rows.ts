/** What can be wrong with an assertion that the provider signed just so. */
import type { ResponseSpec } from "../../dev/identity-provider/saml/minting/response-spec.ts";
import {
  AUTHN_CONTEXT,
  CONFIRMATION_METHOD,
  NAME_ID_FORMAT,
} from "../../dev/identity-provider/saml/minting/saml-names.ts";
import { type SamlRow, samlRows } from "./saml-attempt.ts";
import { ACS, type Change, minted, NAME_ID, OUR_ENTITY_ID, VICTIM } from "./saml-minting.ts";
import { replaced } from "./saml-tampering.ts";

const NAME = "SAML Core §2.2.3";
const SUBJECT = "SAML Core §2.4.1";
const BEARER = "SAML Profiles §4.1.4.2";
const CONDITIONS = "SAML Core §2.5.1";
const AUDIENCE = "SAML Core §2.5.1.4";
const STATEMENT = "SAML Core §2.7.2";
const ATTRIBUTE = "SAML Core §2.7.3.1";

const changed = (clause: string, reason: SamlRow["reason"], changes: Readonly<Record<string, Change>>) =>
  samlRows(
    clause,
    reason,
    Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, minted(change)])),
  );

const nameId = (xml: string) => ({ nameId: { xml } });
const aNameId = `<saml:NameID>${NAME_ID}</saml:NameID>`;

const subjects: readonly SamlRow[] = [
  ...changed(NAME, "saml_name_id", {
    "NameID is missing": { nameId: null },
    "NameID is empty": { nameId: { value: "" } },
    "NameID is 257 characters long": { nameId: { value: "a".repeat(257) } },
    "NameID stands twice": nameId(aNameId + aNameId.replace(NAME_ID, VICTIM)),
    "an element stands in NameID": nameId(`<saml:NameID>${VICTIM}<x/>.evil</saml:NameID>`),
    "NameID's text is in an element": nameId(`<saml:NameID><x>${NAME_ID}</x></saml:NameID>`),
  }),
  ...changed("SAML Core §8.3.8", "saml_name_id_transient", {
    "NameID is transient": { nameId: { value: "_8f1e", format: NAME_ID_FORMAT.transient } },
  }),
  ...changed(SUBJECT, "saml_subject", {
    "there is no Subject": { subject: null },
    "there are two Subjects": (spec) => ({ extraAssertionXml: subjectXml(spec) }),
    "an EncryptedID stands for NameID": nameId("<saml:EncryptedID><x/></saml:EncryptedID>"),
    "an EncryptedID stands beside NameID": nameId(`${aNameId}<saml:EncryptedID/>`),
    "a BaseID stands for NameID": nameId("<saml:BaseID/>"),
    "text stands in the Subject": nameId(`text${aNameId}`),
    "NameID is of another namespace": nameId(`<x:NameID xmlns:x="urn:x">${NAME_ID}</x:NameID>`),
  }),
];

function subjectXml({ now, inResponseTo }: ResponseSpec): string {
  const end = new Date(now.getTime() + 300_000).toISOString();
  return `<saml:Subject><saml:NameID>${VICTIM}</saml:NameID><saml:SubjectConfirmation Method="${CONFIRMATION_METHOD.bearer}"><saml:SubjectConfirmationData InResponseTo="${inResponseTo}" NotOnOrAfter="${end}" Recipient="${ACS}"/></saml:SubjectConfirmation></saml:Subject>`;
}

/** Bearer with this in it, made of data that are right. */
const bearer =
  (content: (data: string) => string): Change =>
  ({ now, inResponseTo }) => {
    const end = new Date(now.getTime() + 300_000).toISOString();
    const data = `<saml:SubjectConfirmationData InResponseTo="${inResponseTo}" NotOnOrAfter="${end}" Recipient="${ACS}"/>`;
    const xml = `<saml:SubjectConfirmation Method="${CONFIRMATION_METHOD.bearer}">${content(data)}</saml:SubjectConfirmation>`;
    return { subjectConfirmations: [{ xml }] };
  };

const confirmations: readonly SamlRow[] = [
  ...changed(BEARER, "saml_subject_confirmation", {
    "there is no SubjectConfirmation": { subjectConfirmations: [] },
    "the confirmation has no method": { subjectConfirmations: [{ method: null }] },
    "the confirmation is holder-of-key": {
      subjectConfirmations: [{ method: CONFIRMATION_METHOD.holderOfKey }],
    },
    "the confirmation is sender-vouches": {
      subjectConfirmations: [{ method: CONFIRMATION_METHOD.senderVouches }],
    },
    "the confirmation's method is bearer of SAML 1.1": {
      subjectConfirmations: [{ method: "urn:oasis:names:tc:SAML:1.0:cm:bearer" }],
    },
    "the confirmation has no data": { subjectConfirmations: [{ hasData: false }] },
    "the confirmation has data twice": bearer((data) => data + data),
    "the confirmation's data hold an element": bearer((data) =>
      replaced(data, "/>", "><x/></saml:SubjectConfirmationData>"),
    ),
    "the confirmation's data are of another namespace": bearer((data) =>
      replaced(data, "<saml:SubjectConfirmationData", '<x:SubjectConfirmationData xmlns:x="urn:x"'),
    ),
    "an EncryptedID stands in the confirmation": bearer((data) => `<saml:EncryptedID/>${data}`),
    "the confirmation's data have a NotBefore": ({ now }) => ({
      subjectConfirmations: [{ notBefore: now }],
    }),
  }),
  ...changed(BEARER, "saml_recipient", {
    "Recipient is another's": { subjectConfirmations: [{ recipient: "https://other.example.com/acs" }] },
    "Recipient is that of another provider here": {
      subjectConfirmations: [{ recipient: ACS.replace("corporate", "partner") }],
    },
    "Recipient has a slash at its end": { subjectConfirmations: [{ recipient: `${ACS}/` }] },
    "Recipient is our origin": { subjectConfirmations: [{ recipient: new URL(ACS).origin }] },
    "Recipient is empty": { subjectConfirmations: [{ recipient: "" }] },
    "Recipient is missing": { subjectConfirmations: [{ recipient: null }] },
  }),
];

const audiences = (...lists: readonly (readonly string[])[]): Change => ({
  conditions: { audiences: lists },
});
const withCondition = (extraXml: string): Change => ({ conditions: { extraXml } });

const conditions: readonly SamlRow[] = [
  ...changed(CONDITIONS, "saml_conditions", {
    "there are no Conditions": { conditions: null },
    "there are two Conditions": { extraAssertionXml: "<saml:Conditions/>" },
    "a Condition is unknown": withCondition('<saml:Condition xsi:type="x:Unknown" xmlns:x="urn:x"/>'),
    "a condition is of another namespace": withCondition('<x:OneTimeUse xmlns:x="urn:x"/>'),
    "text stands in the Conditions": withCondition("text"),
  }),
  ...changed(AUDIENCE, "saml_audience", {
    "Audience is another's": audiences(["https://other.example.com"]),
    "Audience begins with our name": audiences([`${OUR_ENTITY_ID}.evil.example`]),
    "our name begins with Audience": audiences([new URL(OUR_ENTITY_ID).origin]),
    "Audience has a slash at its end": audiences([`${OUR_ENTITY_ID}/`]),
    "Audience has white space around it": audiences([` ${OUR_ENTITY_ID} `]),
    "Audience is in capitals": audiences([OUR_ENTITY_ID.toUpperCase()]),
    "Audience is empty": audiences([""]),
    "Audience is that of another provider here": audiences([OUR_ENTITY_ID.replace("corporate", "partner")]),
    "there is no AudienceRestriction": audiences(),
    "the AudienceRestriction is empty": audiences([]),
    "one of two audience restrictions is another's": audiences(
      [OUR_ENTITY_ID],
      ["https://other.example.com"],
    ),
    "an element stands in Audience": {
      conditions: {
        audiences: [],
        extraXml: `<saml:AudienceRestriction><saml:Audience>${OUR_ENTITY_ID}<x/></saml:Audience></saml:AudienceRestriction>`,
      },
    },
    "Audience is of another namespace": {
      conditions: {
        audiences: [],
        extraXml: `<saml:AudienceRestriction><x:Audience xmlns:x="urn:x">${OUR_ENTITY_ID}</x:Audience></saml:AudienceRestriction>`,
      },
    },
  }),
];

const CONTEXT = `<saml:AuthnContext><saml:AuthnContextClassRef>${AUTHN_CONTEXT.password}</saml:AuthnContextClassRef></saml:AuthnContext>`;
/** An AuthnStatement of this moment with this in it. */
const statement = (content: string): Change => {
  return ({ now }) => ({
    authnStatements: [
      { xml: `<saml:AuthnStatement AuthnInstant="${now.toISOString()}">${content}</saml:AuthnStatement>` },
    ],
  });
};

const statements: readonly SamlRow[] = [
  ...changed(STATEMENT, "saml_authn_statement", {
    "there is no AuthnStatement": { authnStatements: [] },
    "there are two AuthnStatements": { authnStatements: [{}, {}] },
    "there is no AuthnContext": statement(""),
    "there are two AuthnContexts": statement(CONTEXT + CONTEXT),
    "there are two classes of authentication": statement(
      replaced(
        CONTEXT,
        /<saml:AuthnContextClassRef>.*<\/saml:AuthnContextClassRef>/,
        (found) => found + found,
      ),
    ),
    "an unknown element stands in the AuthnStatement": statement(`${CONTEXT}<x/>`),
    "the class of authentication is 513 characters long": {
      authnStatements: [{ classRef: "a".repeat(513) }],
    },
    "SessionIndex is 257 characters long": { authnStatements: [{ sessionIndex: "a".repeat(257) }] },
  }),
  ...Object.entries({
    "another class of authentication was used than asked for": AUTHN_CONTEXT.password,
    "a class of authentication that begins with the one asked for": `${AUTHN_CONTEXT.mfa}/none`,
    "no class of authentication is named, and one was asked for": null,
  }).map(
    ([name, classRef]): SamlRow => ({
      name,
      clause: "SAML Core §3.3.2.2.1",
      reason: "saml_authn_context",
      policy: { authnContexts: [AUTHN_CONTEXT.mfa] },
      response: minted({ authnStatements: [{ classRef }] }),
    }),
  ),
  ...changed("SAML Core §2.6.1", "saml_structure", {
    "an Advice stands in the assertion": { extraAssertionXml: "<saml:Advice/>" },
    "an Advice of another namespace stands in the assertion": {
      extraAssertionXml: '<x:Advice xmlns:x="urn:x"/>',
    },
  }),
  ...changed("SAML Core §2.3.3", "saml_assertion_structure", {
    "an AuthzDecisionStatement stands in the assertion": {
      extraAssertionXml: "<saml:AuthzDecisionStatement/>",
    },
    "an unknown element stands in the assertion": { extraAssertionXml: '<x:Extra xmlns:x="urn:x"/>' },
    "text stands in the assertion": { extraAssertionXml: "text" },
  }),
];

const value = (xml: string) => ({
  name: "groups",
  values: [{ xml: `<saml:AttributeValue>${xml}</saml:AttributeValue>` }],
});
const attributeXml = (xml: string): Change => ({ attributes: [{ xml }] });

const attributes: readonly SamlRow[] = [
  ...changed(ATTRIBUTE, "saml_attributes", {
    "an attribute stands twice": {
      attributes: [
        { name: "groups", values: ["staff"] },
        { name: "groups", values: ["treasury"] },
      ],
    },
    "an attribute stands in two statements": {
      extraAssertionXml: '<saml:AttributeStatement><saml:Attribute Name="groups"/></saml:AttributeStatement>',
    },
    "an attribute has no name": attributeXml("<saml:Attribute/>"),
    "an attribute's name is empty": { attributes: [{ name: "", values: ["staff"] }] },
    "an element stands in an attribute value": { attributes: [value(aNameId)] },
    "an element splits an attribute value": { attributes: [value("treas<x/>ury")] },
    "an EncryptedAttribute stands among them": attributeXml("<saml:EncryptedAttribute/>"),
    "an attribute is of another namespace": attributeXml('<x:Attribute xmlns:x="urn:x" Name="groups"/>'),
    "an attribute value is of another namespace": attributeXml(
      '<saml:Attribute Name="groups"><x:AttributeValue xmlns:x="urn:x">staff</x:AttributeValue></saml:Attribute>',
    ),
    "text stands in an attribute": attributeXml('<saml:Attribute Name="groups">staff</saml:Attribute>'),
  }),
  {
    name: "the attribute that names the person is missing",
    clause: ATTRIBUTE,
    reason: "saml_principal_subject",
    policy: { claims: { ...someClaims(), subject: "employeeNumber" } },
  },
  {
    name: "the attribute that names the person has two values",
    clause: ATTRIBUTE,
    reason: "saml_principal_subject",
    policy: { claims: { ...someClaims(), subject: "groups" } },
  },
  {
    name: "the attribute that names the person is a member of every object",
    clause: "CWE-1321",
    reason: "saml_principal_subject",
    policy: { claims: { ...someClaims(), subject: ["constructor", "name"] } },
  },
  {
    name: "a link stands for the groups of a person who is in too many",
    clause: "Entra ID: group overage",
    reason: "groups_overage",
    response: minted({
      attributes: [
        {
          name: "http://schemas.microsoft.com/claims/groups.link",
          values: ["https://graph.microsoft.com/v1.0/users/x/getMemberObjects"],
        },
      ],
    }),
  },
];

function someClaims() {
  return {
    subject: "NameID",
    displayName: "displayName",
    email: "mail",
    groups: "groups",
    country: null,
    mfa: null,
  };
}

export const SAML_SUBJECT_ROWS: readonly SamlRow[] = [...subjects, ...confirmations];
export const SAML_CONDITION_ROWS: readonly SamlRow[] = conditions;
export const SAML_STATEMENT_ROWS: readonly SamlRow[] = [...statements, ...attributes];
