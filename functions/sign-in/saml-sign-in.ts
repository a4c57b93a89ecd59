/**
 * The use case of a SAML sign-in: begin → the browser leaves → complete. A response that answers our request signs
 * in; one that nobody here asked for only proposes, and the person at the browser says yes (ASVS 7.6.2).
 * Invariant: verified first, then remembered as used, then the transaction used up; of any number of posts of one
 * response at once, in however many Regions, exactly one gets anything. An assertion's home is its transaction's, of
 * which it can answer one only; where there is none, its id decides.
 */
import { type NewSessionPorts, sealSession } from "../broker-session.ts";
import type { LaunchIntent } from "../core/intent.ts";
import type { IdpInitiatedPolicy } from "../core/policy-identity.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { HomeStores } from "../ports.ts";
import type {
  AssertedPrincipal,
  ExpectedResponse,
  LoginTransaction,
  SamlIdentityProvider,
} from "../sign-in-ports.ts";
import { epochSeconds } from "../timestamps.ts";
import { type BeginSignIn, createBeginSignIn } from "./begin-sign-in.ts";
import { consumeTransaction, openTransaction, type TransactionPorts } from "./login-transaction.ts";
import type { SignInCompleted, SignInFailed } from "./outcome.ts";
import { type ProposedSignIn, proposeSignIn } from "./proposed-sign-in.ts";
import { orWritten, type SignInAuditPorts, type SignInMatter, writeSignIn } from "./sign-in-audit.ts";
import { useUp } from "./use-up.ts";

export interface SamlSignInPorts
  extends SignInAuditPorts,
    NewSessionPorts,
    Omit<TransactionPorts<ExpectedResponse>, "providers" | "sessions"> {
  readonly providers: ReadonlyMap<string, SamlIdentityProvider>;
  /** By identity provider; null where a sign-in must have begun here. */
  readonly idpInitiated: ReadonlyMap<string, IdpInitiatedPolicy | null>;
  readonly sessions: NewSessionPorts["sessions"] & TransactionPorts<ExpectedResponse>["sessions"];
}

export interface PostedResponse extends SignInMatter {
  /** The form fields as they came. */
  readonly response: string;
  readonly relayState: string | undefined;
  /** The sealed transaction that this browser holds for the RelayState, if any. */
  readonly sealedTransaction: string | undefined;
}

export interface SamlSignIn {
  readonly begin: BeginSignIn;
  complete(posted: PostedResponse): Promise<Result<SignInCompleted | ProposedSignIn, SignInFailed>>;
}

export function createSamlSignIn(ports: SamlSignInPorts): SamlSignIn {
  return {
    begin: createBeginSignIn(ports),
    async complete(posted) {
      const completed = await orWritten(ports, posted, complete(ports, posted));
      if (!completed.ok) writeSignIn(ports, posted, { refusal: completed.error.refusal });
      else if ("sealedProposal" in completed.value) {
        writeSignIn(ports, posted, { proposed: completed.value.principal });
      } else writeSignIn(ports, posted, { principal: completed.value.principal });
      return completed;
    },
  };
}

async function complete(
  ports: SamlSignInPorts,
  posted: PostedResponse,
): Promise<Result<SignInCompleted | ProposedSignIn, SignInFailed>> {
  const provider = ports.providers.get(posted.identityProvider);
  if (provider === undefined) {
    return err({ refusal: refusal("identity_provider_unknown"), intent: undefined });
  }
  return posted.sealedTransaction === undefined
    ? await completeUnasked(ports, provider, posted)
    : await completeAsked(ports, provider, posted);
}

/** The response to our own request (SAML Profiles §4.1). */
async function completeAsked(
  ports: SamlSignInPorts,
  provider: SamlIdentityProvider,
  { identityProvider, response, relayState = "", sealedTransaction }: PostedResponse,
): Promise<Result<SignInCompleted, SignInFailed>> {
  const belongsTo = { identityProvider, state: relayState };
  const opened = await openTransaction<ExpectedResponse>(ports.sealer, sealedTransaction, belongsTo);
  if (!opened.ok) return err({ refusal: opened.error, intent: undefined });
  const transaction = opened.value;
  const { intent } = transaction;
  const failed = (refused: Refusal) => err({ refusal: refused, intent });

  const now = ports.now();
  if (epochSeconds(now) >= transaction.expiresAt) return failed(refusal("login_transaction_expired"));
  const asserted = await provider.complete(response, expectedOf(transaction), now);
  if (!asserted.ok) return failed(asserted.error);
  const used =
    (await useAssertion(ports, identityProvider, asserted.value, now, () => transaction.region)) ??
    (await consumeTransaction(ports.homes, transaction, now));
  if (used !== undefined) return failed(used);
  const { principal } = asserted.value;
  const session = await sealSession(ports, principal);
  return session.ok ? ok({ principal, ...session.value, intent }) : failed(session.error);
}

/** Identity-provider-initiated (SAML Profiles §4.1.5): a tile was clicked there, or somebody forged that click. */
async function completeUnasked(
  ports: SamlSignInPorts,
  provider: SamlIdentityProvider,
  { identityProvider, response, relayState = "" }: PostedResponse,
): Promise<Result<ProposedSignIn, SignInFailed>> {
  const wanted = tileApplication(ports.idpInitiated.get(identityProvider) ?? null, relayState);
  if (!wanted.ok) return err({ refusal: wanted.error, intent: undefined });
  const intent: LaunchIntent | undefined =
    wanted.value === null ? undefined : { application: wanted.value, context: undefined, client: "web" };
  const failed = (refused: Refusal) => err({ refusal: refused, intent });

  const now = ports.now();
  const asserted = await provider.complete(response, undefined, now);
  if (!asserted.ok) return failed(asserted.error);
  const used = await useAssertion(ports, identityProvider, asserted.value, now, ports.homes.homeOf);
  if (used !== undefined) return failed(used);
  const proposal = await proposeSignIn(ports, asserted.value.principal, wanted.value ?? undefined);
  return proposal.ok ? proposal : failed(proposal.error);
}

const STATE = /^[A-Za-z0-9_-]{43}$/;

/** RelayState is an application of the policy or nothing; null leads to the start page. */
function tileApplication(
  allowed: IdpInitiatedPolicy | null,
  relayState: string,
): Result<string | null, Refusal> {
  if (allowed?.applications.includes(relayState)) return ok(relayState);
  // Our own state without its cookie: the browser lost it, or the response is in another browser.
  if (STATE.test(relayState)) return err(refusal("login_transaction_missing"));
  if (allowed === null) return err(refusal("saml_unsolicited"));
  return relayState === "" ? ok(allowed.defaultApplication) : err(refusal("saml_relay_state"));
}

function expectedOf({ state, requestId, authenticatedSince }: LoginTransaction<ExpectedResponse>) {
  return { state, requestId, authenticatedSince };
}

/** Put-if-absent: never asked first and written after. `homeOf`: the Region for the id that is written. */
async function useAssertion(
  { homes }: SamlSignInPorts,
  identityProvider: string,
  { assertionId, usableUntil: expiresAt }: AssertedPrincipal,
  now: number,
  homeOf: HomeStores["homeOf"],
): Promise<Refusal | undefined> {
  const id = `saml-assertion ${identityProvider} ${assertionId}`;
  const region = homeOf(id);
  return await useUp(homes, { id, region, expiresAt }, epochSeconds(now), refusal("saml_assertion_replayed"));
}
