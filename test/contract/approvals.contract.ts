/** What every ApprovalStore and ApprovalGrants must do: one open request a person and application, one answer that counts. */
import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ApprovalGrants, ApprovalStore, NewApproval } from "../../functions/approval-ports.ts";
import { approvalId } from "../../functions/core/approval.ts";
import { err, ok } from "../../functions/core/result.ts";
import { aDecision, aGrant, aRequest } from "../support/approval-builders.ts";

const NOW = aRequest().askedAt;

export interface Approvals {
  readonly approvals: ApprovalStore;
  readonly grants: ApprovalGrants;
}

const random = (): string => randomBytes(16).toString("base64url");

/** Of somebody and for something that no other case knows of. */
function aNew(overrides: Partial<NewApproval["request"]> = {}): NewApproval {
  const requester = { ...aRequest().requester, userId: `u-${random()}` };
  const own = {
    id: approvalId("eu-west-1", random()),
    application: `atlas-${random().toLowerCase()}`,
    requester,
  };
  const request = aRequest({ ...own, ...overrides });
  return { request, sealedDetails: "sealed", expiresAt: request.answerUntil + 3_600 };
}

/** `make` gives the stores of a broker in eu-west-1, where they may hold what other cases put there. */
export function describeApprovals(make: () => Promise<Approvals>): void {
  describe("open and find", () => {
    it("keeps a request as it was asked", async () => {
      const { approvals } = await make();
      const asked = aNew({ reason: 'ñ "quoted" 漢字 🔧' });
      expect(await approvals.open(asked, NOW)).toStrictEqual(ok(undefined));
      expect(await approvals.find(asked.request.id, NOW)).toStrictEqual(
        ok({ request: asked.request, sealedDetails: "sealed", decision: null, isClosedUnanswered: false }),
      );
    });

    it.each([
      ["that nobody made", approvalId("eu-west-1", random())],
      ["of a Region that is none of the broker's", approvalId("us-gov-east-1", random())],
      ["whose id is none", "launch-7"],
    ])("finds no request %s", async (_what, id) => {
      expect(await (await make()).approvals.find(id, NOW)).toStrictEqual(ok(undefined));
    });

    it("forgets a request at its time, whenever the table does", async () => {
      const { approvals } = await make();
      const asked = aNew();
      await approvals.open(asked, NOW);
      expect(await approvals.find(asked.request.id, asked.expiresAt - 1)).toMatchObject({ value: {} });
      expect(await approvals.find(asked.request.id, asked.expiresAt)).toStrictEqual(ok(undefined));
    });

    it("opens one of twenty that one person asks for at once", async () => {
      const { approvals } = await make();
      const first = aNew();
      const { requester, application } = first.request;
      const asked = Array.from({ length: 20 }, () => aNew({ requester, application }));
      const answers = await Promise.all(asked.map((one) => approvals.open(one, NOW)));
      expect(answers.filter(({ ok: isOpen }) => isOpen)).toHaveLength(1);
      expect(answers.filter((answer) => !answer.ok && answer.error === "conflict")).toHaveLength(19);
      const { ids } = await approvals.listed({ userId: requester.userId }, NOW);
      expect(ids).toHaveLength(1);
    });

    it("opens another once the first is answered, or over", async () => {
      const { approvals } = await make();
      const first = aNew();
      const { requester, application, answerUntil } = first.request;
      await approvals.open(first, NOW);
      const again = () => aNew({ requester, application });
      expect(await approvals.open(again(), NOW)).toStrictEqual(err("conflict"));
      expect(await approvals.open(aNew({ requester }), NOW)).toStrictEqual(ok(undefined));
      await approvals.close(first.request, aDecision(), NOW);
      const second = again();
      expect(await approvals.open(second, NOW)).toStrictEqual(ok(undefined));
      expect(await approvals.open(again(), answerUntil)).toStrictEqual(ok(undefined));
    });

    it("opens as many for an application as anybody could look through", async () => {
      const { approvals } = await make();
      const { application, answerUntil } = aNew().request;
      for (let asked = 0; asked < 100; asked += 1) {
        expect(await approvals.open(aNew({ application }), NOW)).toStrictEqual(ok(undefined));
      }
      expect(await approvals.open(aNew({ application }), NOW)).toStrictEqual(err("full"));
      expect(await approvals.open(aNew({ application }), answerUntil)).toStrictEqual(ok(undefined));
    }, 60_000);
  });

  describe("listed", () => {
    it("has what is open, for the application and for the person", async () => {
      const { approvals } = await make();
      const [one, other] = [aNew(), aNew()];
      const { application, requester } = one.request;
      const [mine, theirs] = [aNew({ requester }), aNew({ application })];
      for (const asked of [one, other, mine, theirs]) await approvals.open(asked, NOW);
      const listed = async (whose: Parameters<ApprovalStore["listed"]>[0], now = NOW) => {
        const { ids, isWhole } = await approvals.listed(whose, now);
        expect(isWhole).toBe(true);
        return ids.toSorted();
      };
      const ids = (...asked: readonly NewApproval[]) => asked.map(({ request }) => request.id).toSorted();
      expect(await listed({ application })).toEqual(ids(one, theirs));
      expect(await listed({ userId: requester.userId })).toEqual(ids(one, mine));
      await approvals.close(one.request, aDecision({ verdict: "refused", openUntil: null }), NOW);
      expect(await listed({ application })).toEqual(ids(theirs));
      expect(await listed({ userId: requester.userId })).toEqual(ids(mine));
      expect(await listed({ application }, theirs.request.answerUntil)).toEqual([]);
    });

    it("loses none of twenty that are made at once", async () => {
      const { approvals } = await make();
      const { application } = aNew().request;
      const asked = Array.from({ length: 20 }, () => aNew({ application }));
      await Promise.all(asked.map((one) => approvals.open(one, NOW)));
      expect((await approvals.listed({ application }, NOW)).ids).toHaveLength(20);
    });
  });

  describe("close", () => {
    it("counts one of fifty answers that come at once", async () => {
      const { approvals } = await make();
      const asked = aNew();
      await approvals.open(asked, NOW);
      const answers = Array.from({ length: 50 }, (_, number) =>
        aDecision({
          verdict: number % 2 === 0 ? "approved" : "refused",
          approver: { identityProvider: "campus", subject: `chief-${number}`, userId: `u-${number}` },
        }),
      );
      const closed = await Promise.all(answers.map((answer) => approvals.close(asked.request, answer, NOW)));
      const counted = answers.filter((_, number) => closed[number]?.ok === true);
      expect(counted).toHaveLength(1);
      expect(closed.filter((answer) => !answer.ok && answer.error === "conflict")).toHaveLength(49);
      expect(await approvals.find(asked.request.id, NOW)).toMatchObject({ value: { decision: counted[0] } });
    });

    it("takes no answer once it is too late, and closes nothing as unanswered before", async () => {
      const { approvals } = await make();
      const asked = aNew();
      const { answerUntil } = asked.request;
      await approvals.open(asked, NOW);
      expect(await approvals.close(asked.request, "unanswered", answerUntil - 1)).toStrictEqual(
        err("conflict"),
      );
      expect(await approvals.close(asked.request, aDecision(), answerUntil)).toStrictEqual(err("conflict"));
      expect(await approvals.close(asked.request, "unanswered", answerUntil)).toStrictEqual(ok(undefined));
      expect(await approvals.close(asked.request, "unanswered", answerUntil)).toStrictEqual(err("conflict"));
      expect(await approvals.find(asked.request.id, answerUntil)).toMatchObject({
        value: { decision: null, isClosedUnanswered: true },
      });
    });

    it("answers no request that is not there", async () => {
      const { approvals } = await make();
      expect(await approvals.close(aNew().request, aDecision(), NOW)).toStrictEqual(err("conflict"));
    });
  });

  describe("grants", () => {
    const grantOf = (userId: string, overrides = {}) =>
      aGrant({ requester: { ...aGrant().requester, userId }, ...overrides });

    it("are read as they were written, by person and application", async () => {
      const { grants } = await make();
      const grant = grantOf(`u-${random()}`);
      const { userId } = grant.requester;
      expect(await grants.read(userId, "atlas")).toStrictEqual(ok(undefined));
      expect(await grants.write(grant, "everywhere")).toEqual([]);
      expect(await grants.read(userId, "atlas")).toStrictEqual(ok(grant));
      expect(await grants.read(userId, "other")).toStrictEqual(ok(undefined));
      expect(await grants.read(`${userId}x`, "atlas")).toStrictEqual(ok(undefined));
    });

    it("are the last that was given, also where an earlier one is written once more", async () => {
      const { grants } = await make();
      const first = grantOf(`u-${random()}`, { until: NOW + 90_000 });
      const { userId } = first.requester;
      const second = { ...first, grantedAt: first.grantedAt + 10, until: NOW + 100, id: "second" };
      await grants.write(first, "here");
      await grants.write(second, "everywhere");
      expect(await grants.write(first, "here")).toEqual([]);
      expect(await grants.read(userId, "atlas")).toStrictEqual(ok(second));
    });
  });
}
