/**
 * Every streaming session of the emulated world.
 * Invariant: one live session for a (Region, fleet, user); whoever opens a second URL gets the first session back,
 * with its application and context unchanged, as users of the real service report.
 * Of the sessions that have ended the last thousand are remembered, so a long run needs no more memory than a short one.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { type Capacity, capacityOf, losesInstanceWithSession } from "./capacity.ts";
import type { EmulatedFleet, FleetType } from "./emulated-fleet.ts";
import type { FleetRegistry } from "./fleet-registry.ts";
import { FleetSessions } from "./fleet-sessions.ts";
import { othersSessions } from "./others-sessions.ts";
import {
  type EmulatedSession,
  presentSession,
  type SessionRecord,
  type SessionRequest,
} from "./streaming-session.ts";

export interface SessionDelays {
  /** From PENDING to ACTIVE, by fleet type. */
  readonly start: Readonly<Record<FleetType, number>>;
  /** Until the instance of an ended session is replaced. */
  readonly rebuild: number;
}

const MAX_ENDED_SESSIONS = 1000;

export class SessionLedger {
  readonly #fleets: FleetRegistry;
  readonly #delays: SessionDelays;
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #onEnd: (id: string) => void;
  readonly #onFleet = new Map<string, FleetSessions>();
  /** By id: the live ones, and the last thousand that ended. */
  readonly #records = new Map<string, SessionRecord>();
  readonly #endedIds: string[] = [];

  /** `onEnd` is told the id, once, when the ledger finds a session over. */
  constructor(
    fleets: FleetRegistry,
    delays: SessionDelays,
    nowMilliseconds: () => number,
    onEnd: (id: string) => void = () => undefined,
  ) {
    this.#fleets = fleets;
    this.#delays = delays;
    this.#now = nowMilliseconds;
    this.#startedAt = nowMilliseconds();
    this.#onEnd = onEnd;
  }

  all(): readonly EmulatedSession[] {
    const now = this.#now();
    for (const sessions of this.#onFleet.values()) sessions.settle(now);
    return Array.from(this.#records.values(), (record) => presentSession(record, now));
  }

  /** What DescribeSessions still knows: an ended session stays, EXPIRED, while its instance is being replaced. */
  described(region: string, stack: string, fleet: string, userId?: string): readonly EmulatedSession[] {
    const records = this.#settled(region, fleet)?.known(userId) ?? [];
    const own = records
      .filter((record) => record.stack === stack)
      .map((record) => presentSession(record, this.#now()));
    return userId === undefined ? [...own, ...this.#others(region, stack, fleet)] : own;
  }

  capacity(fleet: EmulatedFleet): Capacity {
    const sessions = this.#settled(fleet.region, fleet.fleet);
    const rebuilding = losesInstanceWithSession(fleet) ? (sessions?.rebuildingCount ?? 0) : 0;
    const state = this.#fleets.state(fleet.region, fleet.fleet);
    return capacityOf(fleet, state, sessions?.liveCount ?? 0, rebuilding);
  }

  liveSession(region: string, fleet: string, userId: string): EmulatedSession | undefined {
    const record = this.#settled(region, fleet)?.live(userId);
    return record && presentSession(record, this.#now());
  }

  /** By its id; undefined for one that is over or of another Region. */
  live(region: string, id: string): EmulatedSession | undefined {
    const found = this.#findById(region, id);
    if (found === undefined || found.record.endedAtMilliseconds !== undefined) return undefined;
    return presentSession(found.record, this.#now());
  }

  /** Reconnects the user's live session or starts one; undefined means that no capacity is left. */
  open(request: SessionRequest, fleet: EmulatedFleet): EmulatedSession | undefined {
    const live = this.#settled(request.region, request.fleet)?.live(request.userId);
    if (live === undefined && this.capacity(fleet).free === 0) return undefined;
    const record = live ?? this.#start(request, fleet);
    record.disconnectedAtMilliseconds = undefined;
    return presentSession(record, this.#now());
  }

  /** Says whether this is the first time the running stream is shown. */
  present(id: string): "started" | "reconnected" {
    const record = this.#records.get(id);
    if (record === undefined || record.presented) return "reconnected";
    record.presented = true;
    return "started";
  }

  /** The session stays, reconnectable, until the fleet's disconnect timeout has passed. */
  disconnect(region: string, id: string): EmulatedSession | undefined {
    const found = this.#findById(region, id);
    if (found === undefined || found.record.endedAtMilliseconds !== undefined) return undefined;
    found.sessions.disconnect(found.record, this.#now());
    return presentSession(found.record, this.#now());
  }

  /** Ends a session at once; ending an ended session again changes nothing. */
  end(region: string, id: string): EmulatedSession | undefined {
    const found = this.#findById(region, id);
    if (found === undefined) return undefined;
    const { record, sessions } = found;
    if (record.endedAtMilliseconds === undefined) sessions.end(record, this.#now());
    return presentSession(record, this.#now());
  }

  /** A fleet that stops takes its instances, and so its sessions, with it. */
  endAllOn(region: string, fleet: string): void {
    this.#settled(region, fleet)?.endAll(this.#now());
  }

  #others(region: string, stack: string, name: string): readonly EmulatedSession[] {
    const fleet = this.#fleets.find(region, name);
    if (fleet === undefined || fleet.stack !== stack) return [];
    return othersSessions(fleet, this.capacity(fleet).others, this.#startedAt);
  }

  #start(request: SessionRequest, fleet: EmulatedFleet): SessionRecord {
    const now = this.#now();
    const record: SessionRecord = {
      ...request,
      id: randomUUID(),
      instanceId: `i-${randomBytes(9).toString("hex").slice(0, 17)}`,
      startedAtMilliseconds: now,
      readyAtMilliseconds: now + this.#delays.start[fleet.fleetType],
      disconnectedAtMilliseconds: undefined,
      endedAtMilliseconds: undefined,
      presented: false,
    };
    this.#sessionsOf(fleet).start(record);
    this.#records.set(record.id, record);
    return record;
  }

  #sessionsOf(fleet: EmulatedFleet): FleetSessions {
    const key = fleetKey(fleet.region, fleet.fleet);
    const known = this.#onFleet.get(key);
    if (known !== undefined) return known;
    const sessions = new FleetSessions({
      disconnectTimeoutSeconds: fleet.disconnectTimeoutSeconds,
      rebuildMilliseconds: this.#delays.rebuild,
      onEnd: (record) => {
        this.#remember(record);
        this.#onEnd(record.id);
      },
    });
    this.#onFleet.set(key, sessions);
    return sessions;
  }

  #remember(ended: SessionRecord): void {
    this.#endedIds.push(ended.id);
    const forgotten = this.#endedIds.length > MAX_ENDED_SESSIONS ? this.#endedIds.shift() : undefined;
    if (forgotten !== undefined) this.#records.delete(forgotten);
  }

  /** Undefined for a fleet that has had no session yet. */
  #settled(region: string, fleet: string): FleetSessions | undefined {
    const sessions = this.#onFleet.get(fleetKey(region, fleet));
    sessions?.settle(this.#now());
    return sessions;
  }

  #findById(
    region: string,
    id: string,
  ): { readonly record: SessionRecord; readonly sessions: FleetSessions } | undefined {
    const record = this.#records.get(id);
    if (record === undefined || record.region !== region) return undefined;
    const sessions = this.#settled(region, record.fleet);
    return sessions && { record, sessions };
  }
}

function fleetKey(region: string, fleet: string): string {
  return `${region}/${fleet}`;
}
