/**
 * What every LaunchStore must do. Run on the store in memory, on dynalite and on DynamoDB Local, so that a test which
 * stands on memory says something about production.
 */

import { createHash, randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { DecisionBasis } from "../../functions/core/decision-basis.ts";
import { type LaunchRecord, launchRecord, type Placement } from "../../functions/core/launch-record.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { LaunchStore } from "../../functions/ports.ts";
import type { StoredLaunch } from "../support/memory-stores.ts";
import { aBasis } from "../support/situations.ts";

export interface LaunchStoreUnderTest {
  readonly store: LaunchStore;
  /** What the store holds about the launch. */
  read(launchId: string): Promise<StoredLaunch | undefined>;
}

const NOW = 1_795_165_200;
const LIFETIME = 600;
const FAILED = [{ fleet: "ireland", fault: "fleet_not_available" }] as const;
/** Undefined is nothing in JSON. */
const BASIS: DecisionBasis = JSON.parse(JSON.stringify(aBasis()));
const SECRET = randomBytes(32).toString("base64url");

const IRELAND: Placement = {
  ...{ fleetId: "ireland", region: "eu-west-1", stack: "treasury-eu", fleet: "treasury-ireland" },
  handleDigest: createHash("sha256").update(SECRET).digest("base64url"),
  binding: "binding-to-ireland",
};

const FRANKFURT: Placement = {
  ...{ fleetId: "frankfurt", region: "eu-central-1", stack: "treasury-de", fleet: "treasury-frankfurt" },
  handleDigest: "another-digest",
  binding: "binding-to-frankfurt",
};

export function aLaunchRecord(): LaunchRecord {
  return launchRecord({
    launchId: randomUUID(),
    correlationId: "correlation-1",
    principal: {
      ...{ identityProvider: "corporate", subject: "ana-7", userId: "u-ana", groups: ["treasury"] },
      ...{ displayName: "Ana Pérez", email: "ana.perez@northwind.example", country: "ES" },
      ...{ mfaEvidence: undefined, authenticatedAt: NOW - 60 },
    },
    applicationId: "treasury",
    diagnostics: {
      policyVersion: "0123456789abcdef",
      location: {
        ...{
          country: "ES",
          coordinates: undefined,
          provenance: "claim",
          network: "office",
          presentIn: undefined,
          home: "ES",
          wallCountry: "ES",
          considered: [],
        },
      },
      grant: { by: "group", group: "treasury" },
      candidates: [{ fleet: "virginia", kept: false, reason: "outside_residency_wall", wall: "europe" }],
    },
    basis: BASIS,
    waitedSeconds: null,
    sealedHandover: "sealed.handover",
    placement: IRELAND,
    nowEpochSeconds: NOW,
    contextHandleSeconds: 60,
    launchRecordSeconds: LIFETIME,
  });
}

/** `make` gives a store that holds nothing of these launches; their ids are new in every test. */
export function describeLaunchStore(make: () => LaunchStoreUnderTest): void {
  const begun = async () => {
    const subject = make();
    const record = aLaunchRecord();
    expect(await subject.store.begin(record)).toStrictEqual(ok(undefined));
    return { ...subject, record, launchId: record.launchId };
  };

  describe("begin", () => {
    it("keeps the whole record, attempting", async () => {
      const { read, launchId } = await begun();
      expect(await read(launchId)).toStrictEqual({
        state: "attempting",
        reason: undefined,
        placement: IRELAND,
        failedAttempts: [],
        handleExpiresAt: NOW + 60,
        expiresAt: NOW + LIFETIME,
        record: {
          ...{ correlationId: "correlation-1", identityProvider: "corporate", subject: "ana-7" },
          ...{ userId: "u-ana", application: "treasury", policyVersion: "0123456789abcdef" },
          candidates: [{ fleet: "virginia", kept: false, reason: "outside_residency_wall", wall: "europe" }],
          location: { country: "ES", provenance: "claim", network: "office" },
          basis: BASIS,
          waitedSeconds: null,
          sealedHandover: "sealed.handover",
          createdAt: NOW,
        },
      });
    });

    it("keeps a launch that hands over nothing and without failed attempts", async () => {
      const { store, read } = make();
      const { sealedHandover, ...record } = aLaunchRecord();
      expect(await store.begin({ ...record, sealedHandover: undefined })).toStrictEqual(ok(undefined));
      expect((await read(record.launchId))?.record.sealedHandover).toBeUndefined();
    });

    it("refuses a second record of the same id and leaves the first", async () => {
      const { store, read, record, launchId } = await begun();
      const second = { ...record, userId: "u-ben", placement: FRANKFURT };
      expect(await store.begin(second)).toStrictEqual(err("conflict"));
      expect(await read(launchId)).toMatchObject({ placement: IRELAND, record: { userId: "u-ana" } });
    });

    it("refuses the id of a launch that has been closed", async () => {
      const { store, record, launchId } = await begun();
      await store.finish(launchId, { state: "url_created" }, [], NOW);
      expect(await store.begin(record)).toStrictEqual(err("conflict"));
    });

    it("lets exactly one of twenty racing records win", async () => {
      const { store, read } = make();
      const record = aLaunchRecord();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, number) => store.begin({ ...record, userId: `u-${number}` })),
      );
      const winners = outcomes.flatMap((outcome, number) => (outcome.ok ? [`u-${number}`] : []));
      expect(winners).toHaveLength(1);
      expect((await read(record.launchId))?.record.userId).toBe(winners[0]);
    });

    it("keeps no handle, no name and no address of the person", async () => {
      const { read, launchId } = await begun();
      const kept = JSON.stringify(await read(launchId));
      for (const secret of [SECRET, "Ana Pérez", "ana.perez@northwind.example"]) {
        expect(kept).not.toContain(secret);
      }
    });
  });

  describe("reassign", () => {
    it("moves the launch and its handle, and adds what failed", async () => {
      const { store, read, launchId } = await begun();
      const before = await read(launchId);
      expect(await store.reassign(launchId, FRANKFURT, FAILED, NOW)).toStrictEqual(ok(undefined));
      expect(await read(launchId)).toStrictEqual({ ...before, placement: FRANKFURT, failedAttempts: FAILED });
    });

    it("may move a launch again", async () => {
      const { store, read, launchId } = await begun();
      await store.reassign(launchId, FRANKFURT, FAILED, NOW);
      expect(await store.reassign(launchId, IRELAND, [], NOW)).toStrictEqual(ok(undefined));
      expect(await read(launchId)).toMatchObject({ placement: IRELAND, failedAttempts: [] });
    });

    it("refuses a launch that nobody began, and makes none", async () => {
      const { store, read } = make();
      const launchId = randomUUID();
      expect(await store.reassign(launchId, FRANKFURT, [], NOW)).toStrictEqual(err("conflict"));
      expect(await read(launchId)).toBeUndefined();
    });

    it.each([{ state: "url_created" }, { state: "failed", reason: "no_candidate_available" }] as const)(
      "refuses a launch that is $state and changes nothing",
      async (outcome) => {
        const { store, read, launchId } = await begun();
        await store.finish(launchId, outcome, [], NOW);
        const before = await read(launchId);
        expect(await store.reassign(launchId, FRANKFURT, FAILED, NOW)).toStrictEqual(err("conflict"));
        expect(await read(launchId)).toStrictEqual(before);
      },
    );

    it("refuses a launch past its time that the table has not deleted yet", async () => {
      const { store, read, launchId } = await begun();
      const before = await read(launchId);
      const late = NOW + LIFETIME;
      expect(await store.reassign(launchId, FRANKFURT, FAILED, late)).toStrictEqual(err("conflict"));
      expect(await read(launchId)).toStrictEqual(before);
    });

    it("still moves a launch in its last second", async () => {
      const { store, launchId } = await begun();
      const last = NOW + LIFETIME - 1;
      expect(await store.reassign(launchId, FRANKFURT, FAILED, last)).toStrictEqual(ok(undefined));
    });
  });

  describe("finish", () => {
    it("closes a launch that has its URL", async () => {
      const { store, read, launchId } = await begun();
      const before = await read(launchId);
      expect(await store.finish(launchId, { state: "url_created" }, FAILED, NOW)).toStrictEqual(
        ok(undefined),
      );
      expect(await read(launchId)).toStrictEqual({
        ...{ ...before, state: "url_created", reason: "none", failedAttempts: FAILED },
      });
    });

    it("closes a launch that failed, with the reason", async () => {
      const { store, read, launchId } = await begun();
      const outcome = { state: "failed", reason: "no_candidate_available" } as const;
      expect(await store.finish(launchId, outcome, FAILED, NOW)).toStrictEqual(ok(undefined));
      expect(await read(launchId)).toMatchObject({ ...outcome, placement: IRELAND, failedAttempts: FAILED });
    });

    it("refuses a launch that nobody began, and makes none", async () => {
      const { store, read } = make();
      const launchId = randomUUID();
      expect(await store.finish(launchId, { state: "url_created" }, [], NOW)).toStrictEqual(err("conflict"));
      expect(await read(launchId)).toBeUndefined();
    });

    it("refuses to close a launch twice and leaves the first outcome", async () => {
      const { store, read, launchId } = await begun();
      await store.finish(launchId, { state: "failed", reason: "launch_deadline_exceeded" }, [], NOW);
      const second = await store.finish(launchId, { state: "url_created" }, FAILED, NOW);
      expect(second).toStrictEqual(err("conflict"));
      expect(await read(launchId)).toMatchObject({ state: "failed", reason: "launch_deadline_exceeded" });
    });

    it("refuses a launch past its time that the table has not deleted yet", async () => {
      const { store, read, launchId } = await begun();
      const late = NOW + LIFETIME;
      expect(await store.finish(launchId, { state: "url_created" }, [], late)).toStrictEqual(err("conflict"));
      expect(await read(launchId)).toMatchObject({ state: "attempting" });
    });

    it("lets exactly one of twenty racing outcomes win", async () => {
      const { store, read, launchId } = await begun();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, number) =>
          store.finish(launchId, { state: "failed", reason: `reason-${number}` }, [], NOW),
        ),
      );
      const winners = outcomes.flatMap((outcome, number) => (outcome.ok ? [`reason-${number}`] : []));
      expect(winners).toHaveLength(1);
      expect((await read(launchId))?.reason).toBe(winners[0]);
    });
  });
}
