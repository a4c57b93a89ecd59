/**
 * One sign-in against a hostile OpenID provider: everything real but the store and the audit sink. A row of the
 * tables beside this file says what is altered and with which reason the sign-in must be refused.
 */
import type { HostileProvider } from "../../dev/identity-provider/hostile.ts";
import type { AuditEvent } from "../../functions/core/audit-event.ts";
import type { OidcProviderPolicy } from "../../functions/core/policy-identity.ts";
import type { RefusalReason } from "../../functions/core/refusal.ts";
import type { Callback } from "../../functions/sign-in/oidc-sign-in.ts";
import type { ExpectedAuthorization, LoginTransaction } from "../../functions/sign-in-ports.ts";
import {
  anOidcProvider,
  CLIENT_SECRET,
  callbackOf,
  IDENTITY_PROVIDER,
  type SignInStage,
  signInStage,
} from "../support/identity-builders.ts";

export const ACCESS_TOKEN = "access-token-that-nobody-may-see";
/** Of no meaning to the broker; everything in it would be an injection somewhere. */
export const MARKUP = `"><script>alert(document.domain)</script>\r\nset-cookie: a=b`;

/** A deviation from a correct sign-in. */
export interface ConformanceRow {
  readonly name: string;
  /** Specification and section. */
  readonly clause: string;
  readonly reason: RefusalReason;
  readonly policy?: Partial<OidcProviderPolicy>;
  /** What the provider is told before the sign-in begins. */
  readonly provider?: (hostile: HostileProvider) => void;
  /** What becomes of the callback on its way; called when the provider has answered the browser. */
  readonly callback?: (attempt: Attempt) => void | Promise<void>;
  /** Takes as long as the broker waits for a provider. */
  readonly isSlow?: true;
}

/** A sign-in that is right, in a way that is not the usual one. */
export type ControlRow = Omit<ConformanceRow, "reason" | "isSlow">;

interface Tab {
  readonly transaction: LoginTransaction<ExpectedAuthorization>;
  readonly sealedTransaction: string;
  readonly parameters: URLSearchParams;
}

export interface Attempt {
  readonly hostile: HostileProvider;
  readonly tab: Tab;
  /** What reaches the broker; a row changes it. */
  readonly callback: { -readonly [Member in keyof Callback]: Callback[Member] };
  /** Brings the callback as it is now to the broker, before the attempt does. */
  complete(): Promise<Outcome>;
  /** A second sign-in in the same browser, up to its callback. */
  openTab(): Promise<Tab>;
}

/** `signed in` or the reason. */
type Outcome = "signed in" | RefusalReason;

export interface AttemptReport {
  readonly outcome: Outcome;
  /** What the last step of the attempt wrote. */
  readonly events: readonly AuditEvent[];
  /** All that was ever written, as text. */
  readonly auditText: string;
  /** What may not occur in it. */
  readonly secrets: readonly string[];
}

export async function attemptSignIn(hostile: HostileProvider, row: ControlRow): Promise<AttemptReport> {
  hostile.reset();
  hostile.script.tokenResponse = { access_token: ACCESS_TOKEN };
  row.provider?.(hostile);
  const adapter = anOidcProvider({ issuer: hostile.issuer, ...row.policy });
  const stage = signInStage({ [IDENTITY_PROVIDER]: adapter, partner: adapter });
  const secrets = [CLIENT_SECRET, ACCESS_TOKEN];

  const tab = await openTab(stage, secrets);
  if (typeof tab === "string") return report(stage, tab, 0, secrets);
  const callback = {
    identityProvider: IDENTITY_PROVIDER,
    parameters: new URLSearchParams(tab.parameters),
    sealedTransaction: tab.sealedTransaction as string | undefined,
    correlationId: "correlation-1",
  };
  const complete = async (): Promise<Outcome> => {
    const completed = await stage.signIn.complete({ ...callback });
    return completed.ok ? "signed in" : completed.error.refusal.reason;
  };
  await row.callback?.({
    ...{ hostile, tab, callback, complete },
    openTab: async () => {
      const other = await openTab(stage, secrets);
      if (typeof other === "string") throw new Error(`refused: ${other}`);
      return other;
    },
  });
  const written = stage.audit.events.length;
  return report(stage, await complete(), written, secrets);
}

async function openTab({ signIn, ports }: SignInStage, secrets: string[]): Promise<Tab | RefusalReason> {
  const options = { intent: undefined, reauthenticate: false };
  const started = await signIn.begin(IDENTITY_PROVIDER, options, "correlation-1");
  if (!started.ok) return started.error.reason;
  const { redirectTo, sealedTransaction } = started.value;
  const { searchParams: parameters } = await callbackOf(redirectTo);
  const opened = await ports.sealer.open("login-transaction", sealedTransaction);
  const transaction = JSON.parse(opened ?? "null") as LoginTransaction<ExpectedAuthorization>;
  const { state, nonce, codeVerifier } = transaction;
  secrets.push(state, nonce, codeVerifier, parameters.get("code") ?? state);
  return { transaction, sealedTransaction, parameters };
}

function report(
  { audit }: SignInStage,
  outcome: Outcome,
  written: number,
  secrets: readonly string[],
): AttemptReport {
  const auditText = JSON.stringify(audit.events);
  return { outcome, events: audit.events.slice(written), auditText, secrets };
}
