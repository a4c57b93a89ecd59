import { describe, expect, it } from "vitest";
import { approvalRequestedEvent } from "../../../functions/core/audit-approval-event.ts";
import { contextEvent } from "../../../functions/core/audit-context-event.ts";
import {
  type AuditEvent,
  faultEvent,
  identityProviderKeysEvent,
  launchEvent,
  requestRefusedEvent,
  signInEvent,
  signOutEvent,
} from "../../../functions/core/audit-event.ts";
import { explainedEvent } from "../../../functions/core/audit-explained-event.ts";
import { helpDeskEvent } from "../../../functions/core/audit-help-desk-event.ts";
import { sessionEndedEvent } from "../../../functions/core/audit-session-event.ts";
import { refusal } from "../../../functions/core/refusal.ts";
import { AUDIT_COLUMNS, PARTITION_COLUMNS } from "../../../infra/audit/audit-columns.ts";
import { savedQueries } from "../../../infra/audit/saved-queries.ts";
import { aRequest } from "../../support/approval-builders.ts";
import { ANA } from "../../support/broker-builders.ts";

const STAMP = { time: "2026-08-01T09:00:00.000Z", correlationId: "c-1" };
const EVENTS: readonly AuditEvent[] = [
  signInEvent(STAMP, "corporate", { refusal: refusal("sign_in_cancelled") }),
  launchEvent(STAMP, {
    launchId: undefined,
    principal: undefined,
    application: undefined,
    diagnostics: undefined,
    failedAttempts: [],
    placement: undefined,
    awsRequestId: undefined,
    waitedSeconds: null,
    client: "portal",
    result: { outcome: "url_created" },
  }),
  sessionEndedEvent(
    STAMP,
    ANA,
    { kind: "self" },
    {
      ...{ launchId: "launch-1", application: "treasury", fleetId: "ireland", sessionId: "session-1" },
    },
  ),
  helpDeskEvent(STAMP, ANA, { lookup: "page" }),
  requestRefusedEvent(STAMP, "GET /", refusal("cross_site_request")),
  signOutEvent(STAMP, undefined),
  explainedEvent(STAMP, ANA, { refusal: refusal("launch_not_found"), launchId: "launch-9" }),
  contextEvent(
    STAMP,
    {
      ...{ launchId: null, principal: null, application: null, placement: null },
      ...{ fleetId: null, sessionId: null },
    },
    refusal("handle_unknown"),
  ),
  approvalRequestedEvent(STAMP, aRequest()),
  identityProviderKeysEvent(STAMP, "campus", { certificateDays: 400, metadataDays: null }),
  faultEvent(STAMP, "unexpected_error", {}),
];

describe("AUDIT_COLUMNS", () => {
  it("are the fields of the events, no more and no fewer", () => {
    const fields = new Set(EVENTS.flatMap((event) => Object.keys(event)).map((name) => name.toLowerCase()));
    expect(AUDIT_COLUMNS.map(({ name }) => name).toSorted()).toEqual([...fields].toSorted());
  });

  it("do not share a name with a partition", () => {
    const names = AUDIT_COLUMNS.map(({ name }) => name);
    expect(PARTITION_COLUMNS.filter(({ name }) => names.includes(name))).toEqual([]);
  });
});

describe("savedQueries", () => {
  const queries = savedQueries("events", "everywhere");

  it("have names of their own", () => {
    expect(new Set(queries.map(({ name }) => name)).size).toBe(queries.length);
  });

  it("look for the launch of a session in all Regions, and for all else in their own", () => {
    const wide = queries.filter(({ sql }) => sql.includes("everywhere")).map(({ name }) => name);
    expect(wide).toEqual(["sessions-without-launch"]);
  });

  it("are each bounded by day, but for the one that makes a table", () => {
    for (const { name, sql } of queries) {
      if (name !== "sessions-table") expect(sql, name).toContain("day >= date_format(current_date");
    }
  });
});
