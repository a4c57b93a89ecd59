/**
 * The use case of a sign-in: begin → the browser leaves for its identity provider → complete.
 * The login transaction lives in a sealed cookie of this browser, one for each tab, and is used up by a
 * conditional write: an answer that is stale, from another browser, or brought twice signs nobody in.
 */
import { type SignInOutcome, signInEvent } from "./core/audit-event.ts";
import type { LaunchIntent } from "./core/intent.ts";
import type { SessionPolicy } from "./core/policy.ts";
import type { Principal } from "./core/principal.ts";
import { type Refusal, refusal } from "./core/refusal.ts";
import { err, ok, type Result } from "./core/result.ts";
import type {
  AuditSink,
  BrokerSession,
  Clock,
  IdentityProvider,
  LoginTransaction,
  LoginTransactionStore,
  RandomText,
  Sealer,
} from "./ports.ts";
import { auditStamp, epochSeconds } from "./timestamps.ts";

export interface SignInPorts {
  readonly providers: ReadonlyMap<string, IdentityProvider>;
  readonly transactions: LoginTransactionStore;
  readonly sealer: Sealer;
  readonly audit: AuditSink;
  readonly now: Clock;
  readonly randomText: RandomText;
  readonly sessions: Pick<SessionPolicy, "brokerSessionSeconds" | "loginTransactionSeconds">;
}

export interface SignInStarted {
  readonly redirectTo: string;
  readonly transactionId: string;
  readonly sealedTransaction: string;
  /** How long the browser keeps the cookie: past the transaction's end, so that a late answer still finds its intent. */
  readonly cookieSeconds: number;
}

interface SignInCompleted {
  readonly principal: Principal;
  readonly sealedSession: string;
  readonly lifetimeSeconds: number;
  readonly intent: LaunchIntent | undefined;
}

/** A sign-in that failed; the intent is kept where the transaction could be read, so that nothing is lost. */
export interface SignInFailed {
  readonly refusal: Refusal;
  readonly intent: LaunchIntent | undefined;
}

export interface Callback {
  readonly identityProvider: string;
  readonly parameters: URLSearchParams;
  /** The sealed transaction that this browser holds for the callback's `state`, if any. */
  readonly sealedTransaction: string | undefined;
  readonly correlationId: string;
}

export interface SignIn {
  begin(
    identityProvider: string,
    options: SignInOptions,
    correlationId: string,
  ): Promise<Result<SignInStarted, Refusal>>;
  complete(callback: Callback): Promise<Result<SignInCompleted, SignInFailed>>;
}

export interface SignInOptions {
  readonly intent: LaunchIntent | undefined;
  /** Asks the provider for a fresh sign-in although it may still know the browser. */
  readonly reauthenticate: boolean;
}

/** Browsers must keep a cookie of 4,096 bytes, name and attributes included (RFC 6265 §6.1). */
const MAX_SEALED_LENGTH = 3_800;
/** Someone who went to lunch at the sign-in form gets the launch they came for with one click. */
const INTENT_GRACE_SECONDS = 3_600;

export function createSignIn(ports: SignInPorts): SignIn {
  const write = (provider: string, correlationId: string, outcome: SignInOutcome): void => {
    // A provider the policy does not know is a caller's text and stays out of the audit trail.
    const known = ports.providers.has(provider) ? provider : null;
    ports.audit.write(signInEvent(auditStamp(ports.now(), correlationId), known, outcome));
  };
  /** A throw is a bug or a broken set-up, answered as such by the handler; the sign-in must not end unseen. */
  const orWritten = async <T>(work: Promise<T>, provider: string, correlationId: string): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      write(provider, correlationId, { refusal: refusal("unexpected_error") });
      throw cause;
    }
  };
  return {
    async begin(provider, options, correlationId) {
      const started = await orWritten(begin(ports, provider, options), provider, correlationId);
      if (!started.ok) write(provider, correlationId, { refusal: started.error });
      return started;
    },
    async complete(callback) {
      const { identityProvider: provider, correlationId } = callback;
      const completed = await orWritten(complete(ports, callback), provider, correlationId);
      const outcome = completed.ok
        ? { principal: completed.value.principal }
        : { refusal: completed.error.refusal };
      write(provider, correlationId, outcome);
      return completed;
    },
  };
}

async function begin(
  ports: SignInPorts,
  identityProvider: string,
  { intent, reauthenticate }: SignInOptions,
): Promise<Result<SignInStarted, Refusal>> {
  const provider = ports.providers.get(identityProvider);
  if (provider === undefined) return err(refusal("identity_provider_unknown"));
  const now = ports.now();
  const authorization = await provider.begin(now, reauthenticate);
  if (!authorization.ok) return authorization;
  const { redirectTo, state, nonce, codeVerifier } = authorization.value;
  const lifetimeSeconds = ports.sessions.loginTransactionSeconds;
  const createdAt = epochSeconds(now);
  const transaction: LoginTransaction = {
    identityProvider,
    state,
    nonce,
    codeVerifier,
    intent,
    createdAt,
    expiresAt: createdAt + lifetimeSeconds,
  };
  const sealedTransaction = await ports.sealer.seal("login-transaction", JSON.stringify(transaction));
  const cookieSeconds = lifetimeSeconds + INTENT_GRACE_SECONDS;
  return ok({ redirectTo, transactionId: state, sealedTransaction, cookieSeconds });
}

async function complete(
  ports: SignInPorts,
  callback: Callback,
): Promise<Result<SignInCompleted, SignInFailed>> {
  const provider = ports.providers.get(callback.identityProvider);
  if (provider === undefined)
    return err({ refusal: refusal("identity_provider_unknown"), intent: undefined });
  const transaction = await openTransaction(ports, callback);
  if (!transaction.ok) return err({ refusal: transaction.error, intent: undefined });
  const { intent } = transaction.value;

  const principal = await verify(ports, provider, callback.parameters, transaction.value);
  if (!principal.ok) return err({ refusal: principal.error, intent });
  const sealedSession = await sealSession(ports, principal.value);
  return sealedSession.ok
    ? ok({
        principal: principal.value,
        sealedSession: sealedSession.value,
        lifetimeSeconds: ports.sessions.brokerSessionSeconds,
        intent,
      })
    : err({ refusal: sealedSession.error, intent });
}

async function verify(
  ports: SignInPorts,
  provider: IdentityProvider,
  parameters: URLSearchParams,
  { state, nonce, codeVerifier, expiresAt }: LoginTransaction,
): Promise<Result<Principal, Refusal>> {
  const now = ports.now();
  if (epochSeconds(now) >= expiresAt) return err(refusal("login_transaction_expired"));
  // Used up before the answer is looked at: whatever it holds, this transaction is over.
  const consumed = await ports.transactions.consume(state, expiresAt, epochSeconds(now));
  if (!consumed.ok) {
    return err(refusal(consumed.error === "conflict" ? "login_transaction_used" : "login_store_unavailable"));
  }
  return await provider.complete(parameters, { state, nonce, codeVerifier }, now);
}

async function openTransaction(
  ports: SignInPorts,
  callback: Callback,
): Promise<Result<LoginTransaction, Refusal>> {
  const states = callback.parameters.getAll("state");
  if (states.length !== 1) return err(refusal("callback_malformed", { states: states.length }));
  if (callback.sealedTransaction === undefined) return err(refusal("login_transaction_missing"));
  const opened = await ports.sealer.open("login-transaction", callback.sealedTransaction);
  if (opened === undefined) return err(refusal("login_transaction_unreadable"));
  const transaction = JSON.parse(opened) as LoginTransaction;
  // The seal authenticates the content; only whether it belongs to this callback is left to ask.
  if (transaction.state !== states[0]) return err(refusal("login_transaction_missing"));
  if (transaction.identityProvider !== callback.identityProvider) {
    return err(refusal("login_transaction_other_provider"));
  }
  return ok(transaction);
}

async function sealSession(ports: SignInPorts, principal: Principal): Promise<Result<string, Refusal>> {
  const createdAt = epochSeconds(ports.now());
  const session: BrokerSession = {
    principal,
    sessionId: ports.randomText(16),
    createdAt,
    expiresAt: createdAt + ports.sessions.brokerSessionSeconds,
  };
  const sealed = await ports.sealer.seal("broker-session", JSON.stringify(session));
  const evidence = { length: sealed.length, groups: principal.groups.length };
  return sealed.length > MAX_SEALED_LENGTH ? err(refusal("session_too_large", evidence)) : ok(sealed);
}
