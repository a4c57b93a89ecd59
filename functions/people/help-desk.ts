/**
 * The help desk: a member of the policy's `operators.helpDesk` finds a person's sessions, ends one with a reason, and has a
 * launch explained. Order: role, question, answer; one audit event whatever happens.
 * Invariant: whoever has not the role learns nothing, not even whether somebody exists.
 */
import { type HelpDeskUse, helpDeskEvent } from "../core/audit-help-desk-event.ts";
import type { KnownPerson } from "../core/audit-session-event.ts";
import { grantIn } from "../core/entitlement.ts";
import { explainLaunch } from "../core/explain-launch.ts";
import { explainReference, referenceSentence } from "../core/explain-reference.ts";
import type { Principal } from "../core/principal.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { AuditSink } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import {
  type FindPersonPorts,
  type FoundLaunch,
  findLaunch,
  findPerson,
  invalid,
  notFound,
  type PersonQuery,
} from "./find-person.ts";
import type { OwnSessionList, OwnSessions } from "./own-sessions.ts";

export interface HelpDeskPorts extends FindPersonPorts {
  readonly ownSessions: OwnSessions;
  readonly audit: AuditSink;
}

/** Who asks, from their broker session, and under which reference. */
export interface Operator {
  readonly operator: Principal;
  readonly correlationId: string;
}

export interface PersonAnswer {
  readonly person: KnownPerson;
  readonly list: OwnSessionList;
}

interface LaunchExplained {
  readonly person: KnownPerson;
  readonly launchId: string | undefined;
  /** English, in the order in which they should be read. */
  readonly sentences: readonly string[];
}

export interface HelpDesk {
  /** Undefined: they may. */
  admit(asking: Operator): Refusal | undefined;
  sessions(asking: Operator, query: PersonQuery | undefined): Promise<Result<PersonAnswer, Refusal>>;
  /** Ends one session of the person whom the query finds; the reason is kept. */
  end(
    asking: Operator,
    query: PersonQuery | undefined,
    id: string,
    reason: string,
  ): Promise<Result<KnownPerson, Refusal>>;
  explain(asking: Operator, text: string | undefined): Promise<Result<LaunchExplained, Refusal>>;
}

const MAX_REASON_LENGTH = 200;

export function createHelpDesk(ports: HelpDeskPorts): HelpDesk {
  const told = ({ operator, correlationId }: Operator, use: HelpDeskUse): void =>
    ports.audit.write(helpDeskEvent(auditStamp(ports.now(), correlationId), operator, use));
  const declined = (asking: Operator, use: HelpDeskUse & { readonly refusal: Refusal }) => {
    told(asking, use);
    return err(use.refusal);
  };
  const stranger = ({ operator }: Operator): Refusal | undefined =>
    grantIn(operator, ports.index.helpDesk) === undefined ? refusal("not_an_operator") : undefined;

  return {
    admit(asking) {
      const refused = stranger(asking);
      if (refused !== undefined) told(asking, { lookup: "page", refusal: refused });
      return refused;
    },
    async sessions(asking, query) {
      const lookup = "sessions";
      const refused = stranger(asking);
      if (refused !== undefined) return declined(asking, { lookup, refusal: refused });
      const found = await personOf(ports, query);
      if (!found.ok) return declined(asking, { lookup, refusal: found.error });
      const person = found.value;
      told(asking, { lookup, about: person });
      return ok({ person, list: await ports.ownSessions.list(person) });
    },
    async end(asking, query, id, reason) {
      const lookup = "end";
      const refused = stranger(asking);
      if (refused !== undefined) return declined(asking, { lookup, refusal: refused });
      const found = await personOf(ports, query);
      if (!found.ok) return declined(asking, { lookup, refusal: found.error });
      const about = found.value;
      const words = reason.trim();
      if (!isReason(words)) return declined(asking, { lookup, about, refusal: invalid("reason") });
      const { operator, correlationId } = asking;
      const by = { kind: "help_desk", operator, reason: words } as const;
      const ended = await ports.ownSessions.end({ principal: about, id, correlationId, by });
      // The end of the session has an event of its own, with the reason; an id that is not theirs is a caller's text.
      return ended.ok ? ok(about) : declined(asking, { lookup, about, refusal: ended.error });
    },
    async explain(asking, text) {
      const lookup = "launch";
      const refused = stranger(asking);
      if (refused !== undefined) return declined(asking, { lookup, refusal: refused });
      const found = text === undefined ? err(invalid("form")) : await findLaunch(ports, text);
      if (!found.ok) return declined(asking, { lookup, refusal: found.error });
      const { person, launchId } = found.value;
      const sentences = await sentencesOf(ports, found.value);
      const use = { lookup, about: person, launchId } as const;
      if (!sentences.ok) return declined(asking, { ...use, refusal: sentences.error });
      told(asking, use);
      return ok({ person, launchId, sentences: sentences.value });
    },
  };
}

async function personOf(
  ports: HelpDeskPorts,
  query: PersonQuery | undefined,
): Promise<Result<KnownPerson, Refusal>> {
  return query === undefined ? err(invalid("form")) : await findPerson(ports, query);
}

/** A line of text that a person can read: no control characters, which could make it look like another line. */
function isReason(text: string): boolean {
  return text !== "" && text.length <= MAX_REASON_LENGTH && text.isWellFormed() && !/\p{C}/u.test(text);
}

async function sentencesOf(
  { index, archive, now }: HelpDeskPorts,
  { launchId, reference }: FoundLaunch,
): Promise<Result<readonly string[], Refusal>> {
  const first = reference === undefined ? [] : [referenceSentence(reference)];
  if (launchId !== undefined) {
    const launch = await archive.find(launchId, epochSeconds(now()));
    if (launch.ok) return ok([...first, ...explainLaunch(launch.value, index).sentences]);
    if (reference === undefined || launch.error.kind === "unavailable") return err(notFound(launch.error));
  }
  return ok(reference === undefined ? first : explainReference(reference, index));
}
