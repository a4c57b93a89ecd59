/**
 * "Continue as …?": a verified sign-in that nobody at this browser began. It waits in a sealed cookie until the
 * person says yes, once, so that a forged click cannot put them into somebody else's desktop.
 */
import {
  MAX_SEALED_LENGTH,
  type NewSessionPorts,
  type SealedSession,
  sealSession,
} from "../broker-session.ts";
import type { LaunchIntent } from "../core/intent.ts";
import type { Principal } from "../core/principal.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { HomeStores, Sealer } from "../ports.ts";
import type { PendingSignIn } from "../sign-in-ports.ts";
import { epochSeconds } from "../timestamps.ts";
import { useUp } from "./use-up.ts";

export interface ProposalPorts extends NewSessionPorts {
  readonly homes: HomeStores;
}

export interface ProposedSignIn {
  readonly sealedProposal: string;
  readonly lifetimeSeconds: number;
  readonly principal: Principal;
}

interface AcceptedSignIn extends SealedSession {
  readonly principal: Principal;
  readonly intent: LaunchIntent | undefined;
}

const LIFETIME_SECONDS = 300;

export async function proposeSignIn(
  { sealer, homes, now, randomText }: ProposalPorts,
  principal: Principal,
  application: string | undefined,
): Promise<Result<ProposedSignIn, Refusal>> {
  const pending: PendingSignIn = {
    id: randomText(16),
    region: homes.issuing,
    principal,
    application,
    expiresAt: epochSeconds(now()) + LIFETIME_SECONDS,
  };
  const sealedProposal = await sealer.seal("pending-sign-in", JSON.stringify(pending));
  return sealedProposal.length > MAX_SEALED_LENGTH
    ? err(refusal("session_too_large", { length: sealedProposal.length, groups: principal.groups.length }))
    : ok({ sealedProposal, lifetimeSeconds: LIFETIME_SECONDS, principal });
}

/** Undefined for a proposal that is over, is another identity provider's, or was not made here. */
export async function readProposal(
  { sealer, now }: { readonly sealer: Sealer; readonly now: () => number },
  identityProvider: string,
  sealed: string | undefined,
): Promise<PendingSignIn | undefined> {
  const opened = sealed === undefined ? undefined : await sealer.open("pending-sign-in", sealed);
  if (opened === undefined) return undefined;
  const pending = JSON.parse(opened) as PendingSignIn;
  const isTheirs = pending.principal.identityProvider === identityProvider;
  return isTheirs && epochSeconds(now()) < pending.expiresAt ? pending : undefined;
}

export type AcceptProposal = (pending: PendingSignIn) => Promise<Result<AcceptedSignIn, Refusal>>;

/** Takes the yes, wherever it is said. The same proposal is accepted once. */
export function createAcceptProposal(ports: ProposalPorts): AcceptProposal {
  return (pending) => acceptProposal(ports, pending);
}

async function acceptProposal(
  ports: ProposalPorts,
  { id, region, principal, application, expiresAt }: PendingSignIn,
): Promise<Result<AcceptedSignIn, Refusal>> {
  const now = epochSeconds(ports.now());
  // Asked here once more: the store takes what is over for gone.
  if (now >= expiresAt) return err(refusal("pending_sign_in_missing"));
  const once = { id: `pending-sign-in ${id}`, region, expiresAt };
  const used = await useUp(ports.homes, once, now, refusal("pending_sign_in_missing"));
  if (used !== undefined) return err(used);
  const session = await sealSession(ports, principal);
  if (!session.ok) return session;
  const intent: LaunchIntent | undefined =
    application === undefined ? undefined : { application, context: undefined, client: "web" };
  return ok({ ...session.value, principal, intent });
}
