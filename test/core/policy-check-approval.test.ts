import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../functions/core/policy-schema.ts";
import { policyWarnings } from "../../functions/core/policy-warnings.ts";
import { type Json, withValue, withValues } from "../support/policies.ts";
import { issueLines, issuesOf, policyOf } from "../support/policy-issues.ts";

const at = ["applications", "treasury", "approval"];
const issues = (approval: Json) => issuesOf(withValue(at, approval));

describe("the schema of an approval", () => {
  it("fills in its defaults", () => {
    const parsed = parsePolicy(withValue(at, { approvers: { groups: ["chiefs"] } }));
    expect(parsed).toMatchObject({
      value: {
        applications: {
          treasury: {
            approval: { grantSeconds: 28_800, requestSeconds: 28_800, minReasonLength: 10, notify: null },
          },
        },
      },
    });
  });

  it.each([
    ["grantSeconds", 299, "must be a whole number from 300 to 2592000"],
    ["requestSeconds", 604_801, "must be a whole number from 300 to 604800"],
    ["minReasonLength", 501, "must be a whole number from 1 to 500"],
  ])("bounds %s", (key, value, message) => {
    expect(issues({ approvers: { groups: ["chiefs"] }, [key]: value })).toStrictEqual([
      `applications.treasury.approval.${key} ${message}`,
    ]);
  });

  it.each([
    "nobody",
    "a@b",
    "a b@example.com",
    "a@example.com?bcc=x@example.com",
    "<a@example.com>",
    "a@ex\u00e4mple.com",
  ])("takes %j for no e-mail address", (email) => {
    expect(issues({ approvers: { groups: ["chiefs"] }, notify: { email } })).toStrictEqual([
      "applications.treasury.approval.notify.email must be an e-mail address",
    ]);
  });
});

describe("approvalRules", () => {
  it("accepts approvers", () => {
    expect(
      issues({ approvers: { groups: ["chiefs"] }, notify: { email: "chiefs@bank.example" } }),
    ).toStrictEqual([]);
  });

  it.each([{}, { approvers: {} }])("refuses an approval that nobody can give: %j", (approval) => {
    expect(issues(approval)).toStrictEqual([
      "applications.treasury.approval.approvers must name somebody: nobody could ever open this application",
    ]);
  });

  it("refuses approvers of a provider that there is not", () => {
    const approvers = {
      groupsByProvider: { corporat: ["chiefs"] },
      subjects: [{ identityProvider: "campus", subject: "1" }],
    };
    expect(issues({ approvers })).toStrictEqual([
      "applications.treasury.approval.approvers.groupsByProvider.corporat `corporat` is not in identityProviders; did you mean `corporate`?",
      "applications.treasury.approval.approvers.subjects.0.identityProvider `campus` is not in identityProviders",
    ]);
  });

  it("refuses another approval, or none, beside it on one stack", () => {
    const report = (approval: Json): Json => ({
      ...{ name: "Report", appstreamApplication: "Report", fleets: ["ireland"], approval },
      ...{ audience: { groups: ["treasury"] }, conditions: { mfa: true, networks: ["headquarters"] } },
    });
    const both = (other: Json) =>
      issuesOf(
        withValues([at, { approvers: { groups: ["a", "b"] } }], [["applications", "report"], report(other)]),
      );
    expect(both({ approvers: { groups: ["b", "a"] }, requestSeconds: 600 })).toStrictEqual([]);
    const fault = expect.stringMatching(
      /^applications\.report\.approval differs from that of `treasury`, but a streaming URL/,
    );
    expect(both(null)).toStrictEqual([fault]);
    expect(both({ approvers: { groups: ["a"] } })).toStrictEqual([fault]);
    expect(both({ approvers: { groups: ["a", "b"] }, grantSeconds: 600 })).toStrictEqual([fault]);
  });
});

describe("approvalWarnings", () => {
  const warned = (approvers: Json) =>
    issueLines(
      policyWarnings(policyOf(withValue(at, { approvers }))).filter(({ rule }) => rule === "approver_alone"),
    );
  const subject = { identityProvider: "corporate", subject: "chief" };

  it("tells of one person on whom all depends", () => {
    expect(warned({ subjects: [subject] })).toStrictEqual([
      "applications.treasury.approval.approvers is one person: the application opens to nobody while they are away, and never to themselves; name a group, or a second person",
    ]);
    expect(warned({ subjects: [subject, { ...subject, subject: "deputy" }] })).toStrictEqual([]);
    expect(warned({ subjects: [subject], groupsByProvider: { corporate: ["chiefs"] } })).toStrictEqual([]);
  });
});
