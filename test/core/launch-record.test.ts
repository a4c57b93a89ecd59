import { describe, expect, it } from "vitest";
import type { Diagnostics } from "../../functions/core/decision.ts";
import { type LaunchFacts, launchRecord } from "../../functions/core/launch-record.ts";
import { aLocation, aPrincipal, WEDNESDAY_NOON } from "../support/core-builders.ts";
import { aBasis } from "../support/situations.ts";

const placement = {
  fleetId: "dublin",
  region: "eu-west-1",
  stack: "atlas-stack",
  fleet: "atlas-fleet",
  handleDigest: "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg",
  binding: "TXoSVPzBtF5gnGBqVbVeAq6rr2rJ4Sh3Kk0oZqJ9cRM",
};

const diagnostics: Diagnostics = {
  policyVersion: "0123456789abcdef",
  location: aLocation({ network: "office", considered: [{ source: "claim", outcome: "used" }] }),
  grant: { by: "group", group: "staff" },
  candidates: [
    {
      ...{ fleet: "dublin", kept: true, rank: 0, preference: null, distanceKilometres: 1453 },
      ...{ freePlaces: 3, isOverflow: false, session: null },
    },
    { fleet: "virginia", kept: false, reason: "outside_residency_wall", wall: "european" },
  ],
};

const facts: LaunchFacts = {
  launchId: "launch-1",
  correlationId: "correlation-1",
  principal: aPrincipal(),
  applicationId: "atlas",
  diagnostics,
  basis: aBasis(),
  waitedSeconds: 40,
  sealedHandover: "sealed-1",
  placement,
  nowEpochSeconds: WEDNESDAY_NOON,
  contextHandleSeconds: 300,
  launchRecordSeconds: 86_400,
};

describe("launchRecord", () => {
  it("records who asked for what, what was considered and where it goes", () => {
    expect(launchRecord(facts)).toStrictEqual({
      launchId: "launch-1",
      correlationId: "correlation-1",
      identityProvider: "campus",
      subject: "248289761001",
      userId: "u-7f3a9c",
      application: "atlas",
      policyVersion: "0123456789abcdef",
      candidates: diagnostics.candidates,
      basis: facts.basis,
      waitedSeconds: 40,
      location: { country: "ES", provenance: "claim", network: "office" },
      sealedHandover: "sealed-1",
      placement,
      failedAttempts: [],
      createdAt: WEDNESDAY_NOON,
      handleExpiresAt: WEDNESDAY_NOON + 300,
      expiresAt: WEDNESDAY_NOON + 86_400,
    });
  });

  it("writes null for a place that is not known", () => {
    const location = aLocation({ country: undefined, coordinates: undefined, provenance: "none" });
    const record = launchRecord({ ...facts, diagnostics: { ...diagnostics, location } });
    expect(record.location).toStrictEqual({ country: null, provenance: "none", network: null });
  });

  it("has nothing sealed where the application is handed nothing", () => {
    expect(launchRecord({ ...facts, sealedHandover: undefined }).sealedHandover).toBeUndefined();
  });

  it("never holds a name, an e-mail address, coordinates or anything else it was not asked for", () => {
    const principal = {
      ...aPrincipal({
        displayName: "MARKER-name",
        email: "MARKER-email@campus.example",
        groups: ["MARKER-group"],
        country: "MARKER-claim",
        mfaEvidence: "MARKER-mfa",
      }),
      idToken: "MARKER-token",
    };
    const location = {
      ...aLocation({ coordinates: { latitude: 12.345, longitude: 67.89 } }),
      clientIp: "MARKER-address",
    };
    const spilled = {
      ...facts,
      principal,
      context: "MARKER-context",
      streamingUrl: "MARKER-url",
      diagnostics: { ...diagnostics, location, grant: { by: "group", group: "MARKER-group" } as const },
    };
    const written = JSON.stringify(launchRecord(spilled));
    expect(written).not.toContain("MARKER");
    expect(written).not.toContain("12.345");
    expect(Object.keys(launchRecord(spilled))).toStrictEqual(Object.keys(launchRecord(facts)));
  });
});
