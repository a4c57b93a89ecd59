/** What every FleetSnapshots must do. Run on those in memory, on dynalite and on DynamoDB Local. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { KnownFleet } from "../../functions/core/fleet-status.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { FleetSnapshot, FleetSnapshots } from "../../functions/ports.ts";
import { aFleetStatus } from "../support/situations.ts";

const NOW = 1_795_165_200_000;
const REGION = "eu-west-1";
const LEASE = 4_000;
const PERIOD = 20_000;

const claimAt = (now: number) => ({ now, until: now + LEASE, staleAt: now - PERIOD });

const aSnapshot = (observedAt = NOW): FleetSnapshot => ({
  ...{ observedAt, turn: 3 },
  fleets: new Map<string, KnownFleet>([
    ["ireland", aFleetStatus({ observedAt })],
    [
      "dublin",
      aFleetStatus({ observedAt, freePlaces: null, streamView: null, errors: ["STS_DISABLED_IN_REGION"] }),
    ],
    ["cork", "not_found"],
  ]),
});

/** `make` gives two execution environments' view of one store, which holds nothing of this policy version. */
export function describeFleetSnapshots(
  make: (policyVersion: string) => readonly [FleetSnapshots, FleetSnapshots],
): void {
  const stage = () => make(randomUUID());

  it("has nothing at first", async () => {
    const [one] = stage();
    expect(await one.read(REGION)).toStrictEqual(ok(undefined));
  });

  describe("publish", () => {
    it("shows everybody the whole snapshot of who claimed", async () => {
      const [one, other] = stage();
      await one.claim(REGION, claimAt(NOW));
      expect(await one.publish(REGION, aSnapshot())).toStrictEqual(ok(undefined));
      expect(await other.read(REGION)).toStrictEqual(ok(aSnapshot()));
    });

    it("refuses one whose claim somebody else has taken over", async () => {
      const [one, other] = stage();
      await one.claim(REGION, claimAt(NOW));
      await other.claim(REGION, claimAt(NOW + LEASE));
      await other.publish(REGION, aSnapshot(NOW + LEASE));
      expect(await one.publish(REGION, aSnapshot(NOW))).toStrictEqual(err("conflict"));
      expect(await one.read(REGION)).toStrictEqual(ok(aSnapshot(NOW + LEASE)));
    });

    it("refuses one who claimed nothing", async () => {
      const [one] = stage();
      expect(await one.publish(REGION, aSnapshot())).toStrictEqual(err("conflict"));
      expect(await one.read(REGION)).toStrictEqual(ok(undefined));
    });
  });

  describe("claim", () => {
    it("goes to exactly one of forty", async () => {
      const [one, other] = stage();
      const claims = Array.from({ length: 40 }, (_, place) =>
        (place % 2 === 0 ? one : other).claim(REGION, claimAt(NOW)),
      );
      const answers = await Promise.all(claims);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      expect(answers).toContainEqual(err("conflict"));
    });

    it("can be taken over when it is over", async () => {
      const [one, other] = stage();
      await one.claim(REGION, claimAt(NOW));
      expect(await other.claim(REGION, claimAt(NOW + LEASE - 1))).toStrictEqual(err("conflict"));
      expect(await other.claim(REGION, claimAt(NOW + LEASE))).toStrictEqual(ok(undefined));
    });

    it("is refused while the last observation is good", async () => {
      const [one, other] = stage();
      await one.claim(REGION, claimAt(NOW));
      await one.publish(REGION, aSnapshot(NOW));
      expect(await other.claim(REGION, claimAt(NOW + PERIOD - 1))).toStrictEqual(err("conflict"));
      expect(await other.claim(REGION, claimAt(NOW + PERIOD))).toStrictEqual(ok(undefined));
    });

    it("is another one in another Region", async () => {
      const [one, other] = stage();
      await one.claim(REGION, claimAt(NOW));
      expect(await other.claim("us-east-1", claimAt(NOW))).toStrictEqual(ok(undefined));
    });
  });

  describe("postpone", () => {
    it("keeps everybody from claiming until then", async () => {
      const [one, other] = stage();
      await one.claim(REGION, claimAt(NOW));
      expect(await one.postpone(REGION, NOW + 9_000)).toStrictEqual(ok(undefined));
      expect(await other.claim(REGION, claimAt(NOW + 8_999))).toStrictEqual(err("conflict"));
      expect(await one.claim(REGION, claimAt(NOW + 9_000))).toStrictEqual(ok(undefined));
    });

    it("is only for who claimed", async () => {
      const [one, other] = stage();
      await one.claim(REGION, claimAt(NOW));
      expect(await other.postpone(REGION, NOW + 9_000)).toStrictEqual(err("conflict"));
    });
  });
}
