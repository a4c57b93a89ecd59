/** The local world with the demo policy on free ports, for tests that drive it from the outside. */
import { readFileSync } from "node:fs";
import { loadPolicyText } from "../../cli/policy-file.ts";
import { startWorld, type World, type WorldOptions } from "../../dev/world/world.ts";
import type { AuditEvent } from "../../functions/core/audit-event.ts";
import type { ApplicationPolicy, Policy } from "../../functions/core/policy.ts";

const DEMO_POLICY = new URL("../../dev/policy.yaml", import.meta.url);

export interface DemoWorld {
  readonly world: World;
  readonly events: readonly AuditEvent[];
}

/** The demo policy without its SAML identity provider: a launch link then leads straight to the sign-in. */
export function withOneProvider(policy: Policy): Policy {
  const { corporate } = policy.identityProviders;
  if (corporate === undefined) throw new Error("the demo policy has no provider `corporate`");
  const applications = Object.entries(policy.applications).map(([id, application]) => {
    const { corporate: groups = [] } = application.audience.groupsByProvider ?? {};
    const audience = { ...application.audience, groups, groupsByProvider: {} };
    const approval = approvalOf(application);
    return [id, { ...application, audience, approval, handover: handoverOf(application) }];
  });
  return { ...policy, identityProviders: { corporate }, applications: Object.fromEntries(applications) };
}

/** Its approvers are the one provider's. */
function approvalOf({ approval }: ApplicationPolicy): ApplicationPolicy["approval"] {
  if (!approval) return null;
  const { corporate: groups = [] } = approval.approvers.groupsByProvider ?? {};
  return { ...approval, approvers: { ...approval.approvers, groups, groupsByProvider: {} } };
}

/** Its tokens ask for the one provider's groups. */
function handoverOf({ handover }: ApplicationPolicy): ApplicationPolicy["handover"] {
  if (!handover?.browser) return handover ?? null;
  const cookies = handover.browser.cookies.map(({ token, ...cookie }) => {
    const groups = token.groupsByProvider?.corporate ?? [];
    return { ...cookie, token: { ...token, groups, groupsByProvider: {} } };
  });
  return { ...handover, browser: { ...handover.browser, cookies } };
}

function demoPolicy(): Policy {
  const policy = loadPolicyText(readFileSync(DEMO_POLICY, "utf8"), "dev/policy.yaml");
  if (!policy.ok) throw new Error(JSON.stringify(policy.error));
  return policy.value;
}

export async function startDemoWorld(
  change: (policy: Policy) => Policy = withOneProvider,
  options: Pick<WorldOptions, "samlHost" | "regions" | "instances" | "log"> = {},
): Promise<DemoWorld> {
  const events: AuditEvent[] = [];
  const audit = { write: (event: AuditEvent) => void events.push(event) };
  return { world: await startWorld({ port: 0, policy: change(demoPolicy()), audit, ...options }), events };
}
