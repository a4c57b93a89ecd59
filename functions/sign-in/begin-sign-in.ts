/** The first half of a sign-in, the same for every protocol: off to the identity provider, or a refusal on record. */
import type { Refusal } from "../core/refusal.ts";
import type { Result } from "../core/result.ts";
import type { ExpectedAnswer } from "../sign-in-ports.ts";
import {
  type SignInOptions,
  type SignInStarted,
  startTransaction,
  type TransactionPorts,
} from "./login-transaction.ts";
import { orWritten, type SignInAuditPorts, writeSignIn } from "./sign-in-audit.ts";

export type BeginSignIn = (
  identityProvider: string,
  options: SignInOptions,
  correlationId: string,
) => Promise<Result<SignInStarted, Refusal>>;

export function createBeginSignIn<Expected extends ExpectedAnswer>(
  ports: TransactionPorts<Expected> & SignInAuditPorts,
): BeginSignIn {
  return async (identityProvider, options, correlationId) => {
    const matter = { identityProvider, correlationId };
    const started = await orWritten(ports, matter, startTransaction(ports, identityProvider, options));
    if (!started.ok) writeSignIn(ports, matter, { refusal: started.error });
    return started;
  };
}
