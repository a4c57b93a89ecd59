import { describe, expect, it } from "vitest";
import { type ContextAccount, contextEvent } from "../../functions/core/audit-context-event.ts";
import { refusal } from "../../functions/core/refusal.ts";

const STAMP = { time: "2026-11-21T09:00:00.000Z", correlationId: "c-1" };
const NOTHING: ContextAccount = {
  ...{ launchId: null, principal: null, application: null, placement: null },
  ...{ fleetId: null, sessionId: null },
};

describe("contextEvent", () => {
  it("says which launch was redeemed, whose and where", () => {
    const spilled = {
      ...{ launchId: "launch-1", application: "treasury", fleetId: "ireland", sessionId: "session-1" },
      principal: {
        ...{ identityProvider: "corporate", subject: "ana-7", userId: "u-ana" },
        ...{ sealedHandover: "MARKER-sealed", displayName: "MARKER-name" },
      },
      placement: {
        ...{ fleetId: "ireland", region: "eu-west-1", stack: "treasury-eu", fleet: "treasury-ireland" },
        handleDigest: "MARKER-digest",
      },
      context: "MARKER-context",
    };
    const event = contextEvent(STAMP, spilled, undefined);
    expect(event).toStrictEqual({
      ...{ schema: "streamgate.audit.v1", ...STAMP, severity: "info" },
      ...{ event: "context_redeemed", outcome: "success", launchId: "launch-1", application: "treasury" },
      ...{ fleetId: "ireland", sessionId: "session-1", refusal: null },
      principal: { identityProvider: "corporate", subject: "ana-7", userId: "u-ana" },
      placement: {
        ...{ fleetId: "ireland", region: "eu-west-1", stack: "treasury-eu", fleet: "treasury-ireland" },
      },
    });
    expect(JSON.stringify(event)).not.toContain("MARKER");
  });

  it("says why it was refused, and nothing that is not known", () => {
    expect(contextEvent(STAMP, NOTHING, refusal("handle_unknown"))).toMatchObject({
      ...{ event: "context_refused", outcome: "refused", severity: "notice", ...NOTHING },
      refusal: { reason: "handle_unknown", evidence: {} },
    });
  });

  it("is grave where our own stores are away", () => {
    const event = contextEvent(STAMP, NOTHING, refusal("context_store_unavailable"));
    expect(event.severity).toBe("error");
  });
});
