import { describe, expect, it } from "vitest";
import {
  approvalId,
  approvalNeeded,
  grantOf,
  homeOfApproval,
  identityOf,
  isApprover,
  isSamePerson,
  mayDecide,
  stateOf,
} from "../../functions/core/approval.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok } from "../../functions/core/result.ts";
import {
  ANA,
  APPROVAL,
  APPROVAL_ID,
  aDecision,
  aGrant,
  aRequest,
  BEN,
} from "../support/approval-builders.ts";
import { aPrincipal, indexedApplication, WEDNESDAY_NOON } from "../support/core-builders.ts";

const NOW = WEDNESDAY_NOON + 100;
const atlas = indexedApplication({ approval: APPROVAL });
const open = indexedApplication({});

describe("stateOf", () => {
  it.each([
    ["requested", "nobody answered, and there is time", null, NOW],
    ["expired", "the time to answer is over", null, aRequest().answerUntil],
    ["approved", "it was approved, however long ago", aDecision(), aRequest().answerUntil + 1],
    ["refused", "it was refused", aDecision({ verdict: "refused", openUntil: null }), NOW],
  ])("is %s where %s", (state, _why, decision, now) => {
    expect(stateOf(aRequest(), decision, now)).toBe(state);
  });
});

describe("isSamePerson", () => {
  it.each([
    ["the same identity", {}, true],
    ["one with another name and no e-mail address", { displayName: "Ana G.", email: undefined }, true],
    [
      "another subject of the provider",
      { subject: "1", userId: "u-1", email: "other@campus.example" },
      false,
    ],
    [
      "the same subject at another provider",
      { identityProvider: "corporate", userId: "u-1", email: "other@campus.example" },
      false,
    ],
    [
      "the same e-mail address at another provider",
      { identityProvider: "corporate", subject: "1", userId: "u-1" },
      true,
    ],
    [
      "the same address in other capitals",
      { subject: "1", userId: "u-1", email: " Ana@Campus.Example" },
      true,
    ],
    ["the same user id", { subject: "1", email: "other@campus.example" }, true],
    ["somebody without an address", { subject: "1", userId: "u-1", email: undefined }, false],
  ])("looks at %s", (_what, deviation, same) => {
    const other = aPrincipal(deviation);
    expect(isSamePerson(ANA, other)).toBe(same);
    expect(isSamePerson(other, ANA)).toBe(same);
  });

  it("knows nobody by an address that only one of them has", () => {
    const nameless = aPrincipal({ subject: "1", userId: "u-1", email: undefined });
    expect(isSamePerson(nameless, { ...ANA, email: undefined })).toBe(false);
  });
});

describe("isApprover", () => {
  it("is nobody of an application that asks for no approval, or that there is not", () => {
    expect(isApprover(BEN, atlas)).toBe(true);
    expect(isApprover(ANA, atlas)).toBe(false);
    expect(isApprover(BEN, open)).toBe(false);
    expect(isApprover(BEN, undefined)).toBe(false);
  });
});

describe("mayDecide", () => {
  const known = { request: aRequest(), decision: null, requesterEmail: ANA.email };
  const named = { approval: APPROVAL_ID, application: "atlas" };

  it("lets an approver who is somebody else", () => {
    expect(mayDecide(BEN, atlas, known, NOW)).toStrictEqual(ok(APPROVAL));
  });

  it.each([
    ["themselves", { groups: ["chiefs"] }],
    ["themselves, who are no approver at all", {}],
    ["themselves with another e-mail address", { groups: ["chiefs"], email: "ben@campus.example" }],
    [
      "themselves at another provider, by e-mail",
      { groups: ["chiefs"], identityProvider: "corporate", subject: "9", userId: "u-9" },
    ],
    [
      "themselves by another subject with the address in capitals",
      { groups: ["chiefs"], subject: "9", userId: "u-9", email: "ANA@CAMPUS.EXAMPLE" },
    ],
  ])("refuses %s", (_who, deviation) => {
    expect(mayDecide(aPrincipal(deviation), atlas, known, NOW)).toStrictEqual(
      err(refusal("approval_by_requester", named)),
    );
  });

  it("tells whoever is no approver that there is nothing", () => {
    const nobody = aPrincipal({ subject: "2", userId: "u-2", email: undefined });
    expect(mayDecide(nobody, atlas, known, NOW)).toStrictEqual(err(refusal("approval_not_found")));
    // The policy has lost the application, or its approval, since.
    expect(mayDecide(BEN, undefined, known, NOW)).toStrictEqual(err(refusal("approval_not_found")));
    expect(mayDecide(BEN, open, known, NOW)).toStrictEqual(err(refusal("approval_not_found")));
  });

  it.each([
    ["approved", aDecision(), NOW],
    ["refused", aDecision({ verdict: "refused", openUntil: null }), NOW],
    ["expired", null, aRequest().answerUntil],
  ])("refuses an answer to a request that is %s", (state, decision, now) => {
    expect(mayDecide(BEN, atlas, { ...known, decision }, now)).toStrictEqual(
      err(refusal("approval_over", { ...named, state })),
    );
  });
});

describe("grantOf", () => {
  it("is what an approval opens, and nothing else opens anything", () => {
    expect(grantOf(aRequest(), aDecision())).toStrictEqual(aGrant());
    expect(grantOf(aRequest(), aDecision({ verdict: "refused", openUntil: null }))).toBeUndefined();
    expect(grantOf(aRequest(), null)).toBeUndefined();
  });
});

describe("approvalNeeded", () => {
  it("asks nothing of an application without approval", () => {
    expect(approvalNeeded(open, ANA, undefined, NOW)).toBe(false);
  });

  it.each([
    ["none was given", undefined, NOW, true],
    ["it is in force", aGrant(), NOW, false],
    ["it has a second left", aGrant(), aGrant().until - 1, false],
    ["it is over", aGrant(), aGrant().until, true],
    ["it is another application's", aGrant({ application: "other" }), NOW, true],
    [
      "it is another identity's with the same user id",
      aGrant({ requester: { ...identityOf(ANA), subject: "1" } }),
      NOW,
      true,
    ],
    ["the person gave it to themselves", aGrant({ approver: identityOf(ANA) }), NOW, true],
    ["the policy has shortened it since", aGrant({ grantedAt: WEDNESDAY_NOON - 3_600 }), NOW, true],
  ])("of one with approval, where %s", (_why, grant, now, needed) => {
    expect(approvalNeeded(atlas, ANA, grant, now)).toBe(needed);
  });
});

describe("homeOfApproval", () => {
  it("reads the Region that an id names", () => {
    expect(homeOfApproval(approvalId("us-gov-west-1", "AAAAAAAAAAAAAAAAAAAAAQ"))).toBe("us-gov-west-1");
    expect(homeOfApproval(APPROVAL_ID)).toBe("eu-west-1");
  });

  it.each([
    "",
    "eu-west-1",
    "eu-west-1.",
    ".AAAAAAAAAAAAAAAAAAAAAA",
    "eu-west-1.AAAAAAAAAAAAAAAAAAAAA",
    "eu-west-1.AAAAAAAAAAAAAAAAAAAAAAA",
    // Bits that 16 bytes do not have: two texts for one id.
    "eu-west-1.AAAAAAAAAAAAAAAAAAAAAB",
    "EU-WEST-1.AAAAAAAAAAAAAAAAAAAAAA",
    "eu-west-1.AAAAAAAAAAAAAAAAAAAA/A",
    " eu-west-1.AAAAAAAAAAAAAAAAAAAAAA",
    "eu-west-1.AAAAAAAAAAAAAAAAAAAAAA\n",
    "eu-west-1..AAAAAAAAAAAAAAAAAAAAA",
    "../launch/atlas",
  ])("takes %j for no id", (text) => {
    expect(homeOfApproval(text)).toBeUndefined();
  });
});
