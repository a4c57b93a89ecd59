/**
 * An OpenID provider ends sessions (OpenID Connect Back-Channel Logout 1.0 §2.7). Order: the token verified, not used
 * before, the sessions ended in every Region, and only then the token used up, so that a provider that was told of a
 * Region's absence may send the same token again.
 * Invariant: a token that names a person ends all their sessions here, whichever session of theirs it was about; one
 * that names a session ends that for good, whenever a sign-in that it began is finished.
 */
import { revocationEvent } from "../core/audit-revocation-event.ts";
import { LONGEST_BROKER_SESSION_SECONDS } from "../core/longest-session.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { EndingRequests } from "../ending-ports.ts";
import type { AuditSink, Clock, HomeStores } from "../ports.ts";
import type { EndOfSessions, RegionalRevocations } from "../revocation-ports.ts";
import type { OidcLogoutVerifier, VerifiedLogoutToken } from "../sign-in-ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import { useUp } from "./use-up.ts";

export interface BackchannelLogoutPorts {
  readonly providers: ReadonlyMap<string, OidcLogoutVerifier>;
  readonly homes: HomeStores;
  readonly everywhere: RegionalRevocations;
  /** Where the policy has streaming sessions ended as well; left out: it has not. */
  readonly endings?: EndingRequests | undefined;
  readonly audit: AuditSink;
  readonly now: Clock;
}

interface LogoutCall {
  readonly identityProvider: string;
  /** As it came; undefined where the form had none, or several. */
  readonly token: string | undefined;
  readonly correlationId: string;
}

export type BackchannelLogout = (call: LogoutCall) => Promise<Result<void, Refusal>>;

export function createBackchannelLogout(ports: BackchannelLogoutPorts): BackchannelLogout {
  return async (call) => {
    const { audit, now, providers } = ports;
    const { identityProvider, correlationId } = call;
    const verified = await verify(ports, call);
    const ended = verified.ok ? await endSessions(ports, identityProvider, verified.value) : verified;
    const token = verified.ok ? verified.value : undefined;
    audit.write(
      revocationEvent(auditStamp(now(), correlationId), {
        event: "sessions_revoked",
        by: "backchannel_logout",
        identityProvider: providers.has(identityProvider) ? identityProvider : null,
        ...(token?.person !== undefined && "subject" in token.person && { subject: token.person.subject }),
        scope: token === undefined ? null : token.person === undefined ? "session" : "person",
        ...(!ended.ok && { refused: ended.error, missingIn: missingIn(ended.error) }),
      }),
    );
    return ended;
  };
}

async function verify(
  { providers, now }: BackchannelLogoutPorts,
  { identityProvider, token }: LogoutCall,
): Promise<Result<VerifiedLogoutToken, Refusal>> {
  const provider = providers.get(identityProvider);
  if (provider === undefined) return err(refusal("identity_provider_unknown"));
  if (token === undefined) return err(refusal("logout_token_invalid", { rule: "form" }));
  return await provider.verifyLogout(token, now());
}

async function endSessions(
  { homes, everywhere, endings, now }: BackchannelLogoutPorts,
  identityProvider: string,
  { tokenId, person, session, usableUntil }: VerifiedLogoutToken,
): Promise<Result<void, Refusal>> {
  const receivedAt = now();
  const seconds = epochSeconds(receivedAt);
  const id = `logout-token ${identityProvider} ${tokenId}`;
  const region = homes.homeOf(id);
  const replayed = refusal("logout_token_invalid", { rule: "replayed" });
  // With a time that is over it only asks whether somebody used the token up, and leaves it usable.
  const usedBefore = await useUp(homes, { id, region, expiresAt: seconds }, seconds, replayed);
  if (usedBefore !== undefined) return err(usedBefore);
  const forGood = receivedAt + LONGEST_BROKER_SESSION_SECONDS * 1_000;
  const ends: readonly EndOfSessions[] = [
    ...(person === undefined ? [] : [{ sessions: person, endedUntil: receivedAt }]),
    ...(session === undefined ? [] : [{ sessions: session, endedUntil: forGood }]),
  ];
  const missing = await everywhere.end(ends, seconds);
  if (missing.length > 0) return err(refusal("logout_not_everywhere", { regions: missing.join(",") }));
  // Who signed in with the session is found by the person as well: one request each, or sign-outs would pile up.
  const named = ends.slice(0, 1).map(({ sessions }) => sessions);
  // Whoever signs in again may launch again.
  const wanted = { by: "backchannel_logout", launchedUntil: seconds } as const;
  const requested = (await endings?.request(named, wanted, seconds)) ?? ok(undefined);
  if (!requested.ok) return err(refusal("logout_not_everywhere", { regions: homes.issuing }));
  const used = await useUp(homes, { id, region, expiresAt: usableUntil }, seconds, replayed);
  return used === undefined ? ok(undefined) : err(used);
}

function missingIn({ reason, evidence }: Refusal): readonly string[] {
  return reason === "logout_not_everywhere" ? String(evidence.regions).split(",") : [];
}
