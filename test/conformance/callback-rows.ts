/** What can be wrong with the answer that the browser brings back, and with the browser that brings it. */
import { type Attempt, type ConformanceRow, MARKUP } from "./attempt.ts";

const STATE = "RFC 9700 §4.7";
const ISSUER = "RFC 9207 §2.4";
const MIX_UP = "RFC 9700 §4.4";
const INJECTION = "RFC 9700 §4.5";
const ONCE_EACH = "RFC 6749 §3.1";
const ERROR_ANSWER = "OIDC Core §3.1.2.6";

/** Sets parameters; `undefined` removes one. */
function withParameters(changes: Readonly<Record<string, string | undefined>>) {
  return ({ callback: { parameters } }: Attempt): void => {
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) parameters.delete(name);
      else parameters.set(name, value);
    }
  };
}

const repeated =
  (name: string) =>
  ({ callback: { parameters } }: Attempt): void =>
    parameters.append(name, parameters.get(name) ?? "");

const failed = (error: string) => withParameters({ code: undefined, error, error_description: MARKUP });

export const CALLBACK_ROWS: readonly ConformanceRow[] = [
  {
    name: "state is missing",
    clause: STATE,
    reason: "callback_malformed",
    callback: withParameters({ state: undefined }),
  },
  {
    name: "state is empty",
    clause: STATE,
    reason: "login_transaction_missing",
    callback: withParameters({ state: "" }),
  },
  {
    name: "state is another's",
    clause: STATE,
    reason: "login_transaction_missing",
    callback: withParameters({ state: "state-of-somebody-else" }),
  },
  {
    name: "state is that of another tab",
    clause: STATE,
    reason: "login_transaction_missing",
    async callback({ callback, openTab }) {
      callback.parameters.set("state", (await openTab()).transaction.state);
    },
  },
  {
    name: "state stands there twice",
    clause: ONCE_EACH,
    reason: "callback_malformed",
    callback: repeated("state"),
  },
  {
    name: "the browser holds no transaction (login CSRF)",
    clause: STATE,
    reason: "login_transaction_missing",
    callback: ({ callback }) => {
      callback.sealedTransaction = undefined;
    },
  },
  {
    name: "the transaction is forged",
    clause: STATE,
    reason: "login_transaction_unreadable",
    callback: ({ callback }) => {
      callback.sealedTransaction = callback.sealedTransaction?.replace(/.$/, (last) =>
        last === "A" ? "Q" : "A",
      );
    },
  },
  {
    name: "the transaction is another provider's",
    clause: MIX_UP,
    reason: "login_transaction_other_provider",
    callback: ({ callback }) => {
      callback.identityProvider = "partner";
    },
  },
  {
    name: "the identity provider is unknown",
    clause: MIX_UP,
    reason: "identity_provider_unknown",
    callback: ({ callback }) => {
      callback.identityProvider = MARKUP;
    },
  },
  {
    name: "the transaction is used a second time",
    clause: STATE,
    reason: "login_transaction_used",
    callback: async ({ complete }) => void (await complete()),
  },
  {
    name: "the transaction is used again after a refusal",
    clause: STATE,
    reason: "login_transaction_used",
    async callback({ callback, complete }) {
      const { parameters } = callback;
      callback.parameters = new URLSearchParams({
        state: parameters.get("state") ?? "",
        error: "server_error",
      });
      await complete();
      callback.parameters = parameters;
    },
  },
  {
    name: "iss is another provider's",
    clause: ISSUER,
    reason: "authorization_response_issuer",
    callback: withParameters({ iss: "https://login.evil.example" }),
  },
  {
    name: "iss is stripped where it is announced",
    clause: ISSUER,
    reason: "authorization_response_issuer",
    callback: withParameters({ iss: undefined }),
  },
  {
    name: "iss is wrong where it is not announced",
    clause: ISSUER,
    reason: "authorization_response_issuer",
    provider: ({ script }) => {
      script.metadata = { authorization_response_iss_parameter_supported: undefined };
    },
    callback: withParameters({ iss: "https://login.evil.example" }),
  },
  {
    name: "iss has a trailing slash",
    clause: ISSUER,
    reason: "authorization_response_issuer",
    callback: ({ callback: { parameters } }) => parameters.set("iss", `${parameters.get("iss")}/`),
  },
  {
    name: "iss stands there twice",
    clause: ONCE_EACH,
    reason: "authorization_response_invalid",
    callback: repeated("iss"),
  },
  {
    name: "the code stands there twice",
    clause: ONCE_EACH,
    reason: "authorization_response_invalid",
    callback: repeated("code"),
  },
  {
    name: "the code is missing",
    clause: "RFC 6749 §4.1.2",
    reason: "authorization_response_invalid",
    callback: withParameters({ code: undefined }),
  },
  {
    name: "the code was never given",
    clause: "RFC 6749 §4.1.2",
    reason: "code_rejected",
    callback: withParameters({ code: "made-up" }),
  },
  {
    name: "the code was redeemed in another tab",
    clause: "RFC 6749 §4.1.2",
    reason: "code_rejected",
    async callback({ callback, complete, openTab }) {
      await complete();
      const other = await openTab();
      const code = callback.parameters.get("code") ?? "";
      callback.parameters = new URLSearchParams(other.parameters);
      callback.parameters.set("code", code);
      callback.sealedTransaction = other.sealedTransaction;
    },
  },
  {
    name: "the code is a fresh one of another tab (injection)",
    clause: INJECTION,
    reason: "code_rejected",
    async callback({ callback, openTab }) {
      callback.parameters.set("code", (await openTab()).parameters.get("code") ?? "");
    },
  },
  {
    name: "the code is injected and the provider does not check PKCE",
    clause: INJECTION,
    reason: "id_token_nonce",
    provider: ({ script }) => {
      script.checksPkce = false;
    },
    async callback({ callback, openTab }) {
      callback.parameters.set("code", (await openTab()).parameters.get("code") ?? "");
    },
  },
  {
    name: "the person cancelled",
    clause: ERROR_ANSWER,
    reason: "sign_in_cancelled",
    callback: failed("access_denied"),
  },
  {
    name: "the provider failed",
    clause: ERROR_ANSWER,
    reason: "provider_unavailable",
    callback: failed("server_error"),
  },
  {
    name: "the provider's error is unknown and full of markup",
    clause: ERROR_ANSWER,
    reason: "provider_error",
    callback: failed(MARKUP),
  },
  {
    name: "an error answer has no state",
    clause: ERROR_ANSWER,
    reason: "callback_malformed",
    callback: withParameters({ code: undefined, state: undefined, error: "access_denied" }),
  },
  {
    name: "an error answer is another provider's",
    clause: ISSUER,
    reason: "authorization_response_issuer",
    callback: withParameters({ code: undefined, error: "access_denied", iss: "https://login.evil.example" }),
  },
];
