/** The approvals function without its tables: real use cases and sealer on stores in memory, and a clock to turn. */
import { createAskApproval } from "../../functions/approvals/ask-approval.ts";
import { createDecideApproval } from "../../functions/approvals/decide-approval.ts";
import { createListApprovals } from "../../functions/approvals/list-approvals.ts";
import { createShowApproval } from "../../functions/approvals/show-approval.ts";
import type { LaunchIntent } from "../../functions/core/intent.ts";
import type { ApplicationPolicy, Audience } from "../../functions/core/policy.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import type { Principal } from "../../functions/core/principal.ts";
import {
  anApplication,
  aPolicy,
  aPrincipal,
  aSealer,
  memoryAudit,
  NOW_MILLISECONDS,
  ORIGIN,
  TWO_PROVIDERS,
} from "./http-builders.ts";
import { createMemoryApprovals } from "./memory-approvals.ts";
import { NO_REVOCATIONS } from "./memory-revocations.ts";

const everywhere = (group: string): Audience => ({
  ...{ groups: [], subjects: [] },
  groupsByProvider: { corporate: [group], partner: [group] },
});

export const REASON = "the night batch has to be started by hand";

/** Asks; Ben and Carla approve; so does Ana's account at the other provider, which is hers by its e-mail address. */
export const ANA = aPrincipal();
export const BEN = aPrincipal({
  ...{ subject: "00u-ben", userId: "user-ben", displayName: "Ben Chief", email: "ben@example.com" },
  groups: ["chiefs"],
});
export const CARLA = aPrincipal({
  ...BEN,
  subject: "00u-carla",
  userId: "user-carla",
  email: "carla@example.com",
});
export const ANA_ELSEWHERE = aPrincipal({
  ...{ identityProvider: "partner", subject: "ana-2", userId: "user-ana-2", email: "Ana@Example.com" },
  groups: ["chiefs"],
});
export const NOBODY = aPrincipal({
  subject: "00u-noah",
  userId: "user-noah",
  email: "noah@example.com",
  groups: [],
});

export const INTENT: LaunchIntent = { application: "vault", context: "box-12", client: "native" };

export function anApprovalPolicy(change: Partial<ApplicationPolicy> = {}) {
  const vault = anApplication({
    name: { en: "Vault", de: "Tresor" },
    audience: everywhere("treasury"),
    context: { pattern: "box-[0-9]{1,4}", maxLength: 8 },
    approval: {
      approvers: everywhere("chiefs"),
      ...{ grantSeconds: 3_600, requestSeconds: 7_200, minReasonLength: 10 },
      notify: { email: "chiefs@example.com" },
    },
    ...change,
  });
  const more = ["a", "b", "c", "d", "e"].map((id) => [`vault-${id}`, vault] as const);
  const open = anApplication({ audience: everywhere("treasury") });
  return aPolicy({
    identityProviders: TWO_PROVIDERS,
    applications: { vault, treasury: open, ...Object.fromEntries(more) },
  });
}

export function anApprovalStage(policy = anApprovalPolicy()) {
  const memory = createMemoryApprovals();
  const audit = memoryAudit();
  let nowMilliseconds = NOW_MILLISECONDS;
  let drawn = 0;
  const ports = {
    ...{ index: indexPolicy(policy, "policy-version-1"), sealer: aSealer(), audit },
    revocations: NO_REVOCATIONS,
    ...{ approvals: memory.approvals, grants: memory.grants, region: "eu-west-1", origin: ORIGIN },
    now: () => nowMilliseconds,
    randomText(byteLength: number) {
      drawn += 1;
      return Buffer.alloc(byteLength, drawn).toString("base64url");
    },
  };
  const askApproval = createAskApproval(ports);
  const decideApproval = createDecideApproval(ports);
  return {
    ...ports,
    ...{ memory, askApproval, decideApproval },
    showApproval: createShowApproval(ports),
    listApprovals: createListApprovals(ports),
    pass(seconds: number) {
      nowMilliseconds += seconds * 1_000;
    },
    /** The id of a request that was made; throws where it was not. */
    async asked(principal: Principal = ANA, intent = INTENT, reason = REASON): Promise<string> {
      const asked = await askApproval({ principal, intent, reason, correlationId: "c-ask" });
      if (!asked.ok || asked.value.outcome !== "asked") throw new Error(JSON.stringify(asked));
      return asked.value.id;
    },
    answer: (principal: Principal, id: string, verdict: "approved" | "refused" = "approved") =>
      decideApproval({ principal, id, verdict, comment: null, correlationId: "c-answer" }),
    told: () => audit.events.map(({ event }) => event),
  };
}

export type ApprovalStage = ReturnType<typeof anApprovalStage>;
