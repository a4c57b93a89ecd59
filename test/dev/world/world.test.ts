import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { LaunchEvent } from "../../../functions/core/audit-event.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../../support/demo-world.ts";
import { traveller } from "../../support/traveller.ts";

let demo: DemoWorld;
let table: DynamoDBClient;

beforeAll(async () => {
  demo = await startDemoWorld();
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  table = new DynamoDBClient({ endpoint: demo.world.storeEndpoint, region: "eu-west-1", credentials });
});
afterAll(async () => {
  table?.destroy();
  await demo?.world.stop();
});
afterEach(() => {
  for (const fleet of ["sg-treasury-ireland"])
    demo.world.appstream.setFleetState("eu-west-1", fleet, "RUNNING");
  demo.world.appstream.setFleetState("eu-central-1", "sg-treasury-frankfurt", "RUNNING");
});

function lastLaunch(): LaunchEvent {
  const event = demo.events.findLast((candidate) => candidate.event === "launch");
  if (event?.event !== "launch") throw new Error("no launch event");
  return event;
}

async function record(launchId: string | null): Promise<Record<string, string>> {
  const { Items = [] } = await table.send(new ScanCommand({ TableName: demo.world.tables.launch }));
  const item = Items.find(({ pk }) => pk?.S === launchId) ?? {};
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value.S ?? value.N ?? ""]));
}

describe("startWorld", () => {
  it("takes a launch link through sign-in to a streaming URL of the nearest permitted fleet", async () => {
    const end = await traveller(demo, "lucia").signInTo("/launch/treasury?context=FXD-204417");
    expect(end).toBeInstanceOf(URL);
    expect((end as URL).origin).toBe(demo.world.appstream.origin);
    expect((end as URL).pathname).toBe("/eu-west-1/authenticate");
    const { launchId, location, candidates } = lastLaunch();
    expect(location).toEqual({ country: "ES", provenance: "claim", network: null });
    expect(candidates).toContainEqual({
      fleet: "treasury-virginia",
      kept: false,
      reason: "outside_residency_wall",
      wall: "treasury-stays-in-europe",
    });
    expect(await record(launchId)).toMatchObject({
      state: "url_created",
      reason: "none",
      failedAttempts: "[]",
    });
  });

  it("has one Region, at the broker's own address, unless it is told more", () => {
    expect(demo.world.regions.map(({ region, origin }) => [region, origin])).toEqual([
      ["eu-west-1", demo.world.origin],
    ]);
  });

  it("writes neither URL, context nor name into record, event or transaction", async () => {
    const end = (await traveller(demo, "lucia").signInTo("/launch/treasury?context=FXD-777001")) as URL;
    const { Items: launches } = await table.send(new ScanCommand({ TableName: demo.world.tables.launch }));
    const { Items: logins } = await table.send(new ScanCommand({ TableName: demo.world.tables.login }));
    const written = JSON.stringify([launches, logins, demo.events]);
    const signature = end.searchParams.get("signature") ?? "";
    expect(signature).not.toBe("");
    for (const secret of [end.href, signature, "FXD-777001", "Lucía", "lucia.fernandez@northwind.example"]) {
      expect(written).not.toContain(secret);
    }
  });

  it("lands on the next permitted fleet when the first is stopped, and the record says why", async () => {
    demo.world.appstream.setFleetState("eu-west-1", "sg-treasury-ireland", "STOPPED");
    const end = (await traveller(demo, "lucia").signInTo("/launch/treasury")) as URL;
    expect(end.pathname).toBe("/eu-central-1/authenticate");
    const { launchId, failedAttempts } = lastLaunch();
    expect(failedAttempts).toEqual([{ fleet: "treasury-ireland", fault: "fleet_not_available" }]);
    const { placement, failedAttempts: kept } = await record(launchId);
    expect(JSON.parse(placement ?? "")).toMatchObject({ fleetId: "treasury-frankfurt" });
    expect(JSON.parse(kept ?? "")).toEqual(failedAttempts);
  });

  it("refuses when only a fleet outside the wall is left, and the record says why", async () => {
    demo.world.appstream.setFleetState("eu-west-1", "sg-treasury-ireland", "STOPPED");
    demo.world.appstream.setFleetState("eu-central-1", "sg-treasury-frankfurt", "STOPPED");
    const end = await traveller(demo, "lucia").signInTo("/launch/treasury");
    expect(end).toMatchObject({
      status: 503,
      html: expect.stringContaining("No place is free at the moment"),
    });
    const { launchId, refusal, candidates } = lastLaunch();
    expect(refusal).toEqual({ reason: "no_candidate_available", evidence: { attempts: 2 } });
    expect(candidates.filter(({ kept }) => !kept)).toHaveLength(1);
    const kept = await record(launchId);
    expect(kept).toMatchObject({ state: "failed", reason: "no_candidate_available" });
    expect(JSON.parse(kept.record ?? "").candidates).toContainEqual({
      fleet: "treasury-virginia",
      kept: false,
      reason: "outside_residency_wall",
      wall: "treasury-stays-in-europe",
    });
  });

  it("launches again within the session without the provider", async () => {
    const person = traveller(demo, "lucia");
    await person.signInTo("/launch/treasury");
    const signIns = demo.events.filter(({ event }) => event === "sign_in").length;
    expect(((await person.open("/launch/design")) as URL).pathname).toBe("/eu-west-1/authenticate");
    expect(demo.events.filter(({ event }) => event === "sign_in")).toHaveLength(signIns);
  });

  it("serves two people at once, each on the own continent", async () => {
    const ends = await Promise.all([
      traveller(demo, "lucia").signInTo("/launch/design"),
      traveller(demo, "diego").signInTo("/launch/design"),
    ]);
    expect(ends.map((end) => (end as URL).pathname)).toEqual([
      "/eu-west-1/authenticate",
      "/us-east-1/authenticate",
    ]);
  });

  it("keeps an administrator without a second factor out, and lets one with it in", async () => {
    expect(await traveller(demo, "hugo").signInTo("/launch/server-console")).toMatchObject({ status: 403 });
    expect(lastLaunch().refusal?.reason).toBe("mfa_required");
    expect(await traveller(demo, "marta").signInTo("/launch/server-console")).toBeInstanceOf(URL);
  });

  it("refuses when every fleet is outside a wall, and the event names the wall for each", async () => {
    const walled = await startDemoWorld((policy) => ({
      ...withOneProvider(policy),
      residency: {
        walls: [{ id: "mexican-data", applications: null, countries: ["MX"], jurisdictions: ["LATAM"] }],
      },
    }));
    const end = await traveller(walled, "diego").signInTo("/launch/design");
    const event = walled.events.findLast((candidate) => candidate.event === "launch");
    await walled.world.stop();
    expect(end).toMatchObject({ status: 403, html: expect.stringContaining("Not available from here") });
    expect(event).toMatchObject({
      refusal: { reason: "outside_residency_wall" },
      candidates: [
        { fleet: "design-ireland", kept: false, wall: "mexican-data" },
        { fleet: "design-virginia", kept: false, wall: "mexican-data" },
      ],
    });
  });

  it("serves another policy when it is deployed again, with the same keys and tables", async () => {
    const changing = await startDemoWorld();
    const { world } = changing;
    const lucia = traveller(changing, "lucia");
    expect(await lucia.signInTo("/launch/treasury")).toBeInstanceOf(URL);
    const { treasury, ...others } = world.policy.applications;
    await world.deploy({ ...world.policy, applications: others }, {});
    const gone = await lucia.open("/launch/treasury");
    const stillSignedIn = await lucia.open("/launch/design");
    const versions = changing.events.flatMap((event) =>
      event.event === "launch" && event.outcome === "url_created" ? [event.policyVersion] : [],
    );
    await world.stop();
    expect(treasury).toBeDefined();
    expect(gone).toMatchObject({ status: 404 });
    expect(stillSignedIn).toBeInstanceOf(URL);
    expect(new Set(versions).size).toBe(2);
  });
});
