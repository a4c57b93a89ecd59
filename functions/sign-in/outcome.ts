/** How a sign-in ends, whatever its protocol. */
import type { SealedSession } from "../broker-session.ts";
import type { Principal } from "../core/principal.ts";
import type { Refusal } from "../core/refusal.ts";
import type { SignInGoal } from "../core/return-page.ts";

export interface SignInCompleted extends SealedSession {
  readonly principal: Principal;
  readonly intent: SignInGoal | undefined;
}

/** A sign-in that failed; the intent is kept where the transaction could be read, so that nothing is lost. */
export interface SignInFailed {
  readonly refusal: Refusal;
  readonly intent: SignInGoal | undefined;
}
