import { describe, expect, it } from "vitest";
import type { EmulatedSession } from "../../../dev/appstream-emulator/world/streaming-session.ts";
import { handedApplication } from "../../../dev/instances/handed-application.ts";
import { IRELAND } from "../../support/broker-builders.ts";
import { aContextPolicy, HANDED } from "../../support/context-stage.ts";

const POLICY = aContextPolicy();
const SESSION: EmulatedSession = {
  ...{ id: "s", region: IRELAND.region, stack: IRELAND.stack, fleet: IRELAND.fleet, userId: "u-ana" },
  ...{ applicationId: HANDED.appstreamApplication, sessionContext: "", instanceId: "i-1", state: "ACTIVE" },
  ...{ connectionState: "CONNECTED", startedAtMilliseconds: 0, maxExpirationMilliseconds: 1 },
};

describe("handedApplication", () => {
  it("finds application, role and origin by what AppStream knows of the session", () => {
    expect(handedApplication(POLICY, SESSION)).toEqual({
      applicationId: "treasury",
      roleArn: "arn:aws:iam::111122223333:role/fleets/treasury-fleet",
      origins: ["https://treasury.example"],
    });
  });

  it.each<[string, Partial<EmulatedSession>]>([
    ["another application", { applicationId: "Other" }],
    ["another Region", { region: "us-east-1" }],
    [
      "a fleet that is known by a key",
      { region: "us-east-1", stack: "stack-virginia", fleet: "fleet-virginia" },
    ],
  ])("finds nothing to run for %s", (_, change) => {
    expect(handedApplication(POLICY, { ...SESSION, ...change })).toBeUndefined();
  });

  it("finds nothing to run without a handover to a browser", () => {
    const applications = { treasury: { ...HANDED, handover: null } };
    expect(handedApplication({ ...POLICY, applications }, SESSION)).toBeUndefined();
  });
});
