import { describe, expect, it } from "vitest";
import { ok } from "../../functions/core/result.ts";
import { lookAround } from "../../functions/launching/look-around.ts";
import { createRegionHealth } from "../../functions/launching/region-health.ts";
import {
  ANA,
  ANA_ELSEWHERE,
  type ApprovalStage,
  anApprovalPolicy,
  anApprovalStage,
  BEN,
  CARLA,
  INTENT,
  NOBODY,
  REASON,
} from "../support/approval-stage.ts";
import { anApplication, NOW_SECONDS } from "../support/http-builders.ts";
import { createMemoryUses } from "../support/memory-uses.ts";

const reasonOf = (answer: unknown): unknown => (answer as { error?: { reason: string } }).error?.reason;

/** What a launch of theirs would be decided to be, and what was asked for it. */
async function launched(stage: ApprovalStage, applicationId = "vault", principal = ANA) {
  const asked: string[] = [];
  const { decision } = await lookAround(
    {
      ...{ index: stage.index, now: stage.now, health: createRegionHealth(stage.now, () => 0.5) },
      grants: {
        read: (userId, application) => {
          asked.push("grant");
          return stage.grants.read(userId, application);
        },
      },
      watch: {
        observe: async () => {
          asked.push("fleets");
          return { fleets: new Map(), drains: new Map() };
        },
      },
      places: { recent: async () => [], remember: async () => ok(undefined) },
      gateway: { findSession: async () => ok(undefined) },
      uses: createMemoryUses(),
    },
    { principal, applicationId, evidence: { clientIp: undefined, edge: undefined }, hasConsented: false },
  );
  return { asked, outcome: decision.outcome === "refuse" ? decision.refusal.reason : decision.outcome };
}

describe("a launch", () => {
  it("costs nobody a look for an approval that is not asked for", async () => {
    expect(await launched(anApprovalStage(), "treasury")).toEqual({ asked: ["fleets"], outcome: "permit" });
  });

  it("asks nothing of AppStream for whom nobody approved", async () => {
    expect(await launched(anApprovalStage())).toEqual({ asked: ["grant"], outcome: "approval_required" });
  });

  it("does not look for a grant of somebody whom the policy refuses", async () => {
    expect(await launched(anApprovalStage(), "vault", NOBODY)).toEqual({
      asked: [],
      outcome: "not_in_audience",
    });
  });

  it("stays closed while the table of grants is away", async () => {
    const stage = anApprovalStage();
    await stage.answer(BEN, await stage.asked());
    stage.memory.setAway(true);
    expect(await launched(stage)).toEqual({ asked: ["grant"], outcome: "approval_store_unavailable" });
  });

  it("is open from the approval until its end, and for nobody else", async () => {
    const stage = anApprovalStage();
    await stage.answer(BEN, await stage.asked());
    expect((await launched(stage)).outcome).toBe("permit");
    expect((await launched(stage, "vault-a")).outcome).toBe("approval_required");
    stage.pass(3_599);
    expect((await launched(stage)).outcome).toBe("permit");
    stage.pass(1);
    expect((await launched(stage)).outcome).toBe("approval_required");
  });
});

describe("createAskApproval", () => {
  const ask = (stage: ApprovalStage, change = {}) =>
    stage.askApproval({ principal: ANA, intent: INTENT, reason: REASON, correlationId: "c", ...change });

  it("opens a request, in this Region, and writes it down", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    expect(id).toMatch(/^eu-west-1\.[\w-]{22}$/);
    expect(stage.memory.requests.get(id)?.request).toEqual({
      ...{ id, application: "vault", reason: REASON, askedAt: NOW_SECONDS, answerUntil: NOW_SECONDS + 7_200 },
      requester: { identityProvider: "corporate", subject: "00u-ana", userId: ANA.userId },
    });
    expect(stage.audit.events).toMatchObject([{ event: "approval_requested", reason: REASON }]);
  });

  it("keeps name, address and deep link sealed", async () => {
    const stage = anApprovalStage();
    const stored = JSON.stringify(stage.memory.requests.get(await stage.asked()));
    for (const secret of ["ana@example.com", "Ana Example", "box-12"]) {
      expect(stored).not.toContain(secret);
      expect(JSON.stringify(stage.audit.events)).not.toContain(secret);
    }
  });

  it.each([
    [
      "an application that there is not",
      { intent: { ...INTENT, application: "gone" } },
      "application_unknown",
    ],
    ["somebody outside its audience", { principal: NOBODY }, "not_in_audience"],
    ["a deep link that would not open", { intent: { ...INTENT, context: "box-x" } }, "context_invalid"],
    ["no reason", { reason: " \n " }, "approval_reason_invalid"],
    ["a reason that is too short", { reason: "please" }, "approval_reason_invalid"],
    ["one that is too long", { reason: "x".repeat(501) }, "approval_reason_invalid"],
  ])("refuses %s", async (_what, change, reason) => {
    const stage = anApprovalStage();
    expect(reasonOf(await ask(stage, change))).toBe(reason);
    expect(stage.memory.requests.size).toBe(0);
    expect(stage.audit.events).toEqual([]);
  });

  it("leads to the request that is open already, whatever the reason", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    expect(await stage.asked(ANA, INTENT, "")).toBe(id);
    expect(stage.told()).toEqual(["approval_requested"]);
  });

  it("leads everybody who pressed twice at once to one request", async () => {
    const stage = anApprovalStage();
    const ids = await Promise.all(Array.from({ length: 10 }, () => stage.asked()));
    expect(new Set(ids).size).toBe(1);
    expect(stage.told()).toEqual(["approval_requested"]);
  });

  it("sends on whoever needs no approval, or has one", async () => {
    const stage = anApprovalStage();
    const intent = { ...INTENT, application: "treasury", context: undefined };
    expect(await ask(stage, { intent })).toStrictEqual(ok({ outcome: "not_needed" }));
    await stage.answer(BEN, await stage.asked());
    expect(await ask(stage)).toStrictEqual(ok({ outcome: "not_needed" }));
    stage.pass(3_600);
    expect(await ask(stage)).toMatchObject({ value: { outcome: "asked" } });
  });

  it("has nobody ask for more than five at once", async () => {
    const stage = anApprovalStage();
    const of = (application: string) => ({ ...INTENT, application });
    for (const id of ["a", "b", "c", "d", "e"]) await stage.asked(ANA, of(`vault-${id}`));
    expect(reasonOf(await ask(stage))).toBe("approval_limit");
    const [first = ""] = stage.memory.requests.keys();
    await stage.answer(BEN, first, "refused");
    expect(await ask(stage)).toMatchObject({ value: { outcome: "asked" } });
  });

  it("tells of an application that very many ask for", async () => {
    const stage = anApprovalStage();
    const full = { ...stage.approvals, open: async () => ({ ok: false, error: "full" }) as const };
    Object.assign(stage.memory.approvals, full);
    expect(reasonOf(await ask(stage))).toBe("approval_limit");
  });

  it("asks nothing while the table is away", async () => {
    const stage = anApprovalStage();
    stage.memory.setAway(true);
    expect(reasonOf(await ask(stage))).toBe("approval_store_unavailable");
  });
});

describe("createDecideApproval", () => {
  it("opens the application to the requester, and writes down who said so", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    stage.pass(60);
    expect(await stage.answer(BEN, id)).toMatchObject({ ok: true });
    expect(stage.memory.granted.get(`${ANA.userId} vault`)).toMatchObject({
      ...{ id, application: "vault", grantedAt: NOW_SECONDS + 60, until: NOW_SECONDS + 3_660 },
      approver: { subject: "00u-ben" },
    });
    expect(stage.audit.events.at(-1)).toMatchObject({
      ...{ event: "approval_granted", approvalId: id, until: NOW_SECONDS + 3_660 },
      approver: { identityProvider: "corporate", subject: "00u-ben", userId: "user-ben" },
    });
  });

  it("opens nothing by a no", async () => {
    const stage = anApprovalStage();
    expect(await stage.answer(BEN, await stage.asked(), "refused")).toMatchObject({ ok: true });
    expect(stage.memory.granted.size).toBe(0);
    expect(stage.audit.events.at(-1)).toMatchObject({ event: "approval_refused", until: null });
  });

  it.each([
    ["the requester", ANA, "approval_by_requester"],
    [
      "the requester, who is an approver too",
      { ...ANA, groups: ["treasury", "chiefs"] },
      "approval_by_requester",
    ],
    ["the requester by another account of theirs", ANA_ELSEWHERE, "approval_by_requester"],
    ["somebody who is no approver", NOBODY, "approval_not_found"],
  ])("takes no answer of %s", async (_who, principal, reason) => {
    const stage = anApprovalStage();
    expect(reasonOf(await stage.answer(principal, await stage.asked()))).toBe(reason);
    expect(stage.memory.granted.size).toBe(0);
    expect(stage.told()).toEqual(["approval_requested"]);
  });

  it.each([
    ["that nobody made", "eu-west-1.AAAAAAAAAAAAAAAAAAAAAA"],
    ["of another Region", "us-gov-east-1.AAAAAAAAAAAAAAAAAAAAAA"],
    ["that is none", "../launch"],
  ])("knows no request %s", async (_what, id) => {
    expect(reasonOf(await anApprovalStage().answer(BEN, id))).toBe("approval_not_found");
  });

  it("counts the first answer, and no other, however many come at once", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        stage.answer(n % 2 ? BEN : CARLA, id, n % 3 ? "approved" : "refused"),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(new Set(answers.filter((answer) => !answer.ok).map(reasonOf))).toEqual(new Set(["approval_over"]));
    expect(stage.told()).toHaveLength(2);
  });

  it("takes no answer again, and none that comes late", async () => {
    const stage = anApprovalStage();
    const answered = await stage.asked();
    await stage.answer(BEN, answered, "refused");
    expect(reasonOf(await stage.answer(CARLA, answered))).toBe("approval_over");
    const late = await stage.asked();
    stage.pass(7_200);
    expect(reasonOf(await stage.answer(CARLA, late))).toBe("approval_over");
    expect(stage.memory.granted.size).toBe(0);
    expect(stage.told().at(-1)).toBe("approval_expired");
  });

  it("takes no answer where it is not known any more who asks", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    Object.assign(stage.memory.requests.get(id) ?? {}, { sealedDetails: "of-a-retired-key" });
    expect(reasonOf(await stage.answer(BEN, id))).toBe("approval_not_found");
  });

  it("cannot be led by what was sealed for another request", async () => {
    const stage = anApprovalStage();
    const [id, other] = [await stage.asked(), await stage.asked(ANA, { ...INTENT, application: "vault-a" })];
    const sealedDetails = stage.memory.requests.get(other)?.sealedDetails;
    Object.assign(stage.memory.requests.get(id) ?? {}, { sealedDetails });
    expect(reasonOf(await stage.answer(BEN, id))).toBe("approval_not_found");
  });

  it("tells of an answer that was counted although the table did not say so", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    const { close } = stage.memory.approvals;
    Object.assign(stage.memory.approvals, {
      close: async (...answer: Parameters<typeof close>) => {
        await close(...answer);
        return { ok: false, error: "unavailable" };
      },
    });
    expect(await stage.answer(BEN, id)).toMatchObject({ ok: true });
    expect(stage.told().at(-1)).toBe("approval_granted");
  });

  it("is not sure of an answer that cannot be found again", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    Object.assign(stage.memory.approvals, { close: async () => ({ ok: false, error: "unavailable" }) });
    expect(reasonOf(await stage.answer(BEN, id))).toBe("approval_store_unavailable");
    expect(stage.memory.granted.size).toBe(0);
    expect(stage.audit.events.at(-1)).toMatchObject({
      ...{ event: "fault", fault: "approval_answer_uncertain", severity: "error" },
      detail: { approval: id, verdict: "approved", userId: BEN.userId },
    });
  });

  it("has told of a yes before it is opened anywhere", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    const before: (string | undefined)[] = [];
    Object.assign(stage.memory.grants, {
      write: async () => {
        before.push(stage.told().at(-1));
        return [];
      },
    });
    await stage.answer(BEN, id);
    expect(before).toEqual(["approval_granted"]);
  });

  it("tells of Regions that a grant did not reach, and stands", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    Object.assign(stage.memory.grants, { write: async () => ["us-east-1"] });
    expect(await stage.answer(BEN, id)).toMatchObject({ ok: true });
    expect(stage.audit.events.at(-1)).toMatchObject({
      ...{ event: "fault", fault: "approval_grant_not_written", severity: "error" },
      detail: { approval: id, regions: "us-east-1" },
    });
  });
});

describe("createShowApproval", () => {
  const show = (stage: ApprovalStage, principal: typeof ANA, id: string) =>
    stage.showApproval(principal, id, "c-show");

  it("shows a request to who made it and to its approvers, and to nobody else", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    expect(await show(stage, ANA, id)).toMatchObject({ value: { role: "requester", isGranted: false } });
    expect(await show(stage, BEN, id)).toMatchObject({
      value: { role: "approver", mayDecide: true, details: { displayName: "Ana Example", intent: INTENT } },
    });
    expect(await show(stage, ANA_ELSEWHERE, id)).toMatchObject({
      value: { role: "approver", mayDecide: false },
    });
    expect(reasonOf(await show(stage, NOBODY, id))).toBe("approval_not_found");
  });

  it("brings the grant to this Region before it leads on, or does not lead on", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    const { write } = stage.memory.grants;
    Object.assign(stage.memory.grants, { write: async () => ["eu-west-1"] });
    await stage.answer(BEN, id);
    expect(reasonOf(await show(stage, ANA, id))).toBe("approval_store_unavailable");
    Object.assign(stage.memory.grants, { write });
    expect(await show(stage, ANA, id)).toMatchObject({ value: { isGranted: true } });
    expect((await launched(stage)).outcome).toBe("permit");
  });

  it("leads nobody on once the approval is over", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    await stage.answer(BEN, id);
    stage.pass(3_600);
    expect(await show(stage, ANA, id)).toMatchObject({ value: { state: "approved", isGranted: false } });
  });

  it("leads nobody on to an application that the policy has no more", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    await stage.answer(BEN, id);
    const { vault: _, ...applications } = anApprovalPolicy().applications;
    const later = anApprovalStage({ ...anApprovalPolicy(), applications });
    for (const [key, request] of stage.memory.requests) {
      (later.memory.requests as Map<string, typeof request>).set(key, request);
    }
    expect(await show(later, ANA, id)).toMatchObject({ value: { role: "requester", isGranted: false } });
    expect(reasonOf(await show(later, BEN, id))).toBe("approval_not_found");
  });

  it("tells once that nobody answered in time", async () => {
    const stage = anApprovalStage();
    const id = await stage.asked();
    stage.pass(7_200);
    for (const principal of [ANA, BEN, ANA]) {
      expect(await show(stage, principal, id)).toMatchObject({ value: { state: "expired" } });
    }
    expect(stage.told()).toEqual(["approval_requested", "approval_expired"]);
  });
});

describe("createListApprovals", () => {
  it("lists what somebody may answer, oldest first, and what is their own", async () => {
    const stage = anApprovalStage();
    const first = await stage.asked();
    stage.pass(60);
    const second = await stage.asked({
      ...ANA,
      subject: "00u-dora",
      userId: "user-dora",
      email: "dora@example.com",
    });
    const list = (principal: typeof ANA) => stage.listApprovals(principal, "c-list");
    const ids = (found: readonly { readonly request: { readonly id: string } }[]) =>
      found.map(({ request }) => request.id);
    const bens = await list(BEN);
    expect([ids(bens.toDecide), ids(bens.own), bens.isApprover]).toEqual([[first, second], [], true]);
    const anas = await list(ANA);
    expect([ids(anas.toDecide), ids(anas.own), anas.isApprover]).toEqual([[], [first], false]);
    // By her other account Ana may answer Dora, and not herself.
    expect(ids((await list(ANA_ELSEWHERE)).toDecide)).toEqual([second]);
    await stage.answer(BEN, first, "refused");
    expect(ids((await list(CARLA)).toDecide)).toEqual([second]);
    stage.pass(7_200);
    expect((await list(CARLA)).toDecide).toEqual([]);
  });

  it("says that it may not be whole", async () => {
    const stage = anApprovalStage();
    stage.memory.setAway(true);
    expect(await stage.listApprovals(BEN, "c")).toEqual({
      isApprover: true,
      toDecide: [],
      own: [],
      isWhole: false,
    });
  });

  it("has nothing to answer where no application asks for approval", async () => {
    const stage = anApprovalStage({ ...anApprovalPolicy(), applications: { treasury: anApplication() } });
    expect(await stage.listApprovals(BEN, "c")).toMatchObject({ isApprover: false, toDecide: [] });
  });
});
