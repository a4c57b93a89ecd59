import { describe, expect, it } from "vitest";
import { type ApplicationState, applicationState } from "../../functions/core/application-state.ts";
import { decide } from "../../functions/core/decide.ts";
import type { ApplicationPolicy, Policy } from "../../functions/core/policy.ts";
import type { Principal } from "../../functions/core/principal.ts";
import type { Situation } from "../../functions/core/situation.ts";
import {
  aFleet,
  anApplication,
  anIndex,
  aPolicy,
  aPrincipal,
  evidence,
  NO_CONDITIONS,
  WEDNESDAY_NOON,
} from "../support/core-builders.ts";
import { aFleetStatus, aSession, aSituation } from "../support/situations.ts";

interface Case {
  readonly atlas?: Partial<ApplicationPolicy>;
  readonly policy?: Partial<Policy>;
  readonly principal?: Partial<Principal>;
  readonly situation?: Partial<Situation>;
  readonly asked?: string;
}

/** Ana, in Spain, of `atlas`: Dublin is the nearest of its fleets. */
function stateOf({ atlas = {}, policy = {}, principal = {}, situation = {}, asked = "atlas" }: Case) {
  const index = anIndex(aPolicy({ applications: { atlas: anApplication(atlas) }, ...policy }));
  const decision = decide({
    principal: aPrincipal(principal),
    applicationId: asked,
    evidence: evidence({ claimCountry: "ES" }),
    index,
    nowEpochSeconds: WEDNESDAY_NOON,
    situation: aSituation(situation),
  });
  const application = index.applications.get("atlas");
  if (application === undefined) throw new TypeError("no atlas");
  return applicationState(decision, application);
}

const everywhere = (status: ReturnType<typeof aFleetStatus>) => ({
  fleets: new Map(["dublin", "frankfurt", "virginia"].map((id) => [id, status] as const)),
});
const DUBLIN = { region: "eu-west-1", city: "Dublin" };

describe("applicationState", () => {
  it("is ready where the best fleet was seen to be open", () => {
    expect(stateOf({ situation: everywhere(aFleetStatus()) })).toStrictEqual({
      ...{ kind: "ready", place: DUBLIN, isObserved: true },
    });
  });

  it("claims nothing of fleets that nobody has seen", () => {
    expect(stateOf({})).toStrictEqual({ kind: "ready", place: DUBLIN, isObserved: false });
  });

  it("names a Region whose city is not known by its own name", () => {
    const fleets = { dublin: aFleet({ region: "xx-nowhere-1" }) };
    expect(stateOf({ atlas: { fleets: ["dublin"] }, policy: { fleets } })).toMatchObject({
      place: { region: "xx-nowhere-1", city: undefined },
    });
  });

  it("is ready where another session of theirs is in the way, since opening it asks", () => {
    const session = aSession({ fleet: "dublin", application: "ledger" });
    expect(stateOf({ situation: { ...everywhere(aFleetStatus()), sessions: [session] } })).toStrictEqual({
      ...{ kind: "ready", place: DUBLIN, isObserved: true },
    });
  });

  it("waits where every fleet is full, and says for how long and where", () => {
    expect(stateOf({ situation: everywhere(aFleetStatus({ freePlaces: 0 })) })).toStrictEqual({
      ...{ kind: "waiting", reason: "fleet_full", waitSeconds: [600, 1_200], place: DUBLIN },
    });
  });

  it("waits for a fleet that is starting", () => {
    const starting = aFleetStatus({ kind: "on_demand", state: "starting" });
    expect(stateOf({ situation: everywhere(starting) })).toMatchObject({
      ...{ kind: "waiting", reason: "fleet_starting", waitSeconds: [60, 120], place: DUBLIN },
    });
  });

  it("names no place to wait for where the only one needs a yes", () => {
    const overflow = { fleets: ["virginia"], consent: true };
    const fleets = new Map([["dublin", aFleetStatus({ state: "stopped" })]]);
    expect(stateOf({ atlas: { fleets: ["dublin"], overflow }, situation: { fleets } })).toMatchObject({
      ...{ kind: "waiting", reason: "fleet_full", place: undefined },
    });
  });

  it("names an overflow fleet that needs no yes", () => {
    const overflow = { fleets: ["virginia"], consent: false };
    const fleets = new Map([["dublin", aFleetStatus({ state: "stopped" })]]);
    expect(stateOf({ atlas: { fleets: ["dublin"], overflow }, situation: { fleets } })).toMatchObject({
      ...{ kind: "ready", place: { city: "Northern Virginia" } },
    });
  });

  it.each<[ApplicationState & { kind: "closed" }, Case]>([
    [
      { kind: "closed", reason: "mfa_required", hours: null },
      { atlas: { conditions: { ...NO_CONDITIONS, mfa: true } } },
    ],
    [
      { kind: "closed", reason: "network_not_allowed", hours: null },
      { atlas: { conditions: { ...NO_CONDITIONS, networks: ["office"] } } },
    ],
    [
      { kind: "closed", reason: "country_not_allowed", hours: null },
      { atlas: { conditions: { ...NO_CONDITIONS, countries: ["DE"] } } },
    ],
    [
      { kind: "closed", reason: "outside_residency_wall", hours: null },
      {
        policy: {
          residency: {
            walls: [{ id: "asia", applications: null, countries: null, jurisdictions: ["JP"] }],
          },
        },
      },
    ],
    [
      { kind: "closed", reason: "no_fleet_open", hours: null },
      { situation: everywhere(aFleetStatus({ state: "stopped" })) },
    ],
    [
      { kind: "closed", reason: "in_maintenance", hours: null },
      {
        atlas: { fleets: ["dublin"] },
        situation: {
          drains: new Map([["dublin", { owner: "desk", reason: "patching", until: WEDNESDAY_NOON + 600 }]]),
        },
      },
    ],
  ])("is closed, and why: %j", (expected, given) => {
    expect(stateOf(given)).toStrictEqual(expected);
  });

  it("says when it is open where it is out of hours", () => {
    const hours = { timeZone: "Europe/Madrid", days: ["mon"], from: "08:00", until: "18:00" } as const;
    expect(stateOf({ atlas: { conditions: { ...NO_CONDITIONS, hours } } })).toStrictEqual({
      ...{ kind: "closed", reason: "outside_hours", hours },
    });
  });

  it.each<[string, Case]>([
    ["somebody who is not in its audience", { principal: { groups: [] } }],
    ["an application that there is not", { asked: "ledger" }],
  ])("is nothing for %s", (_, given) => {
    expect(stateOf(given)).toBeUndefined();
  });

  it("has nothing to say of a question for a streaming URL, which no list asks", () => {
    const federation = {
      link: "https://sso.example.com/?RelayState={relayState}",
      accountId: "111122223333",
    };
    const fleets = { dublin: aFleet({ launchMethod: "federation", federation }) };
    const situation = { needsStreamingUrl: true };
    expect(stateOf({ atlas: { fleets: ["dublin"] }, policy: { fleets }, situation })).toBeUndefined();
  });
});
