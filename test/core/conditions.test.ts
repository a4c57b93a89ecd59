import { describe, expect, it } from "vitest";
import { failedCondition } from "../../functions/core/conditions.ts";
import type { UserLocation } from "../../functions/core/location.ts";
import type { Conditions, HoursCondition } from "../../functions/core/policy.ts";
import type { Principal } from "../../functions/core/principal.ts";
import {
  aLocation,
  aPrincipal,
  indexedApplication,
  NO_CONDITIONS,
  WEDNESDAY_NOON,
} from "../support/core-builders.ts";

const office: HoursCondition = {
  timeZone: "Europe/Madrid",
  days: ["mon", "wed"],
  from: "09:00",
  until: "18:00",
};

/** Holds on Wednesday at noon for a principal with MFA in the office in Spain. */
const STRICT: Conditions = { mfa: true, networks: ["office"], hours: office, countries: ["ES", "MX"] };

const proven = aPrincipal({ mfaEvidence: "amr=mfa" });
const atOffice = aLocation({ network: "office", presentIn: "ES" });

const check = (
  conditions: Partial<Conditions>,
  principal: Principal,
  location: UserLocation,
  now = WEDNESDAY_NOON,
) =>
  failedCondition(
    indexedApplication({ conditions: { ...NO_CONDITIONS, ...conditions } }),
    principal,
    location,
    now,
  );

const EVENING = WEDNESDAY_NOON + 6 * 3600;

describe("failedCondition", () => {
  it("finds nothing where nothing is demanded", () => {
    const nowhere = aLocation({ country: undefined, coordinates: undefined, provenance: "none" });
    expect(check({}, aPrincipal(), nowhere, EVENING)).toBeUndefined();
  });

  it("finds nothing where every condition holds", () => {
    expect(check(STRICT, proven, atOffice)).toBeUndefined();
  });

  it("refuses a principal without evidence of a second factor", () => {
    expect(check({ mfa: true }, aPrincipal(), atOffice)).toStrictEqual({
      reason: "mfa_required",
      evidence: { application: "atlas" },
    });
  });

  it("refuses another named network", () => {
    expect(check({ networks: ["office"] }, proven, aLocation({ network: "library" }))).toStrictEqual({
      reason: "network_not_allowed",
      evidence: { application: "atlas", network: "library" },
    });
  });

  it("refuses an address of no named network", () => {
    expect(check({ networks: ["office"] }, proven, aLocation())).toStrictEqual({
      reason: "network_not_allowed",
      evidence: { application: "atlas", network: null },
    });
  });

  it("refuses every network where the list is empty", () => {
    expect(check({ networks: [] }, proven, atOffice)).toMatchObject({ reason: "network_not_allowed" });
    expect(check({ networks: [] }, proven, aLocation())).toMatchObject({ reason: "network_not_allowed" });
  });

  it("refuses outside the hours and says when to come back", () => {
    expect(check({ hours: office }, proven, atOffice, EVENING)).toStrictEqual({
      reason: "outside_hours",
      evidence: {
        application: "atlas",
        days: "mon wed",
        from: "09:00",
        until: "18:00",
        timeZone: "Europe/Madrid",
      },
    });
  });

  it("closes on the very second", () => {
    expect(check({ hours: office }, proven, atOffice, EVENING - 1)).toBeUndefined();
  });

  it("refuses a connection from another country and says which", () => {
    const abroad = aLocation({ country: "ES", provenance: "claim", presentIn: "FR" });
    expect(check({ countries: ["ES", "MX"] }, proven, abroad)).toStrictEqual({
      reason: "country_not_allowed",
      evidence: { application: "atlas", presentIn: "FR" },
    });
  });

  it.each(["claim", "default", "none"] as const)("refuses a country that only %s knows of", (provenance) => {
    expect(check({ countries: ["ES"] }, proven, aLocation({ provenance }))).toStrictEqual({
      reason: "country_not_allowed",
      evidence: { application: "atlas", presentIn: null },
    });
  });

  it("accepts the country the connection comes from, whatever is claimed", () => {
    const visitor = aLocation({ country: "FR", provenance: "claim", presentIn: "ES" });
    expect(check({ countries: ["ES"] }, proven, visitor)).toBeUndefined();
  });

  it("refuses every country where the list is empty", () => {
    expect(check({ countries: [] }, proven, atOffice)).toMatchObject({ reason: "country_not_allowed" });
  });

  it("names MFA first, then network, then hours, then country", () => {
    const elsewhere = aLocation({ country: "FR", network: undefined });
    const abroadAtOffice = aLocation({ presentIn: "FR", network: "office" });
    const reasons = [
      check(STRICT, aPrincipal(), elsewhere, EVENING),
      check(STRICT, proven, elsewhere, EVENING),
      check(STRICT, proven, abroadAtOffice, EVENING),
      check(STRICT, proven, abroadAtOffice),
    ].map((refused) => refused?.reason);
    expect(reasons).toStrictEqual([
      "mfa_required",
      "network_not_allowed",
      "outside_hours",
      "country_not_allowed",
    ]);
  });
});
