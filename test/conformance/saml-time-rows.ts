/** What can be wrong with the moments of a response. One minute is what clocks may differ by. */
import { secondsAfter } from "../../dev/identity-provider/saml/minting/instant.ts";
import type { ConditionsSpec, ResponseSpec } from "../../dev/identity-provider/saml/minting/response-spec.ts";
import { type SamlRow, samlRows } from "./saml-attempt.ts";
import { minted } from "./saml-minting.ts";

const INSTANT = "SAML Core §1.3.3";
const CONDITIONS = "SAML Core §2.5.1.2";
const BEARER = "SAML Profiles §4.1.4.2";
const STATEMENT = "SAML Core §2.7.2";
const FRESH = "SAML Core §3.4.1";
const HOUR = 3_600;

const at = (
  clause: string,
  reason: SamlRow["reason"],
  moments: Readonly<Record<string, (now: Date) => Partial<ResponseSpec>>>,
) =>
  samlRows(
    clause,
    reason,
    Object.fromEntries(
      Object.entries(moments).map(([name, change]) => [name, minted(({ now }) => change(now))]),
    ),
  );

const conditions = (change: (now: Date) => ConditionsSpec) => (now: Date) => ({ conditions: change(now) });
const confirmedUntil = (notOnOrAfter: (now: Date) => Date | string | null) => (now: Date) => ({
  subjectConfirmations: [{ notOnOrAfter: notOnOrAfter(now) }],
});
const authenticated = (change: (now: Date) => object) => (now: Date) => ({ authnStatements: [change(now)] });

/** Right but for the form: an hour ahead. */
const misspelt: Readonly<Record<string, (instant: string) => string>> = {
  "has an offset in the place of Z": (instant) => instant.replace("Z", "+00:00"),
  "is local time": (instant) => instant.replace("Z", ""),
  "has a small z": (instant) => instant.replace("Z", "z"),
  "has a space for its T": (instant) => instant.replace("T", " "),
  "has white space around it": (instant) => ` ${instant} `,
  "is a date alone": (instant) => instant.slice(0, 10),
  "is in year 10000": (instant) => `1${instant.replace(/^\d{4}/, "0000")}`,
  "is in a year with a sign": (instant) => `+${instant.replace(/^\d{4}/, "002099")}`,
  "is on a day that its month does not have": (instant) => instant.replace(/^.{10}/, "2099-02-30"),
  "is in month 13": (instant) => instant.replace(/^.{10}/, "2099-13-01"),
  "is at 24 o'clock": (instant) => instant.replace(/T.*/, "T24:00:00Z"),
  "is in second 60": (instant) => instant.replace(/T.*/, "T23:59:60Z"),
  "is in seconds since the epoch": (instant) => String(Date.parse(instant) / 1000),
  "has ten digits of a second": (instant) => instant.replace(/\..*/, ".0123456789Z"),
  "is empty": () => "",
};

export const SAML_TIME_ROWS: readonly SamlRow[] = [
  ...at(
    INSTANT,
    "saml_timestamp",
    Object.fromEntries(
      Object.entries(misspelt).map(([fault, spell]) => [
        `the end of the Conditions ${fault}`,
        conditions((now) => ({ notOnOrAfter: spell(secondsAfter(now, HOUR).toISOString()) })),
      ]),
    ),
  ),
  ...at(INSTANT, "saml_timestamp", {
    "the Conditions have no beginning": conditions(() => ({ notBefore: null })),
    "the Conditions have no end": conditions(() => ({ notOnOrAfter: null })),
    "the confirmation has no end": confirmedUntil(() => null),
    "the confirmation's end is local time": confirmedUntil((now) =>
      secondsAfter(now, HOUR).toISOString().replace("Z", ""),
    ),
    "the Response has no IssueInstant": () => ({ responseIssueInstant: null }),
    "the assertion has no IssueInstant": () => ({ assertionIssueInstant: null }),
    "the assertion's IssueInstant has an offset": (now) => ({
      assertionIssueInstant: now.toISOString().replace("Z", "+00:00"),
    }),
    "there is no AuthnInstant": authenticated(() => ({ authnInstant: null })),
    "the session's end is no moment": authenticated(() => ({ sessionNotOnOrAfter: "tomorrow" })),
  }),
  ...at(CONDITIONS, "saml_expired", {
    "the Conditions ended 61 seconds ago": conditions((now) => ({
      notBefore: secondsAfter(now, -300),
      notOnOrAfter: secondsAfter(now, -61),
    })),
    "the Conditions ended in 1970": conditions(() => ({
      notBefore: "1969-12-31T00:00:00Z",
      notOnOrAfter: "1970-01-01T00:00:00Z",
    })),
  }),
  ...at(CONDITIONS, "saml_not_yet_valid", {
    "the Conditions begin in 90 seconds": conditions((now) => ({ notBefore: secondsAfter(now, 90) })),
    "the Conditions begin in an hour": conditions((now) => ({
      notBefore: secondsAfter(now, HOUR),
      notOnOrAfter: secondsAfter(now, 2 * HOUR),
    })),
  }),
  ...at(CONDITIONS, "saml_conditions", {
    "the Conditions end before they begin": conditions((now) => ({
      notBefore: secondsAfter(now, 20),
      notOnOrAfter: secondsAfter(now, -20),
    })),
    "the Conditions end when they begin": conditions((now) => ({ notBefore: now, notOnOrAfter: now })),
  }),
  ...at(BEARER, "saml_confirmation_expired", {
    "the confirmation ended 61 seconds ago": confirmedUntil((now) => secondsAfter(now, -61)),
    "the confirmation ended, the Conditions did not": confirmedUntil((now) => secondsAfter(now, -HOUR)),
  }),
  ...at("SAML Core §2.3.3", "saml_issue_instant", {
    "the Response is an hour old": (now) => ({ responseIssueInstant: secondsAfter(now, -HOUR) }),
    "the Response is of the next hour": (now) => ({ responseIssueInstant: secondsAfter(now, HOUR) }),
    "the assertion is six minutes old": (now) => ({ assertionIssueInstant: secondsAfter(now, -361) }),
    "the assertion is an hour old, in a fresh Response": (now) => ({
      assertionIssueInstant: secondsAfter(now, -HOUR),
    }),
    "the assertion is of the next hour": (now) => ({ assertionIssueInstant: secondsAfter(now, HOUR) }),
  }),
  ...at(STATEMENT, "saml_authn_instant", {
    "AuthnInstant is in the next hour": authenticated((now) => ({ authnInstant: secondsAfter(now, HOUR) })),
  }),
  ...at(STATEMENT, "saml_session_over", {
    "the session ended 61 seconds ago": authenticated((now) => ({
      sessionNotOnOrAfter: secondsAfter(now, -61),
    })),
  }),
  {
    name: "the policy wants a fresh sign-in every time, and this one is an hour old",
    clause: FRESH,
    reason: "saml_authentication_age",
    policy: { forceAuthn: true },
    response: minted(({ now }) => ({ authnStatements: [{ authnInstant: secondsAfter(now, -HOUR) }] })),
  },
  {
    name: "the person asked for a fresh sign-in, and this one is of before",
    clause: FRESH,
    reason: "saml_authentication_age",
    begun: { reauthenticate: true },
    response: minted(({ now }) => ({ authnStatements: [{ authnInstant: secondsAfter(now, -61) }] })),
  },
  {
    name: "the sign-in is older than the policy allows",
    clause: STATEMENT,
    reason: "saml_authentication_age",
    policy: { maxAuthenticationAgeSeconds: HOUR },
    response: minted(({ now }) => ({ authnStatements: [{ authnInstant: secondsAfter(now, -HOUR - 61) }] })),
  },
  {
    name: "the policy wants a fresh sign-in every time, and the tile's is an hour old",
    clause: FRESH,
    reason: "saml_authentication_age",
    begun: null,
    policy: { forceAuthn: true, idpInitiated: { applications: [], defaultApplication: null } },
    response: minted(({ now }) => ({ authnStatements: [{ authnInstant: secondsAfter(now, -HOUR) }] })),
  },
];
