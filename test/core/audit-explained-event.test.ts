import { describe, expect, it } from "vitest";
import { explainedEvent } from "../../functions/core/audit-explained-event.ts";
import { explainLaunch } from "../../functions/core/explain-launch.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { anArchivedLaunch, anExplainIndex, dataOf, VERSION } from "../support/explain-builders.ts";

const STAMP = { time: "2026-07-08T10:00:00.000Z", correlationId: "0123-4567-89AB-CDEF" };
const ASKER = {
  ...{ identityProvider: "corporate", subject: "lucia-1", userId: "u-lucia", groups: ["help-desk"] },
  ...{ displayName: "Lucía Example", email: "lucia@northwind.example", country: undefined },
  ...{ mfaEvidence: undefined, authenticatedAt: 0 },
};
const ABOUT = { identityProvider: "corporate", subject: "ana-7" };

describe("explainedEvent", () => {
  it("says who asked about whom, and by which policy it was answered", () => {
    expect(explainedEvent(STAMP, ASKER, { about: ABOUT, data: dataOf() })).toStrictEqual({
      ...{ schema: "streamgate.audit.v1", ...STAMP, severity: "info", event: "explained" },
      ...{ outcome: "answered", about: ABOUT, launchId: null, refusal: null },
      principal: { identityProvider: "corporate", subject: "lucia-1", userId: "u-lucia" },
      ...{ application: "treasury", policyVersion: VERSION },
    });
  });

  it("names the launch that was asked about", () => {
    const { data } = explainLaunch(anArchivedLaunch(), anExplainIndex());
    expect(explainedEvent(STAMP, ASKER, { about: ABOUT, data }).launchId).toBe("launch-7");
  });

  it("keeps a question that was refused, and the launch that it was about", () => {
    const refused = { refusal: refusal("launch_not_found"), launchId: "launch-9" };
    expect(explainedEvent(STAMP, ASKER, refused)).toMatchObject({
      ...{ severity: "notice", outcome: "refused", about: null, application: null, policyVersion: null },
      ...{ launchId: "launch-9", refusal: { reason: "launch_not_found", evidence: {} } },
    });
  });
});
