/** Launches at once on the real store: brokers of two Regions, whose slots have one home. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { createBroker } from "../../functions/broker.ts";
import { createLookedAfterStore } from "../../functions/stores/looked-after-store.ts";
import { useHomes } from "../../functions/stores/use-homes.ts";
import { createUseStore } from "../../functions/stores/use-store.ts";
import {
  ANA,
  aLaunchRequest,
  aPolicy,
  fleetIn,
  IRELAND,
  LIMITS,
  startBrokerStage,
  TREASURY,
} from "../support/broker-builders.ts";
import { aUsePolicy } from "../support/use-builders.ts";
import { connect, createTables, LAUNCHES } from "./dynamodb-tables.ts";

const REGIONS = ["eu-west-1", "us-east-1"];
const NAMES = Array.from({ length: 50 }, (_, index) => `app-${index}`);

let dynalite: Store;
beforeAll(async () => {
  dynalite = await startStore({ port: 0, regions: REGIONS });
  for (const region of REGIONS) {
    const client = connect(at(region));
    await createTables(client);
    client.destroy();
  }
});
afterAll(() => dynalite.stop());

const at = (region: string): string => dynalite.endpointTemplate.replaceAll("{region}", region);
const storesOf = (own: string) => {
  const homes = useHomes({ own, regions: REGIONS, endpoint: dynalite.endpointTemplate });
  return {
    uses: createUseStore(homes, LAUNCHES),
    lookedAfter: createLookedAfterStore({ homes, own: connect(at(own)), tableName: LAUNCHES }),
  };
};

describe("fifty launches at once, in two Regions", () => {
  const one = { ...TREASURY, context: null, fleets: ["ireland"] };
  // A machine that is busy with fifty of them is slower than a person's launch.
  const patient = { ...LIMITS, launchDeadlineMilliseconds: 25_000, attemptTimeoutMilliseconds: 10_000 };

  it.each([1, 3])("of one person who may have %i go on exactly so many", async (limit) => {
    // Each on a fleet of its own: on one fleet AppStream gives a person one session, and the limit counts one.
    const applications = NAMES.map(
      (name) => [name, { ...one, fleets: [name], appstreamApplication: name }] as const,
    );
    const policy = aPolicy({
      fleets: Object.fromEntries(NAMES.map((name) => [name, fleetIn("eu-west-1", name, "EU")])),
      applications: Object.fromEntries(applications),
      preferences: [],
      limits: { ...patient, concurrentSessions: limit },
    });
    const { ports, emulator } = await startBrokerStage(policy);
    const principal = { ...ANA, userId: `u-ana-${limit}` };
    const brokers = REGIONS.map((region) => createBroker({ ...ports, ...storesOf(region), region }));
    const launches = NAMES.map((application, index) =>
      brokers[index % 2]?.launch(
        aLaunchRequest({ principal, intent: { application, context: undefined, client: "web" } }),
      ),
    );
    const answers = await Promise.all(launches);
    expect(answers.filter((answer) => answer?.ok && answer.value.outcome === "stream")).toHaveLength(limit);
    const refused = answers.flatMap((answer) => (answer?.ok === false ? [answer.error.reason] : []));
    expect(refused).toEqual(Array.from({ length: 50 - limit }, () => "session_limit_reached"));
    const made = emulator.requests().filter(({ operation }) => operation === "CreateStreamingURL");
    expect(made).toHaveLength(limit);
  });

  it("of fifty people where there are seven seats seven go on", async () => {
    const use = aUsePolicy({ totalSessions: 7 });
    const policy = aPolicy({
      fleets: { ireland: IRELAND },
      applications: { treasury: { ...one, use } },
      preferences: [],
      limits: patient,
    });
    const { ports } = await startBrokerStage(policy);
    const brokers = REGIONS.map((region) => createBroker({ ...ports, ...storesOf(region), region }));
    const launches = NAMES.map((name, index) =>
      brokers[index % 2]?.launch(
        aLaunchRequest({
          principal: { ...ANA, userId: `u-${name}`, subject: name },
          intent: { application: "treasury", context: undefined, client: "web" },
        }),
      ),
    );
    const answers = await Promise.all(launches);
    const streams = answers.filter((answer) => answer?.ok && answer.value.outcome === "stream");
    const full = answers.filter(
      (answer) => answer?.ok === false && answer.error.reason === "application_full",
    );
    expect([streams.length, full.length]).toEqual([7, 43]);
  });
});
