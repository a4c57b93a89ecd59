/**
 * One streaming session: the record the ledger keeps, and what it amounts to at a given moment.
 * Pure: nothing here has a timer. A session is PENDING, ACTIVE or EXPIRED because of the clock alone.
 */

/** 16 hours, the value the real service prints into its URLs by default (`maxUserDurationInSecs`). */
export const MAX_USER_DURATION_SECONDS = 57_600;

export interface SessionRequest {
  readonly region: string;
  readonly stack: string;
  readonly fleet: string;
  readonly userId: string;
  /** Empty when the URL named none: the user then chooses in the catalog. */
  readonly applicationId: string;
  readonly sessionContext: string;
}

export interface SessionRecord extends SessionRequest {
  readonly id: string;
  readonly instanceId: string;
  readonly startedAtMilliseconds: number;
  /** The instance is being prepared until then: PENDING. */
  readonly readyAtMilliseconds: number;
  disconnectedAtMilliseconds: number | undefined;
  endedAtMilliseconds: number | undefined;
  /** The stream has been on a screen at least once. */
  presented: boolean;
}

export interface EmulatedSession extends SessionRequest {
  readonly id: string;
  readonly instanceId: string;
  readonly state: "PENDING" | "ACTIVE" | "EXPIRED";
  readonly connectionState: "CONNECTED" | "NOT_CONNECTED";
  readonly startedAtMilliseconds: number;
  readonly maxExpirationMilliseconds: number;
}

/** The moment the session is over by itself: the disconnect timeout or the maximum duration, whichever comes first. */
export function expiryMilliseconds(record: SessionRecord, disconnectTimeoutSeconds: number): number {
  const longest = record.startedAtMilliseconds + MAX_USER_DURATION_SECONDS * 1000;
  if (record.disconnectedAtMilliseconds === undefined) return longest;
  return Math.min(longest, record.disconnectedAtMilliseconds + disconnectTimeoutSeconds * 1000);
}

export function presentSession(record: SessionRecord, nowMilliseconds: number): EmulatedSession {
  const { region, stack, fleet, userId, applicationId, sessionContext, id, instanceId } = record;
  const isOver = record.endedAtMilliseconds !== undefined;
  const isConnected = !isOver && record.disconnectedAtMilliseconds === undefined;
  return {
    ...{ id, region, stack, fleet, userId, applicationId, sessionContext, instanceId },
    state: isOver ? "EXPIRED" : nowMilliseconds < record.readyAtMilliseconds ? "PENDING" : "ACTIVE",
    connectionState: isConnected ? "CONNECTED" : "NOT_CONNECTED",
    startedAtMilliseconds: record.startedAtMilliseconds,
    maxExpirationMilliseconds: record.startedAtMilliseconds + MAX_USER_DURATION_SECONDS * 1000,
  };
}
