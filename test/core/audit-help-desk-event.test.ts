import { describe, expect, it } from "vitest";
import { helpDeskEvent } from "../../functions/core/audit-help-desk-event.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { aPrincipal } from "../support/core-builders.ts";

const STAMP = { time: "2026-08-01T09:00:00.000Z", correlationId: "c-1" };
const operator = aPrincipal({ displayName: "MARKER-name", email: "MARKER@northwind.example" });
const { identityProvider, subject, userId } = operator;

describe("helpDeskEvent", () => {
  it("tells who looked at whom, without names", () => {
    const event = helpDeskEvent(STAMP, operator, { lookup: "launch", about: operator, launchId: "launch-0" });
    expect(event).toStrictEqual({
      ...{ schema: "streamgate.audit.v1", ...STAMP, severity: "info", event: "help_desk" },
      ...{ outcome: "answered", lookup: "launch", launchId: "launch-0", refusal: null },
      principal: { identityProvider, subject, userId },
      about: { identityProvider, subject, userId },
    });
    expect(JSON.stringify(event)).not.toContain("MARKER");
  });

  it("tells of a question that was refused", () => {
    const use = { lookup: "sessions", refusal: refusal("not_an_operator") } as const;
    expect(helpDeskEvent(STAMP, operator, use)).toMatchObject({
      ...{ severity: "notice", outcome: "refused", about: null, launchId: null },
      refusal: { reason: "not_an_operator" },
    });
  });
});
