/**
 * The use case of an OpenID Connect sign-in: begin → the browser leaves for its identity provider → complete.
 * The login transaction lives in a sealed cookie of this browser, one for each tab, and is used up by a
 * conditional write: an answer that is stale, from another browser, or brought twice signs nobody in.
 */

import { type NewSessionPorts, sealSession } from "../broker-session.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { SignInGoal } from "../core/return-page.ts";
import type { ExpectedAuthorization, OidcIdentityProvider } from "../sign-in-ports.ts";
import { type BeginSignIn, createBeginSignIn } from "./begin-sign-in.ts";
import { consumeTransaction, openTransaction, type TransactionPorts } from "./login-transaction.ts";
import type { SignInCompleted, SignInFailed } from "./outcome.ts";
import { orWritten, type SignInAuditPorts, type SignInMatter, writeSignIn } from "./sign-in-audit.ts";

export interface SignInPorts
  extends SignInAuditPorts,
    NewSessionPorts,
    Omit<TransactionPorts<ExpectedAuthorization>, "providers" | "sessions"> {
  readonly providers: ReadonlyMap<string, OidcIdentityProvider>;
  readonly sessions: NewSessionPorts["sessions"] & TransactionPorts<ExpectedAuthorization>["sessions"];
}

export interface Callback extends SignInMatter {
  readonly parameters: URLSearchParams;
  /** The sealed transaction that this browser holds for the callback's `state`, if any. */
  readonly sealedTransaction: string | undefined;
}

export interface SignIn {
  readonly begin: BeginSignIn;
  complete(callback: Callback): Promise<Result<SignInCompleted, SignInFailed>>;
}

export function createSignIn(ports: SignInPorts): SignIn {
  return {
    begin: createBeginSignIn(ports),
    async complete(callback) {
      const completed = await orWritten(ports, callback, complete(ports, callback));
      const outcome = completed.ok
        ? { principal: completed.value.principal }
        : { refusal: completed.error.refusal };
      writeSignIn(ports, callback, outcome);
      return completed;
    },
  };
}

async function complete(
  ports: SignInPorts,
  { identityProvider, parameters, sealedTransaction }: Callback,
): Promise<Result<SignInCompleted, SignInFailed>> {
  const failed = (refused: Refusal, intent?: SignInGoal) => err({ refusal: refused, intent });
  const provider = ports.providers.get(identityProvider);
  if (provider === undefined) return failed(refusal("identity_provider_unknown"));
  const [state, ...others] = parameters.getAll("state");
  if (state === undefined || others.length > 0) {
    return failed(refusal("callback_malformed", { states: parameters.getAll("state").length }));
  }
  const belongsTo = { identityProvider, state };
  const transaction = await openTransaction<ExpectedAuthorization>(
    ports.sealer,
    sealedTransaction,
    belongsTo,
  );
  if (!transaction.ok) return failed(transaction.error);
  const { intent, nonce, codeVerifier } = transaction.value;

  const now = ports.now();
  // Used up before the answer is looked at: whatever it holds, this transaction is over.
  const unusable = await consumeTransaction(ports.homes, transaction.value, now);
  if (unusable !== undefined) return failed(unusable, intent);
  const signedIn = await provider.complete(parameters, { state, nonce, codeVerifier }, now);
  if (!signedIn.ok) return failed(signedIn.error, intent);
  const { principal, logoutKeys } = signedIn.value;
  const session = await sealSession(ports, principal, logoutKeys);
  return session.ok ? ok({ principal, ...session.value, intent }) : failed(session.error, intent);
}
