/**
 * The stores and the audit sink in memory, for tests of what stands on them.
 * Invariant: test/contract runs the same cases on these and on the DynamoDB adapters, so neither can drift.
 */
import { createHash } from "node:crypto";
import type { ContextStore } from "../../functions/context-ports.ts";
import type { AuditEvent } from "../../functions/core/audit-event.ts";
import { handleFault } from "../../functions/core/handle-fault.ts";
import { homeRegion } from "../../functions/core/home-region.ts";
import type {
  FailedAttempt,
  LaunchOutcome,
  LaunchRecord,
  Placement,
} from "../../functions/core/launch-record.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type {
  AuditSink,
  HomeStores,
  LaunchStore,
  OneTimeStore,
  StoreFailure,
} from "../../functions/ports.ts";

export interface StoredLaunch {
  readonly state: "attempting" | LaunchOutcome["state"];
  /** Undefined while the launch is attempting, `none` once a URL was made. */
  readonly reason: string | undefined;
  readonly placement: Placement;
  readonly failedAttempts: readonly FailedAttempt[];
  readonly handleExpiresAt: number;
  readonly expiresAt: number;
  /** What `begin` wrote and nothing changes. */
  readonly record: Omit<
    LaunchRecord,
    "launchId" | "placement" | "failedAttempts" | "handleExpiresAt" | "expiresAt"
  >;
}

export interface MemoryLaunchStore extends LaunchStore {
  /** By launch id, in the order begun. */
  readonly launches: ReadonlyMap<string, StoredLaunch>;
}

export function createMemoryLaunchStore(): MemoryLaunchStore {
  const launches = new Map<string, StoredLaunch>();
  const update = (
    launchId: string,
    changes: Partial<StoredLaunch>,
    nowEpochSeconds: number,
  ): Result<void, StoreFailure> => {
    const launch = launches.get(launchId);
    if (launch?.state !== "attempting" || launch.expiresAt <= nowEpochSeconds) return err("conflict");
    launches.set(launchId, { ...launch, ...changes });
    return ok(undefined);
  };

  return {
    launches,
    async begin({ launchId, placement, failedAttempts, handleExpiresAt, expiresAt, ...record }) {
      if (launches.has(launchId)) return err("conflict");
      launches.set(launchId, {
        ...{ state: "attempting", reason: undefined },
        ...{ placement, failedAttempts, handleExpiresAt, expiresAt, record },
      });
      return ok(undefined);
    },
    async reassign(launchId, placement, failedAttempts, now) {
      return update(launchId, { placement, failedAttempts: [...failedAttempts] }, now);
    },
    async finish(launchId, outcome, failedAttempts, now) {
      const reason = outcome.state === "failed" ? outcome.reason : "none";
      return update(launchId, { state: outcome.state, reason, failedAttempts: [...failedAttempts] }, now);
    },
  };
}

/** By Region, the launches whose home that is; every function sees the same. */
export function createMemoryContextStore(
  homes: Readonly<Record<string, MemoryLaunchStore>>,
  used = new Map<string, { readonly by: string; readonly at: number }>(),
): ContextStore {
  return {
    async redeem(home, redemption, now) {
      const launches = homes[home]?.launches;
      if (launches === undefined) return err("handle_home_unknown");
      const { launchId, attemptDigest } = redemption;
      const launch = launches.get(launchId);
      const former = used.get(launchId);
      const facts = launch && { ...launch, ...launch.placement, userId: launch.record.userId };
      const isRepeated = former?.by === attemptDigest && former.at > now - 60;
      const fault = handleFault(
        facts && {
          ...facts,
          isRedeemed: former !== undefined && !isRepeated,
          handleExpiresAt: isRepeated ? now + 1 : facts.handleExpiresAt,
        },
        redemption,
        now,
      );
      if (fault !== undefined || facts === undefined || launch === undefined) {
        return err(fault ?? "handle_unknown");
      }
      const redeemedAt = former?.at ?? now;
      used.set(launchId, { by: attemptDigest, at: redeemedAt });
      const { handleDigest: _, binding: __, ...placement } = launch.placement;
      const { identityProvider, subject, userId, application, sealedHandover } = launch.record;
      return ok({
        ...{ launchId, identityProvider, subject, userId, application, sealedHandover },
        ...{ placement, redeemedAt },
      });
    },
  };
}

export function createMemoryOneTimeStore(): OneTimeStore {
  const used = new Map<string, number>();
  return {
    async consume(transactionId, expiresAt, nowEpochSeconds) {
      const former = used.get(transactionId);
      if (former !== undefined && former > nowEpochSeconds) return err("conflict");
      used.set(transactionId, expiresAt);
      return ok(undefined);
    },
  };
}

/** The Region that tests issue in unless they say otherwise, and the broker's other one. */
export const HOME = "eu-west-1";
export const ELSEWHERE = "us-east-1";

/** A store for each of two Regions, or of those named, in memory unless told others. */
export function createMemoryHomeStores(
  stores: Readonly<Record<string, OneTimeStore>> = {},
  regions: readonly string[] = [HOME, ELSEWHERE],
): HomeStores {
  const all = new Map(regions.map((region) => [region, stores[region] ?? createMemoryOneTimeStore()]));
  return {
    issuing: HOME,
    of: (region) => all.get(region),
    homeOf: (id) =>
      homeRegion(id, [...all.keys()], (text) => createHash("sha256").update(text).digest("base64url")),
  };
}

/** The same stores, as a function in another Region sees them. */
export function seenFrom(region: string, homes: HomeStores): HomeStores {
  return { ...homes, issuing: region };
}

export interface CollectingAuditSink extends AuditSink {
  /** Oldest first. */
  readonly events: readonly AuditEvent[];
}

export function createCollectingAuditSink(): CollectingAuditSink {
  const events: AuditEvent[] = [];
  return {
    events,
    // A copy: what the broker goes on to change would otherwise change the past.
    write: (event) => void events.push(structuredClone(event)),
  };
}
