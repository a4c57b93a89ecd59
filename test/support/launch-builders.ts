/** The launch function's routes with use cases that answer one thing each and remember what they were asked. */
import type { LaunchAnswer } from "../../functions/broker.ts";
import type { Policy } from "../../functions/core/policy.ts";
import { type Refusal, type RefusalReason, refusal } from "../../functions/core/refusal.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { PersonSession } from "../../functions/core/situation.ts";
import type { Waiting } from "../../functions/core/waiting.ts";
import { SESSION_COOKIE } from "../../functions/http/cookies.ts";
import type { WaitQuestion } from "../../functions/launching/ask-again.ts";
import type { SessionToEnd } from "../../functions/launching/end-session.ts";
import type { WaitAnswer } from "../../functions/launching/waiting.ts";
import type { LaunchFunctionPorts } from "../../functions/wiring/launch-routes.ts";
import {
  anApplication,
  aPolicy,
  type MemoryAudit,
  type MemoryBroker,
  memoryPorts,
  NOW_SECONDS,
  sessionCookies,
} from "./http-builders.ts";

export const LAUNCH_ID = "launch-of-the-open-session";

const ireland = aPolicy().fleets.ireland;
if (ireland === undefined) throw new Error("the policy has no fleet `ireland`");

/** Two applications and two fleets; a class is under way for the first. */
export const TWO_APPLICATIONS: Policy = aPolicy({
  fleets: { ireland, virginia: { ...ireland, region: "us-east-1", jurisdiction: "US" } },
  applications: {
    treasury: anApplication({
      name: { en: "Treasury desk", es: "Mesa de tesorería" },
      classes: [
        {
          ...{ name: "Training A", people: 40 },
          ...{ starts: "2026-08-03T08:35:00Z", ends: "2026-08-03T12:00:00Z" },
        },
      ],
    }),
    design: anApplication({ name: { en: "Branch designer", es: "Diseño de oficinas" } }),
  },
});

export function aWait(change: Partial<WaitAnswer> = {}, waiting: Partial<Waiting> = {}): WaitAnswer {
  return {
    waiting: { reason: "fleet_full", usualSeconds: [600, 1_200], offers: [], classWindow: null, ...waiting },
    ...{ sealedTicket: "sealed.ticket", ticketSeconds: 3_600, ahead: 3 },
    ...{ since: NOW_SECONDS - 240, retryAfterSeconds: 17, ...change },
  };
}

export function anOpenSession(change: Partial<PersonSession> = {}): PersonSession {
  return {
    ...{ fleet: "ireland", launchId: LAUNCH_ID, application: "design", state: "live" },
    launchedAt: NOW_SECONDS - 1_500,
    ...{ sessionId: "appstream-session-1", isConnected: false, expiresAt: NOW_SECONDS + 3 * 3_600 },
    ...change,
  };
}

function aBrokerThatAnswers(answer: LaunchAnswer): MemoryBroker {
  const requests: MemoryBroker["requests"] = [];
  return {
    requests,
    async launch(request) {
      requests.push(request);
      return ok(answer);
    },
  };
}

export interface MemoryLaunchPorts extends LaunchFunctionPorts {
  readonly audit: MemoryAudit;
  readonly broker: MemoryBroker;
  readonly questions: WaitQuestion[];
  readonly ends: SessionToEnd[];
}

export interface LaunchFacts {
  readonly policy?: Policy;
  readonly answer?: LaunchAnswer;
  readonly standing?: Awaited<ReturnType<LaunchFunctionPorts["askAgain"]>>;
  readonly notEnded?: RefusalReason;
}

export function launchPorts(facts: LaunchFacts = {}): MemoryLaunchPorts {
  const { policy = TWO_APPLICATIONS, answer, standing, notEnded } = facts;
  const questions: WaitQuestion[] = [];
  const ends: SessionToEnd[] = [];
  const ended: Result<void, Refusal> = notEnded === undefined ? ok(undefined) : err(refusal(notEnded));
  return {
    ...memoryPorts({ policy, ...(answer && { broker: aBrokerThatAnswers(answer) }) }),
    ...{ questions, ends, emulatorOrigin: undefined },
    async askAgain(question) {
      questions.push(question);
      return standing ?? ok({ state: "waiting", ...aWait() });
    },
    async endSession(toEnd) {
      ends.push(toEnd);
      return ended;
    },
  };
}

/** The session's cookie of a browser that is signed in. */
export async function signedIn(): Promise<string[]> {
  const cookies = await sessionCookies();
  if (!cookies[0]?.startsWith(SESSION_COOKIE)) throw new Error("no session");
  return cookies;
}

/** The page's policy: directive → sources. */
export function directivesOf(header: unknown): Record<string, string> {
  return Object.fromEntries(
    String(header)
      .split("; ")
      .map((directive) => {
        const [name = "", ...sources] = directive.split(" ");
        return [name, sources.join(" ")];
      }),
  );
}
