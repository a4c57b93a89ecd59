import { describe, expect, it } from "vitest";
import type { EmulatedSession } from "../../../dev/appstream-emulator/world/streaming-session.ts";
import { sessionVariables } from "../../../dev/instances/session-variables.ts";
import { sessionFacts } from "../../../image/launcher/session-facts.ts";

const SESSION: EmulatedSession = {
  ...{ id: "session-1", region: "eu-west-1", stack: "stack", fleet: "fleet", userId: "u-ana" },
  ...{ applicationId: "Desk", sessionContext: "v1.eu-west-1.x", instanceId: "i-1", state: "ACTIVE" },
  ...{ connectionState: "CONNECTED", startedAtMilliseconds: 0, maxExpirationMilliseconds: 1 },
};

describe("sessionVariables", () => {
  it("says what the launcher reads", () => {
    expect(sessionFacts(sessionVariables(SESSION))).toEqual({
      ok: true,
      value: { userName: "u-ana", stack: "stack", fleet: "fleet", sessionId: "session-1" },
    });
    expect(sessionVariables(SESSION).APPSTREAM_SESSION_CONTEXT).toBe("v1.eu-west-1.x");
  });

  it("sets no context where the streaming URL had none", () => {
    expect(sessionVariables({ ...SESSION, sessionContext: "" })).not.toHaveProperty(
      "APPSTREAM_SESSION_CONTEXT",
    );
  });
});
