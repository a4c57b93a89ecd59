import { describe, expect, it } from "vitest";
import { revocationEvent } from "../../functions/core/audit-revocation-event.ts";
import { refusal } from "../../functions/core/refusal.ts";

const STAMP = { time: "2026-11-21T12:00:00.000Z", correlationId: "c-1" };
const NOBODY = {
  ...{ identityProvider: null, subject: null, scope: null, missingIn: [], owner: null, reason: null },
};

describe("revocationEvent", () => {
  it("says nothing of whom it does not know", () => {
    expect(revocationEvent(STAMP, { event: "sessions_revoked", by: "backchannel_logout" })).toStrictEqual({
      ...{ schema: "streamgate.audit.v1", ...STAMP, severity: "info", event: "sessions_revoked" },
      ...{ outcome: "success", by: "backchannel_logout", ...NOBODY, refusal: null },
    });
  });

  it("says of an operator who and why", () => {
    const account = {
      ...({ event: "person_disabled", by: "operator", scope: "person" } as const),
      ...{ identityProvider: "corporate", subject: "00u-ana", owner: "Ben", reason: "left" },
    };
    expect(revocationEvent(STAMP, account)).toMatchObject({ ...account, outcome: "success" });
  });

  it("says why a token was refused", () => {
    const refused = refusal("logout_token_invalid", { rule: "issuer" });
    expect(revocationEvent(STAMP, { event: "sessions_revoked", by: "saml_logout", refused })).toMatchObject({
      ...{ outcome: "refused", severity: "notice" },
      refusal: { reason: "logout_token_invalid", evidence: { rule: "issuer" } },
    });
  });

  it("counts what is not done everywhere as a fault of ours, whoever asked", () => {
    const account = { event: "person_enabled", by: "operator", missingIn: ["us-east-1"] } as const;
    expect(revocationEvent(STAMP, account)).toMatchObject({
      ...{ outcome: "incomplete", severity: "error", missingIn: ["us-east-1"] },
    });
  });
});
