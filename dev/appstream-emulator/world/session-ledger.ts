/**
 * Every streaming session of the emulated world.
 * Invariant: one live session for a (Region, fleet, user); whoever opens a second URL gets the first session back,
 * with its application and context unchanged, as users of the real service report.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { type Capacity, capacityOf, losesInstanceWithSession } from "./capacity.ts";
import type { EmulatedFleet, FleetType } from "./emulated-fleet.ts";
import type { FleetRegistry } from "./fleet-registry.ts";
import {
  type EmulatedSession,
  expiryMilliseconds,
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

export class SessionLedger {
  readonly #fleets: FleetRegistry;
  readonly #delays: SessionDelays;
  readonly #now: () => number;
  readonly #records: SessionRecord[] = [];

  constructor(fleets: FleetRegistry, delays: SessionDelays, nowMilliseconds: () => number) {
    this.#fleets = fleets;
    this.#delays = delays;
    this.#now = nowMilliseconds;
  }

  all(): readonly EmulatedSession[] {
    return this.#settled().map((record) => presentSession(record, this.#now()));
  }

  /** What DescribeSessions still knows: an ended session stays, EXPIRED, while its instance is being replaced. */
  described(region: string, stack: string, fleet: string): readonly EmulatedSession[] {
    return this.#settled()
      .filter((record) => record.region === region && record.stack === stack && record.fleet === fleet)
      .filter((record) => isLive(record) || this.#isRebuilding(record))
      .map((record) => presentSession(record, this.#now()));
  }

  capacity(fleet: EmulatedFleet): Capacity {
    const records = this.#settled().filter((record) => isOnFleet(record, fleet));
    const live = records.filter(isLive).length;
    const rebuilding = losesInstanceWithSession(fleet)
      ? records.filter((record) => this.#isRebuilding(record)).length
      : 0;
    return capacityOf(fleet, this.#fleets.state(fleet.region, fleet.fleet), live, rebuilding);
  }

  liveSession(region: string, fleet: string, userId: string): EmulatedSession | undefined {
    const record = this.#findLive(region, fleet, userId);
    return record && presentSession(record, this.#now());
  }

  /** Reconnects the user's live session or starts one; undefined means that no capacity is left. */
  open(request: SessionRequest, fleet: EmulatedFleet): EmulatedSession | undefined {
    const live = this.#findLive(request.region, request.fleet, request.userId);
    if (live === undefined && this.capacity(fleet).free === 0) return undefined;
    const record = live ?? this.#start(request, fleet);
    record.disconnectedAtMilliseconds = undefined;
    return presentSession(record, this.#now());
  }

  /** Says whether this is the first time the running stream is shown. */
  present(id: string): "started" | "reconnected" {
    const record = this.#records.find((candidate) => candidate.id === id);
    if (record === undefined || record.presented) return "reconnected";
    record.presented = true;
    return "started";
  }

  /** The session stays, reconnectable, until the fleet's disconnect timeout has passed. */
  disconnect(region: string, id: string): EmulatedSession | undefined {
    const record = this.#findById(region, id);
    if (record === undefined || !isLive(record)) return undefined;
    record.disconnectedAtMilliseconds ??= this.#now();
    return presentSession(record, this.#now());
  }

  /** Ends a session at once; ending an ended session again changes nothing. */
  end(region: string, id: string): EmulatedSession | undefined {
    const record = this.#findById(region, id);
    if (record === undefined) return undefined;
    record.endedAtMilliseconds ??= this.#now();
    return presentSession(record, this.#now());
  }

  /** A fleet that stops takes its instances, and so its sessions, with it. */
  endAllOn(region: string, fleet: string): void {
    for (const record of this.#settled().filter((candidate) => isOnFleet(candidate, { region, fleet }))) {
      record.endedAtMilliseconds ??= this.#now();
    }
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
    this.#records.push(record);
    return record;
  }

  /** Writes down what the clock has ended since the last look. */
  #settled(): readonly SessionRecord[] {
    for (const record of this.#records.filter(isLive)) {
      const timeout = this.#fleets.find(record.region, record.fleet)?.disconnectTimeoutSeconds ?? 0;
      const expiry = expiryMilliseconds(record, timeout);
      if (this.#now() >= expiry) record.endedAtMilliseconds = expiry;
    }
    return this.#records;
  }

  #findLive(region: string, fleet: string, userId: string): SessionRecord | undefined {
    const records = this.#settled().filter((record) => isOnFleet(record, { region, fleet }));
    return records.find((record) => isLive(record) && record.userId === userId);
  }

  #findById(region: string, id: string): SessionRecord | undefined {
    return this.#settled().find((record) => record.region === region && record.id === id);
  }

  #isRebuilding(record: SessionRecord): boolean {
    const { endedAtMilliseconds } = record;
    return endedAtMilliseconds !== undefined && this.#now() < endedAtMilliseconds + this.#delays.rebuild;
  }
}

function isLive(record: SessionRecord): boolean {
  return record.endedAtMilliseconds === undefined;
}

function isOnFleet(
  record: SessionRecord,
  fleet: { readonly region: string; readonly fleet: string },
): boolean {
  return record.region === fleet.region && record.fleet === fleet.fleet;
}
