/**
 * The login transaction: what a sign-in needs to know again when the browser comes back, sealed in a cookie of that
 * browser, one for each tab. The same for every protocol; `Expected` is what the protocol wants to compare.
 */
import type { SessionPolicy } from "../core/policy.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { SignInGoal } from "../core/return-page.ts";
import type { Clock, HomeStores, Sealer } from "../ports.ts";
import type { ExpectedAnswer, LoginTransaction, SignInStart } from "../sign-in-ports.ts";
import { epochSeconds } from "../timestamps.ts";
import { useUp } from "./use-up.ts";

export interface TransactionPorts<Expected extends ExpectedAnswer> {
  readonly providers: ReadonlyMap<string, SignInStart<Expected>>;
  readonly sealer: Sealer;
  readonly homes: HomeStores;
  readonly now: Clock;
  readonly sessions: Pick<SessionPolicy, "loginTransactionSeconds">;
}

export interface SignInOptions {
  readonly intent: SignInGoal | undefined;
  /** Asks the provider for a fresh sign-in although it may still know the browser. */
  readonly reauthenticate: boolean;
}

export interface SignInStarted {
  readonly redirectTo: string;
  readonly transactionId: string;
  readonly sealedTransaction: string;
  /** How long the browser keeps the cookie: past the transaction's end, so that a late answer still finds its intent. */
  readonly cookieSeconds: number;
}

/** Someone who went to lunch at the sign-in form gets the launch they came for with one click. */
const INTENT_GRACE_SECONDS = 3_600;

export async function startTransaction<Expected extends ExpectedAnswer>(
  { providers, sealer, homes, now, sessions }: TransactionPorts<Expected>,
  identityProvider: string,
  { intent, reauthenticate }: SignInOptions,
): Promise<Result<SignInStarted, Refusal>> {
  const provider = providers.get(identityProvider);
  if (provider === undefined) return err(refusal("identity_provider_unknown"));
  const moment = now();
  const started = await provider.begin(moment, reauthenticate);
  if (!started.ok) return started;
  const { redirectTo, ...expected } = started.value;
  const lifetimeSeconds = sessions.loginTransactionSeconds;
  const createdAt = epochSeconds(moment);
  const times = { createdAt, expiresAt: createdAt + lifetimeSeconds };
  const region = homes.issuing;
  const transaction = JSON.stringify({ identityProvider, region, ...expected, intent, ...times });
  const sealedTransaction = await sealer.seal("login-transaction", transaction);
  const cookieSeconds = lifetimeSeconds + INTENT_GRACE_SECONDS;
  return ok({ redirectTo, transactionId: started.value.state, sealedTransaction, cookieSeconds });
}

/** The transaction that this browser holds for `state` and that was begun with this provider; it may be over. */
export async function openTransaction<Expected extends ExpectedAnswer>(
  sealer: Sealer,
  sealed: string | undefined,
  { identityProvider, state }: { readonly identityProvider: string; readonly state: string },
): Promise<Result<LoginTransaction<Expected>, Refusal>> {
  if (sealed === undefined) return err(refusal("login_transaction_missing"));
  const opened = await sealer.open("login-transaction", sealed);
  if (opened === undefined) return err(refusal("login_transaction_unreadable"));
  const transaction = JSON.parse(opened) as LoginTransaction<Expected>;
  // The seal authenticates the content; only whether it belongs to this answer is left to ask.
  if (transaction.state !== state) return err(refusal("login_transaction_missing"));
  return transaction.identityProvider === identityProvider
    ? ok(transaction)
    : err(refusal("login_transaction_other_provider"));
}

/** Uses it up where it was issued: whatever comes after this, the transaction is over. */
export async function consumeTransaction(
  homes: HomeStores,
  { state, region, expiresAt }: LoginTransaction<ExpectedAnswer>,
  nowMilliseconds: number,
): Promise<Refusal | undefined> {
  const now = epochSeconds(nowMilliseconds);
  if (now >= expiresAt) return refusal("login_transaction_expired");
  return await useUp(homes, { id: state, region, expiresAt }, now, refusal("login_transaction_used"));
}
