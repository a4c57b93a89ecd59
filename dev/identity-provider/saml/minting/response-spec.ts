/**
 * What a samlp:Response is to say. Everything has a sensible default, so a test names its one deviation.
 * Invariant: undefined (or absent) means the default, null means that the attribute or element is left out,
 * and `{ xml }` is put in as it stands. There is no clock: `now` is what every default moment is counted from.
 */

import type { Instant } from "./instant.ts";
import type { Prefixes } from "./vocabulary.ts";
import type { RawXml } from "./xml.ts";

/** What the Response and its Assertion have in common. */
interface CommonSpec {
  readonly now: Date;
  /** The identity provider's entity ID: both Issuers, unless one is named apart. */
  readonly issuer: string;
  /** Default of Destination and of every Recipient. */
  readonly assertionConsumerServiceUrl: string;
  /** Of the Response and of every subject confirmation, unless named apart. Default none: unsolicited. */
  readonly inResponseTo?: string | null;
  /** Default `samlp` and `saml`, both declared on the Response. */
  readonly prefixes?: Prefixes;
}

export interface AssertionSpec extends CommonSpec {
  /** The service provider's entity ID. */
  readonly audience: string;
  /** Default random. */
  readonly assertionId?: string | null;
  /** Default `2.0`. */
  readonly assertionVersion?: string | null;
  /** Default `now`. */
  readonly assertionIssueInstant?: Instant | null;
  readonly assertionIssuer?: string | RawXml | null;
  /** In place of the whole Subject; null: no Subject. */
  readonly subject?: RawXml | null;
  readonly nameId?: NameIdSpec | RawXml | null;
  /** Default one, bearer. */
  readonly subjectConfirmations?: readonly (SubjectConfirmationSpec | RawXml)[];
  readonly conditions?: ConditionsSpec | RawXml | null;
  /** Default one. */
  readonly authnStatements?: readonly (AuthnStatementSpec | RawXml)[];
  /** All in one AttributeStatement; default none, and then there is no statement. */
  readonly attributes?: readonly (AttributeSpec | RawXml)[];
  /** After everything else in the Assertion. */
  readonly extraAssertionXml?: string;
}

/** One flat object, to be spread and overridden. */
export interface ResponseSpec extends AssertionSpec {
  /** Default random. */
  readonly responseId?: string | null;
  /** Default `2.0`. */
  readonly responseVersion?: string | null;
  /** Default `now`. */
  readonly responseIssueInstant?: Instant | null;
  readonly destination?: string | null;
  readonly responseInResponseTo?: string | null;
  readonly responseIssuer?: string | RawXml | null;
  /** Default Success. */
  readonly status?: StatusSpec | RawXml | null;
  /** Default true. */
  readonly hasAssertion?: boolean;
  /** After everything else in the Response. */
  readonly extraResponseXml?: string;
}

export interface StatusSpec {
  /** The outermost code first, each of the others within the one before it. */
  readonly codes: readonly string[];
  readonly message?: string;
}

export interface NameIdSpec {
  readonly value: string;
  /** Default persistent. */
  readonly format?: string | null;
}

export interface SubjectConfirmationSpec {
  /** Default bearer. */
  readonly method?: string | null;
  readonly recipient?: string | null;
  /** Default 300 seconds after `now`. */
  readonly notOnOrAfter?: Instant | null;
  /** Default none: a bearer confirmation has none (SAML Profiles §4.1.4.2). */
  readonly notBefore?: Instant | null;
  readonly inResponseTo?: string | null;
  /** Default true; false: the confirmation is empty. */
  readonly hasData?: boolean;
}

export interface ConditionsSpec {
  /** Default 30 seconds before `now`. */
  readonly notBefore?: Instant | null;
  /** Default 300 seconds after `now`. */
  readonly notOnOrAfter?: Instant | null;
  /** One AudienceRestriction for each list; default one that holds the spec's `audience`. */
  readonly audiences?: readonly (readonly string[])[];
  /** After the audience restrictions. */
  readonly extraXml?: string;
}

export interface AuthnStatementSpec {
  /** Default `now`. */
  readonly authnInstant?: Instant | null;
  /** Default none. */
  readonly sessionNotOnOrAfter?: Instant | null;
  /** Default the assertion's ID. */
  readonly sessionIndex?: string | null;
  /** Default PasswordProtectedTransport; null: an AuthnContext without a class. */
  readonly classRef?: string | null;
}

export interface AttributeSpec {
  readonly name: string;
  readonly values: readonly (string | RawXml)[];
  /** Default basic. */
  readonly nameFormat?: string | null;
  /** The `xsi:type` of every value. Default `xs:string`. */
  readonly valueType?: string | null;
}
