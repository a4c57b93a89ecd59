/**
 * What is known at the moment of a launch and is no rule: the fleets' states, maintenance, resting Regions, and the
 * sessions this person has. Everything in it may be missing: then the policy's list routes by itself.
 */
import type { ApprovalGrant } from "./approval.ts";
import type { KnownFleet } from "./fleet-status.ts";
import type { PersonUse } from "./person-use.ts";

/** A fleet takes no new session until then; whoever has one there keeps it. */
export interface Drain {
  readonly owner: string;
  readonly reason: string;
  /** Seconds since the epoch; the drain is over from then on. */
  readonly until: number;
}

/** Where one of this person's sessions is, or may be. */
export interface PersonSession {
  /** Policy id. */
  readonly fleet: string;
  /** The launch that started it, or went to it last. */
  readonly launchId: string;
  readonly application: string;
  /** Seconds since the epoch: when that launch was. */
  readonly launchedAt: number;
  /**
   * `reserved`: a URL for it was given out a moment ago, and may be opened any moment. `unconfirmed`: a launch went there
   * and AppStream could not be asked what became of it.
   */
  readonly state: "live" | "reserved" | "unconfirmed";
  /** AppStream's; null where it named none. */
  readonly sessionId: string | null;
  /** Somebody has it on a screen now. */
  readonly isConnected: boolean | null;
  /** Seconds since the epoch: AppStream ends it then. */
  readonly expiresAt: number | null;
}

/** A place on the fleet is theirs already, with this application or another: they take no second one. */
export function holdsPlace(session: PersonSession | undefined): boolean {
  return session?.state === "live" || session?.state === "reserved";
}

export interface Situation {
  /** By fleet id; a fleet that is not here is not known about. */
  readonly fleets: ReadonlyMap<string, KnownFleet>;
  /** By fleet id: those that an operator drained by command, beside the policy's own. */
  readonly drains: ReadonlyMap<string, Drain>;
  /** Regions that failed too often of late, and are left alone for a while. */
  readonly restingRegions: ReadonlySet<string>;
  /** At most one a fleet. */
  readonly sessions: readonly PersonSession[];
  /** The person said yes to a fleet that the policy asks about. */
  readonly hasConsented: boolean;
  /** Whoever asks for them can do nothing with a link of federation; left out: their own browser can. */
  readonly needsStreamingUrl?: boolean | undefined;
  /** What they use of limited applications; left out where nothing limits this one, and for whoever only asks. */
  readonly use?: PersonUse | undefined;
  /** The person's newest for this application; left out where there is none, or none is asked for. */
  readonly approval?: ApprovalGrant;
}

/** Nothing is known: the policy alone decides. */
export const UNKNOWN_SITUATION: Situation = {
  fleets: new Map(),
  drains: new Map(),
  restingRegions: new Set(),
  sessions: [],
  hasConsented: false,
};
