/**
 * An operator takes a person's access away, or gives it back, in every Region of the broker. Order: disabled first, so that
 * nobody signs in meanwhile, then the broker sessions that there are, then, where the policy has it so, the streaming
 * sessions, which the keeper ends. Giving it back revives none of them, and the keeper ends no more.
 * Invariant: whoever asks is told the Regions where it is not done; asking again does it there.
 */
import { revocationEvent } from "../core/audit-revocation-event.ts";
import type { RegionalEndings } from "../ending-ports.ts";
import type { AuditSink, Clock } from "../ports.ts";
import type { Disabling, Identity, RegionalRevocations } from "../revocation-ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";

export interface DisablingPorts {
  readonly everywhere: RegionalRevocations;
  /** Where the policy has streaming sessions ended as well; left out: they go on. */
  readonly endings?: RegionalEndings | undefined;
  readonly audit: AuditSink;
  readonly now: Clock;
}

export interface PersonToDisable {
  readonly person: Identity;
  /** `at` is the clock's. */
  readonly disabling: Omit<Disabling, "at">;
  readonly correlationId: string;
}

export interface PersonToEnable {
  readonly person: Identity;
  /** Who answers for it, and why. */
  readonly by: string;
  readonly reason: string;
  readonly correlationId: string;
}

export interface DisabledPerson {
  /** Regions where the person is not disabled, or former sessions still open. */
  readonly missingIn: readonly string[];
  /** What becomes of their streaming sessions; `not_requested`: no Region's table took the request. */
  readonly streams: "go_on" | "requested" | "not_requested";
}

export async function disablePerson(
  { everywhere, endings, audit, now }: DisablingPorts,
  { person, disabling: { by, reason, until }, correlationId }: PersonToDisable,
): Promise<DisabledPerson> {
  const at = now();
  const notDisabled = await everywhere.disable(person, { by, reason, until, at: epochSeconds(at) });
  // The clock again: a session may have been made until the last Region knew. To the end of the second, since a terminal's
  // clock knows whole ones: a session of the same second would outlive the disabling.
  const endedUntil = epochSeconds(now()) * 1_000 + 999;
  const ends = [{ sessions: person, endedUntil }];
  const notEnded = await everywhere.end(ends, epochSeconds(at));
  const missingIn = [...new Set([...notDisabled, ...notEnded])];
  // Whoever is disabled begins no launch: what is found until the end of it was under way, or is a URL of before.
  const wanted = { by: "disable", launchedUntil: until } as const;
  const requested = await endings?.request([person], wanted, epochSeconds(now()));
  const account = { event: "person_disabled", by: "operator", scope: "person" } as const;
  audit.write(
    revocationEvent(auditStamp(now(), correlationId), {
      ...account,
      ...whose(person),
      owner: by,
      reason,
      missingIn,
    }),
  );
  const streams = requested === undefined ? "go_on" : requested.ok ? "requested" : "not_requested";
  return { missingIn, streams };
}

/** Regions where the person may be disabled as before, or their streaming sessions end yet. */
export async function enablePerson(
  { everywhere, endings, audit, now }: DisablingPorts,
  { person, by, reason, correlationId }: PersonToEnable,
): Promise<readonly string[]> {
  // First: whoever may launch again must not be thrown out of it.
  const notWithdrawn = (await endings?.withdraw(person, "disable")) ?? [];
  const notEnabled = await everywhere.enable(person);
  const missingIn = [...new Set([...notEnabled, ...notWithdrawn])];
  const account = { event: "person_enabled", by: "operator" } as const;
  audit.write(
    revocationEvent(auditStamp(now(), correlationId), {
      ...account,
      ...whose(person),
      owner: by,
      reason,
      missingIn,
    }),
  );
  return missingIn;
}

function whose({ identityProvider, subject }: Identity): Identity {
  return { identityProvider, subject };
}
