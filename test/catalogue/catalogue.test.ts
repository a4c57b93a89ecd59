import { describe, expect, it } from "vitest";
import {
  type CatalogueEntry,
  type CataloguePorts,
  createCatalogue,
} from "../../functions/catalogue/catalogue.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { IndexedFleet } from "../../functions/core/policy-index.ts";
import type { Principal } from "../../functions/core/principal.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { FleetWatch, RecordedPlace } from "../../functions/ports.ts";
import {
  aFleet,
  anApplication,
  anIndex,
  aPolicy,
  aPrincipal,
  WEDNESDAY_NOON,
} from "../support/core-builders.ts";
import { createFixedWatch } from "../support/fixed-watch.ts";
import { createMemoryPlaces } from "../support/memory-places.ts";
import { createMemoryUses } from "../support/memory-uses.ts";
import { aFleetStatus } from "../support/situations.ts";
import { aSlot, aUse, aUsePolicy } from "../support/use-builders.ts";

const NOBODY = { groups: [], subjects: [] };
const NOWHERE = { clientIp: undefined, edge: undefined };
const POLICY = aPolicy({
  applications: {
    atlas: anApplication({ fleets: ["dublin"] }),
    ledger: anApplication({
      ...{ name: { en: "Ledger", es: "Libro mayor" }, description: { en: "Accounts" } },
      ...{ icon: "https://static.example.com/ledger.svg", group: { en: "Finance" } },
      ...{ fleets: ["dublin", "virginia"] },
    }),
    secret: anApplication({ audience: NOBODY }),
  },
});

interface Stage {
  readonly policy?: Policy;
  readonly ports?: Partial<CataloguePorts>;
  readonly principal?: Partial<Principal>;
  readonly places?: readonly RecordedPlace[];
}

async function entriesOf({ policy = POLICY, ports = {}, principal = {}, places = [] }: Stage = {}) {
  const store = createMemoryPlaces();
  const person = aPrincipal({ country: "ES", ...principal });
  for (const place of places) await store.remember(person.userId, place, WEDNESDAY_NOON);
  const catalogue = createCatalogue({
    index: anIndex(policy),
    watch: createFixedWatch(),
    places: store,
    grants: { read: async () => ok(undefined) },
    uses: NOTHING_READ,
    now: () => WEDNESDAY_NOON * 1_000,
    ...ports,
  });
  return await catalogue.applicationsFor({ principal: person, evidence: NOWHERE });
}

const opened = (
  application: string,
  secondsAgo: number,
  more: Partial<RecordedPlace> = {},
): RecordedPlace => ({
  ...{ fleet: "dublin", launchId: `launch-of-${application}`, application },
  launchedAt: WEDNESDAY_NOON - secondsAgo,
  ...more,
});
const entryOf = (entries: readonly CatalogueEntry[], id: string) => entries.find((entry) => entry.id === id);

/** Where the policy limits nothing, nobody's use is anybody's business. */
const NOTHING_READ: CataloguePorts["uses"] = {
  read: async () => {
    throw new Error("read");
  },
  seatsTaken: async () => {
    throw new Error("read");
  },
};

/** It counts how often it was asked, and for which fleets. */
function countingWatch(): FleetWatch & { readonly asked: (readonly string[])[] } {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    async observe(fleets: readonly IndexedFleet[]) {
      asked.push(fleets.map(({ id }) => id));
      return { fleets: new Map(), drains: new Map() };
    },
  };
}

describe("createCatalogue", () => {
  it("lists what this person may launch, in the policy's order, with what the policy says of it", async () => {
    const entries = await entriesOf();
    expect(entries.map(({ id }) => id)).toStrictEqual(["atlas", "ledger"]);
    expect(entryOf(entries, "ledger")).toStrictEqual({
      id: "ledger",
      name: { en: "Ledger", es: "Libro mayor" },
      description: { en: "Accounts" },
      icon: "https://static.example.com/ledger.svg",
      group: { en: "Finance" },
      state: { kind: "ready", place: { region: "eu-west-1", city: "Dublin" }, isObserved: false },
      launchPath: "/launch/ledger",
      lastOpenedAt: undefined,
    });
  });

  it("has no group for an application of a policy that names none", async () => {
    expect(entryOf(await entriesOf(), "atlas")).toMatchObject({ group: null });
  });

  it("lists nothing for somebody who may launch nothing, and asks for no fleet's state", async () => {
    const watch = countingWatch();
    expect(await entriesOf({ principal: { groups: [] }, ports: { watch } })).toStrictEqual([]);
    expect(watch.asked).toStrictEqual([]);
  });

  it("looks once for all, each fleet once", async () => {
    const watch = countingWatch();
    const applications = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, place) => [`app-${place}`, anApplication()]),
    );
    expect(await entriesOf({ policy: aPolicy({ applications }), ports: { watch } })).toHaveLength(1_000);
    expect(watch.asked).toStrictEqual([["dublin", "frankfurt", "virginia"]]);
  });

  it("says what each would wait for", async () => {
    const watch = createFixedWatch({ dublin: aFleetStatus({ freePlaces: 0 }), virginia: aFleetStatus() });
    const entries = await entriesOf({ ports: { watch } });
    expect(entryOf(entries, "atlas")?.state).toMatchObject({ kind: "waiting", reason: "fleet_full" });
    expect(entryOf(entries, "ledger")?.state).toMatchObject({
      ...{ kind: "ready", isObserved: true, place: { city: "Northern Virginia" } },
    });
  });

  it("lists what is closed now, and leaves its link", async () => {
    const conditions = { mfa: true, networks: null, hours: null, countries: null };
    const policy = aPolicy({ applications: { atlas: anApplication({ conditions }) } });
    expect(await entriesOf({ policy })).toMatchObject([
      { state: { kind: "closed", reason: "mfa_required" }, launchPath: "/launch/atlas" },
    ]);
  });

  it("knows the maintenance by command", async () => {
    const watch = createFixedWatch();
    watch.drains.set("dublin", { owner: "desk", reason: "patching", until: WEDNESDAY_NOON + 60 });
    expect(entryOf(await entriesOf({ ports: { watch } }), "atlas")?.state).toMatchObject({
      reason: "in_maintenance",
    });
  });

  it("places somebody by their address where the policy has a database asked", async () => {
    const walls = [{ id: "eu", applications: null, countries: ["DE"], jurisdictions: ["JP"] }];
    const policy = aPolicy({
      residency: { walls },
      location: { sources: ["ip_database"], networks: {}, default: null },
    });
    const ports = { index: anIndex(policy), countryOfIp: () => "FR" };
    const catalogue = createCatalogue({
      ...{ watch: createFixedWatch(), places: createMemoryPlaces(), now: () => WEDNESDAY_NOON * 1_000 },
      ...{ grants: { read: async () => ok(undefined) }, uses: NOTHING_READ },
      ...ports,
    });
    const evidence = { clientIp: "198.51.100.7", edge: undefined };
    const [atlas] = await catalogue.applicationsFor({ principal: aPrincipal(), evidence });
    expect(atlas?.state.kind).toBe("ready");
  });
});

describe("createCatalogue: where they have been", () => {
  it("says when each was opened last", async () => {
    const entries = await entriesOf({
      places: [opened("ledger", 60), opened("ledger", 600, { fleet: "virginia" })],
    });
    expect(entries.map(({ lastOpenedAt }) => lastOpenedAt)).toStrictEqual([undefined, WEDNESDAY_NOON - 60]);
  });

  it("goes back where the application may still be open", async () => {
    const entries = await entriesOf({ places: [opened("ledger", 6_000, { fleet: "virginia" })] });
    expect(entryOf(entries, "ledger")?.state).toMatchObject({ place: { region: "us-east-1" } });
  });

  it.each([
    ["they ended themselves", POLICY, { endedAt: WEDNESDAY_NOON }],
    [
      "they reach by federation",
      aPolicy({
        ...POLICY,
        fleets: {
          ...POLICY.fleets,
          virginia: aFleet({ region: "us-east-1", launchMethod: "federation" }),
        },
      }),
      {},
    ],
    ["the policy does not have any more", POLICY, { fleet: "oregon" }],
  ])("does not go back to a place that %s", async (_, policy, more) => {
    const places = [opened("ledger", 60, { fleet: "virginia", ...more })];
    const state = entryOf(await entriesOf({ policy, places }), "ledger")?.state;
    expect(state).toMatchObject({ place: { region: "eu-west-1" } });
  });

  it("finds the place free that a launch of a moment ago keeps for them", async () => {
    const watch = createFixedWatch({ dublin: aFleetStatus({ freePlaces: 0 }) });
    const entries = await entriesOf({ ports: { watch }, places: [opened("atlas", 10)] });
    expect(entryOf(entries, "atlas")?.state).toMatchObject({ kind: "ready" });
  });

  it("does without the places where the store is not in time", async () => {
    const policy = aPolicy({ ...POLICY, limits: { ...POLICY.limits, lookAheadMilliseconds: 20 } });
    const places = { recent: () => new Promise<never>(() => undefined) };
    expect(await entriesOf({ policy, ports: { places } })).toMatchObject([
      { lastOpenedAt: undefined },
      { lastOpenedAt: undefined },
    ]);
  });
});

describe("createCatalogue: what somebody must approve", () => {
  const approvers = { groups: ["chiefs"], subjects: [] };
  const approval = { approvers, grantSeconds: 600, requestSeconds: 600, minReasonLength: 10, notify: null };
  const policy = aPolicy({ applications: { atlas: anApplication({ approval }), ledger: anApplication() } });
  const identity = (subject: string) => ({ identityProvider: "corporate", subject, userId: subject });
  const requester = {
    identityProvider: aPrincipal().identityProvider,
    subject: aPrincipal().subject,
    userId: "u",
  };
  const grant = {
    ...{ id: "request-1", application: "atlas", requester, approver: identity("chief") },
    ...{ grantedAt: WEDNESDAY_NOON - 60, until: WEDNESDAY_NOON + 60 },
  };

  it("is closed until it is approved, and only its approval is asked for", async () => {
    const asked: string[] = [];
    const grants: CataloguePorts["grants"] = {
      read: async (_userId, application) => {
        asked.push(application);
        return ok(undefined);
      },
    };
    const [atlas, ledger] = await entriesOf({ policy, ports: { grants } });
    expect(atlas?.state).toMatchObject({ kind: "closed", reason: "approval_required" });
    expect(ledger?.state.kind).toBe("ready");
    expect(asked).toEqual(["atlas"]);
  });

  it("is ready while the approval lasts", async () => {
    const grants = { read: async () => ok(grant) };
    expect((await entriesOf({ policy, ports: { grants } }))[0]?.state.kind).toBe("ready");
  });

  it("is closed where nobody can tell", async () => {
    const grants = { read: async () => err("unavailable" as const) };
    expect((await entriesOf({ policy, ports: { grants } }))[0]?.state.kind).toBe("closed");
  });
});

describe("createCatalogue: what is limited", () => {
  const MADRID_DAY = { seconds: 3_600, period: "day", timeZone: "Europe/Madrid" } as const;
  /** 2026-07-08T00:00 in Madrid. */
  const MIDNIGHT = Date.parse("2026-07-07T22:00:00Z") / 1_000;
  const { userId } = aPrincipal();
  const limited = (use: Parameters<typeof aUsePolicy>[0], most: number | null = null) =>
    aPolicy({
      applications: {
        atlas: anApplication({ fleets: ["dublin"], use: aUsePolicy(use) }),
        ledger: anApplication({ fleets: ["virginia"] }),
        secret: anApplication({ audience: NOBODY, use: aUsePolicy({ totalSessions: 3 }) }),
      },
      limits: { ...POLICY.limits, lookAheadMilliseconds: 50, concurrentSessions: most },
    });
  const statesOf = async (stage: Stage) =>
    (await entriesOf(stage)).map(({ id, state }) => [
      id,
      state.kind === "closed" ? state.reason : state.kind,
    ]);

  it("says what is spent and leaves the rest as it is, by one read", async () => {
    const uses = createMemoryUses();
    const spent = [{ application: "atlas", from: MIDNIGHT, seconds: 3_600 }];
    await uses.write(userId, { ...aUse([], spent), version: 0 }, WEDNESDAY_NOON);
    const asked: unknown[] = [];
    const ports: Partial<CataloguePorts> = {
      uses: {
        read: (...of) => {
          asked.push(of);
          return uses.read(...of);
        },
        seatsTaken: NOTHING_READ.seatsTaken,
      },
    };
    expect(await statesOf({ policy: limited({ budget: MADRID_DAY }), ports })).toStrictEqual([
      ["atlas", "time_budget_spent"],
      ["ledger", "ready"],
    ]);
    expect(asked).toStrictEqual([[userId, WEDNESDAY_NOON]]);
  });

  it("asks for the seats of what is theirs, all at once", async () => {
    const uses = createMemoryUses();
    await uses.takeSeat("atlas", "somebody's", 1, WEDNESDAY_NOON);
    const asked: (readonly string[])[] = [];
    const seatsTaken: CataloguePorts["uses"]["seatsTaken"] = (of) => {
      asked.push(of);
      return uses.seatsTaken(of);
    };
    const ports = { uses: { read: uses.read, seatsTaken } };
    expect(await statesOf({ policy: limited({ totalSessions: 1 }), ports })).toStrictEqual([
      ["atlas", "application_full"],
      ["ledger", "ready"],
    ]);
    expect(asked).toStrictEqual([["atlas"]]);
  });

  it("reads nothing where only what is others' is limited", async () => {
    const policy = limited({});
    const applications = { ...policy.applications, atlas: anApplication({ fleets: ["dublin"] }) };
    expect(await statesOf({ policy: aPolicy({ ...policy, applications }) })).toStrictEqual([
      ["atlas", "ready"],
      ["ledger", "ready"],
    ]);
  });

  it("counts a launch that went where no table of places tells of", async () => {
    const uses = createMemoryUses();
    const slot = aSlot({ application: "ledger", fleet: "virginia", startedAt: WEDNESDAY_NOON - 10 });
    await uses.write(userId, { ...aUse([slot]), version: 0 }, WEDNESDAY_NOON);
    const policy = limited({}, 1);
    expect(await statesOf({ policy, ports: { uses } })).toStrictEqual([
      ["atlas", "session_limit_reached"],
      ["ledger", "ready"],
    ]);
    const old = { ...slot, startedAt: WEDNESDAY_NOON - 468_000, openUntil: WEDNESDAY_NOON - 467_000 };
    await uses.write(userId, { ...aUse([old]), version: 1 }, WEDNESDAY_NOON);
    expect(await statesOf({ policy, ports: { uses } })).toStrictEqual([
      ["atlas", "ready"],
      ["ledger", "ready"],
    ]);
  });

  it("is not known, and no error, where nobody can tell in time", async () => {
    const away = createMemoryUses();
    away.setAway(true);
    const never = () => new Promise<never>(() => undefined);
    for (const uses of [away, { read: never, seatsTaken: never }]) {
      for (const use of [{ budget: MADRID_DAY }, { totalSessions: 1 }]) {
        expect(await statesOf({ policy: limited(use), ports: { uses } })).toStrictEqual([
          ["atlas", "unknown"],
          ["ledger", "ready"],
        ]);
      }
    }
  });
});
