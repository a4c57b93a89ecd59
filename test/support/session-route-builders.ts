/** The sessions function's routes with use cases that answer one thing each and remember what they were asked. */
import type { Policy } from "../../functions/core/policy.ts";
import { type Refusal, refusal } from "../../functions/core/refusal.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { HelpDeskRoutePorts } from "../../functions/handlers/help-desk-answers.ts";
import type { OwnSessionsRoutePorts } from "../../functions/handlers/own-sessions.ts";
import { createHelpDesk } from "../../functions/people/help-desk.ts";
import type { OwnSession, OwnSessionList, OwnSessionToEnd } from "../../functions/people/own-sessions.ts";
import { memoryArchive } from "./explain-stage.ts";
import { type MemoryAudit, memoryPorts, NOW_SECONDS } from "./http-builders.ts";
import { TWO_APPLICATIONS } from "./launch-builders.ts";
import { createMemoryReferences, type MemoryReferences } from "./memory-references.ts";

export function anOwnSession(change: Partial<OwnSession> = {}): OwnSession {
  return {
    ...{ id: "launch-1", application: "treasury", fleet: "ireland", region: "eu-west-1", state: "live" },
    ...{ isConnected: false, startedAt: NOW_SECONDS - 1_500, expiresAt: NOW_SECONDS + 3 * 3_600 },
    ...change,
  };
}

export type SessionRoutePorts = OwnSessionsRoutePorts &
  HelpDeskRoutePorts & {
    readonly audit: MemoryAudit;
    readonly ended: OwnSessionToEnd[];
    readonly references: MemoryReferences;
  };

/** Ends what is in the list; every other id is gone. */
export function sessionRoutePorts(
  list: Partial<OwnSessionList> = {},
  policy: Partial<Policy> = {},
  endAnswer: Result<void, Refusal> = ok(undefined),
): SessionRoutePorts {
  const shared = memoryPorts({ policy: { ...TWO_APPLICATIONS, ...policy } });
  const ended: OwnSessionToEnd[] = [];
  const found = { sessions: [anOwnSession()], silentRegions: [], ...list };
  const ownSessions: OwnSessionsRoutePorts["ownSessions"] = {
    list: async () => found,
    async end(toEnd) {
      if (!found.sessions.some(({ id }) => id === toEnd.id)) return err(refusal("streaming_session_gone"));
      ended.push(toEnd);
      return endAnswer;
    },
  };
  const references = createMemoryReferences();
  const helpDesk = createHelpDesk({
    ...{ ...shared, ownSessions, references, archive: memoryArchive() },
    userIdOf: () => "abcdefghijklmnopqrstuvwxyz234567",
  });
  return { ...shared, ended, ownSessions, references, helpDesk };
}
