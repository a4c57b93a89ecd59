import { describe, expect, it } from "vitest";
import { sessionEndedEvent } from "../../functions/core/audit-session-event.ts";
import { aPrincipal } from "../support/core-builders.ts";

const STAMP = { time: "2026-08-01T09:00:00.000Z", correlationId: "c-1" };
const ENDED = { launchId: "launch-0", application: "atlas", fleetId: "dublin", sessionId: "session-1" };
const revealing = aPrincipal({ displayName: "MARKER-name", email: "MARKER@northwind.example" });
const { identityProvider, subject, userId } = revealing;

describe("sessionEndedEvent", () => {
  it("tells whose session ended, that they ended it, and which launch had started it", () => {
    expect(sessionEndedEvent(STAMP, revealing, { kind: "self" }, ENDED)).toStrictEqual({
      ...{ schema: "streamgate.audit.v1", ...STAMP, severity: "info" },
      ...{ event: "streaming_session_ended", outcome: "success" },
      principal: { identityProvider, subject, userId },
      ...{ by: "self", operator: null, reason: null },
      ...ENDED,
    });
  });

  it("tells which operator ended it, and why, of somebody who is known by their user id alone", () => {
    const person = { identityProvider: null, subject: null, userId: "u-ana" };
    const by = { kind: "help_desk", operator: revealing, reason: "hangs" } as const;
    const event = sessionEndedEvent(STAMP, person, by, ENDED);
    expect(event).toMatchObject({
      principal: person,
      ...{ by: "help_desk", operator: { identityProvider, subject, userId }, reason: "hangs" },
    });
    expect(JSON.stringify(event)).not.toContain("MARKER");
  });
});
