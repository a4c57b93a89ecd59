/** The outages' policy with a browser application that is handed one cookie, and fleets known by their role. */
import type { Policy } from "../../../functions/core/policy.ts";
import { outagePolicy } from "../outages/outage-policy.ts";

export const APPLICATION_ORIGIN = "https://desk.example.com";
export const ROLE = "arn:aws:iam::111122223333:role/desk-fleet";
export const CALLER = "arn:aws:sts::111122223333:assumed-role/desk-fleet/i-0123456789abcdef0";

export function handoverPolicy(applicationOrigin: string): Policy {
  const policy = outagePolicy();
  const instances = { roleArn: ROLE, key: null };
  const fleets = Object.entries(policy.fleets).map(([id, fleet]) => [id, { ...fleet, instances }] as const);
  const token = { audience: "desk", groups: ["staff"], groupsByProvider: {}, seconds: 300 };
  const cookies = [{ name: "session", domain: null, path: "/", sameSite: "Lax" as const, token }];
  const browser = { url: `${applicationOrigin}/desk`, cookies, frontChannel: null };
  const applications = Object.entries(policy.applications).map(
    ([id, one]) => [id, { ...one, handover: { arguments: [], environment: {}, browser } }] as const,
  );
  return {
    ...{ ...policy, fleets: Object.fromEntries(fleets), applications: Object.fromEntries(applications) },
    tokens: { issuer: null, keys: ["env:BENCH_TOKEN_KEY"] },
  };
}
