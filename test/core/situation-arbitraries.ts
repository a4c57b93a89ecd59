/** Arbitrary moments: fleets in every state, drains, resting Regions, and sessions of this and of other applications. */
import fc from "fast-check";
import type { KnownFleet } from "../../functions/core/fleet-status.ts";
import type { Drain, PersonSession, Situation } from "../../functions/core/situation.ts";
import { aFleetStatus } from "../support/situations.ts";

const FLEETS = ["f1", "f2", "f3", "f4", "f5", "nowhere"];
const REGIONS = ["eu-west-1", "eu-central-1", "us-east-1", "ap-south-1"];

const status: fc.Arbitrary<KnownFleet> = fc.oneof(
  { weight: 1, arbitrary: fc.constant("not_found" as const) },
  {
    weight: 9,
    arbitrary: fc
      .record({
        kind: fc.constantFrom("always_on" as const, "on_demand", "elastic", "multi_session"),
        state: fc.constantFrom("running" as const, "running", "running", "starting", "stopping", "stopped"),
        freePlaces: fc.constantFrom(null, 0, 0, 1, 30),
        isDomainJoined: fc.constantFrom(false, false, false, true),
        isAssociated: fc.constantFrom(true, true, null, false),
        errors: fc.constantFrom<readonly string[]>([], [], ["IGW_NOT_ATTACHED"]),
      })
      .map(aFleetStatus),
  },
);

const drain: fc.Arbitrary<Drain> = fc.record({
  owner: fc.constant("desk"),
  reason: fc.constant("patching"),
  until: fc.constantFrom(0, 4_000_000_000_000),
});

const session = (fleet: string): fc.Arbitrary<PersonSession> =>
  fc.record({
    fleet: fc.constant(fleet),
    launchId: fc.constant("earlier"),
    application: fc.constantFrom("atlas", "other", "other"),
    launchedAt: fc.constant(0),
    state: fc.constantFrom("live" as const, "live", "reserved", "unconfirmed"),
    sessionId: fc.constant("session"),
    isConnected: fc.boolean(),
    expiresAt: fc.constant(null),
  });

const byFleet = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<ReadonlyMap<string, T>> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...FLEETS), value), { selector: ([id]) => id })
    .map((all) => new Map(all));

export const situations: fc.Arbitrary<Situation> = fc.record({
  fleets: byFleet(status),
  drains: byFleet(drain),
  restingRegions: fc.subarray(REGIONS).map((regions) => new Set(regions)),
  sessions: fc.subarray(FLEETS, { maxLength: 4 }).chain((fleets) => fc.tuple(...fleets.map(session))),
  hasConsented: fc.boolean(),
});
