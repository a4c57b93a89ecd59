/** What can be wrong with the way a response comes in: whose browser, which request, and how often. */

import { type SamlAttempt, type SamlRow, samlRows } from "./saml-attempt.ts";
import { encrypted, minted, RESPONSE_ID } from "./saml-minting.ts";
import { PARTNER } from "./saml-stage.ts";
import { replaced } from "./saml-tampering.ts";

const CSRF = "CWE-352";
const IN_RESPONSE_TO = "SAML Profiles §4.1.4.2";
const REPLAY = "SAML Profiles §4.1.4.5";
const UNSOLICITED = "SAML Profiles §4.1.5";
const RELAY_STATE = "SAML Bindings §3.5.3";
const TILES = { applications: ["treasury"], defaultApplication: "treasury" };

const relayState =
  (value: string | undefined) =>
  ({ posted }: SamlAttempt): void => {
    posted.relayState = value;
  };

const sealedTransaction =
  (change: (sealed: string) => string | undefined) =>
  ({ posted }: SamlAttempt): void => {
    posted.sealedTransaction = change(posted.sealedTransaction ?? "");
  };

export const SAML_TRANSACTION_ROWS: readonly SamlRow[] = [
  {
    name: "the browser holds no transaction (login CSRF)",
    clause: CSRF,
    reason: "login_transaction_missing",
    post: sealedTransaction(() => undefined),
  },
  {
    name: "the browser holds no transaction, where sign-in may begin at the provider",
    clause: CSRF,
    reason: "login_transaction_missing",
    policy: { idpInitiated: TILES },
    post: sealedTransaction(() => undefined),
  },
  {
    name: "the transaction is forged",
    clause: CSRF,
    reason: "login_transaction_unreadable",
    post: sealedTransaction((sealed) => sealed.replace(/.$/, (last) => (last === "A" ? "Q" : "A"))),
  },
  {
    name: "the transaction is empty",
    clause: CSRF,
    reason: "login_transaction_unreadable",
    post: sealedTransaction(() => ""),
  },
  {
    name: "the transaction is another provider's",
    clause: "RFC 9700 §4.4",
    reason: "login_transaction_other_provider",
    begun: { identityProvider: PARTNER },
  },
  {
    name: "the response comes in where another provider's do",
    clause: "SAML Bindings §3.5.5.2",
    reason: "saml_destination",
    begun: { identityProvider: PARTNER },
    post: ({ posted }) => {
      posted.identityProvider = PARTNER;
    },
  },
  {
    name: "the identity provider is unknown",
    clause: "SAML Profiles §4.1.4.1",
    reason: "identity_provider_unknown",
    post: ({ posted }) => {
      posted.identityProvider = "nobody";
    },
  },
  {
    name: "the person took longer than the transaction lasts",
    clause: RELAY_STATE,
    reason: "login_transaction_expired",
    begun: { secondsAgo: 601 },
  },
  {
    name: "RelayState is that of another transaction",
    clause: RELAY_STATE,
    reason: "login_transaction_missing",
    post: async ({ posted, openTab }) => {
      posted.relayState = (await openTab()).state;
    },
  },
  {
    name: "RelayState is stripped",
    clause: RELAY_STATE,
    reason: "login_transaction_missing",
    post: relayState(undefined),
  },
  {
    name: "RelayState is an address",
    clause: "CWE-601",
    reason: "login_transaction_missing",
    post: relayState("https://evil.example"),
  },
  {
    name: "the transaction is used by another assertion",
    clause: REPLAY,
    reason: "login_transaction_used",
    async post({ tab, posted, complete, answerTo }) {
      await complete();
      posted.response = await answerTo(
        tab,
        minted({ assertionId: "_second", responseId: "_second-response" }),
      );
    },
  },
];

const inConfirmation = (inResponseTo: string | null) => ({ subjectConfirmations: [{ inResponseTo }] });

export const SAML_REQUEST_ROWS: readonly SamlRow[] = [
  ...samlRows(IN_RESPONSE_TO, "saml_in_response_to", {
    "the Response answers another request": minted({ responseInResponseTo: "_another-request" }),
    "the Response's InResponseTo is empty": minted({ responseInResponseTo: "" }),
    "the confirmation answers another request": minted(inConfirmation("_another-request")),
    "the confirmation's InResponseTo is empty": minted(inConfirmation("")),
    "the confirmation answers no request": minted(inConfirmation(null)),
    "both answer another request": minted({ inResponseTo: "_another-request" }),
    "the response answers somebody else's request, and the Response does not say so": minted({
      inResponseTo: "_another-request",
      responseInResponseTo: null,
    }),
    "the response answers no request at all": minted({ inResponseTo: null }),
    "none of several confirmations answers our request": minted({
      subjectConfirmations: [{ inResponseTo: null }, { inResponseTo: "_another-request" }],
    }),
    "one of several confirmations answers our request, another somebody else's": minted({
      subjectConfirmations: [{}, { inResponseTo: "_another-request" }],
    }),
    "one of several confirmations answers our request, another none": minted({
      subjectConfirmations: [{ inResponseTo: null }, {}],
    }),
    "the encrypted assertion answers another request": encrypted({}, {}, inConfirmation("_another-request")),
  }),
  {
    name: "our request's id is added to a Response that answers none",
    clause: "node-saml #433",
    reason: "saml_in_response_to",
    response: async (spec) =>
      replaced(
        await minted({ inResponseTo: null })(spec),
        'Version="2.0"',
        `Version="2.0" InResponseTo="${spec.inResponseTo}"`,
      ),
  },
  {
    name: "the response answers the request of another tab",
    clause: IN_RESPONSE_TO,
    reason: "saml_in_response_to",
    async post({ posted, openTab, answerTo }) {
      posted.response = await answerTo(await openTab());
    },
  },
  {
    name: "the response to somebody's request is posted where none was made",
    clause: CSRF,
    reason: "saml_in_response_to",
    begun: null,
    policy: { idpInitiated: TILES },
    response: minted({ inResponseTo: "_somebody-elses" }),
  },
];

export const SAML_UNSOLICITED_ROWS: readonly SamlRow[] = [
  {
    name: "nobody here asked",
    clause: UNSOLICITED,
    reason: "saml_unsolicited",
    begun: null,
  },
  {
    name: "nobody here asked, and RelayState is an application",
    clause: UNSOLICITED,
    reason: "saml_unsolicited",
    begun: null,
    post: relayState("treasury"),
  },
  ...Object.entries({
    "is an address": "https://evil.example/",
    "is a path": "/launch/treasury",
    "is an application that no tile may open": "design",
    "is an application with something after it": "treasury?x=1",
    "is an application in capitals": "Treasury",
    "is a member of every object": "constructor",
  }).map(
    ([what, value]): SamlRow => ({
      name: `nobody here asked, and RelayState ${what}`,
      clause: "CWE-601",
      reason: "saml_relay_state",
      begun: null,
      policy: { idpInitiated: TILES },
      post: relayState(value),
    }),
  ),
  {
    name: "nobody here asked, and RelayState is a transaction's",
    clause: CSRF,
    reason: "login_transaction_missing",
    begun: null,
    policy: { idpInitiated: TILES },
    post: relayState("a".repeat(43)),
  },
];

/** The same assertion, right and signed, in another envelope. */
async function inNewEnvelope(attempt: SamlAttempt): Promise<void> {
  const { posted } = attempt;
  await attempt.complete();
  const xml = Buffer.from(posted.response, "base64").toString();
  posted.response = Buffer.from(replaced(xml, RESPONSE_ID, "_another-envelope")).toString("base64");
}

export const SAML_REPLAY_ROWS: readonly SamlRow[] = [
  {
    name: "the response is posted twice",
    clause: REPLAY,
    reason: "saml_assertion_replayed",
    post: async ({ complete }) => void (await complete()),
  },
  {
    name: "the assertion is posted again in another Response",
    clause: REPLAY,
    reason: "saml_assertion_replayed",
    post: inNewEnvelope,
  },
  {
    name: "the response is posted again into another transaction",
    clause: REPLAY,
    reason: "saml_in_response_to",
    async post({ posted, complete, openTab }) {
      await complete();
      const { state, sealedTransaction: sealed } = await openTab();
      Object.assign(posted, { relayState: state, sealedTransaction: sealed });
    },
  },
  {
    name: "the response is posted again as if nobody had asked",
    clause: REPLAY,
    reason: "saml_in_response_to",
    policy: { idpInitiated: TILES },
    async post({ posted, complete }) {
      await complete();
      Object.assign(posted, { relayState: undefined, sealedTransaction: undefined });
    },
  },
  {
    name: "the provider's tile is posted twice",
    clause: REPLAY,
    reason: "saml_assertion_replayed",
    begun: null,
    policy: { idpInitiated: TILES },
    post: async ({ complete }) => void (await complete()),
  },
  {
    name: "the tile's assertion is posted again in another Response",
    clause: REPLAY,
    reason: "saml_assertion_replayed",
    begun: null,
    policy: { idpInitiated: TILES },
    post: inNewEnvelope,
  },
  {
    name: "the provider gives two assertions one id",
    clause: "SAML Core §1.3.4",
    reason: "saml_assertion_replayed",
    async post({ posted, complete, openTab, answerTo }) {
      await complete();
      const tab = await openTab();
      const { state, sealedTransaction: sealed } = tab;
      Object.assign(posted, {
        relayState: state,
        sealedTransaction: sealed,
        response: await answerTo(tab, minted({ attributes: [] })),
      });
    },
  },
  {
    name: "an encrypted assertion is posted again in the open",
    clause: REPLAY,
    reason: "saml_assertion_replayed",
    response: encrypted({}, { sign: "both" }),
    async post({ tab, posted, complete, answerTo }) {
      await complete();
      posted.response = await answerTo(tab);
    },
  },
];
