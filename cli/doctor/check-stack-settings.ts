/** What a stack says about the pages around a session: who may embed it, and where people land after it. */
import type { AccountStack } from "./account-facts.ts";
import { type AccountCheck, type CheckContext, type Finding, found, policyFleets } from "./finding.ts";

export const checkStackSettings: AccountCheck = (policy, facts, context) => {
  const seen = new Set<string>();
  return policyFleets(policy, facts).flatMap(({ id, fleet: { region, stack: name }, known: { stack } }) => {
    const key = `${region} ${name}`;
    if (stack === undefined || stack === "not_found" || seen.has(key)) return [];
    seen.add(key);
    return findingsOf(["fleets", id, "stack"], stack, context);
  });
};

function findingsOf(
  path: Finding["path"],
  { redirectUrl, embedHostDomains, errors }: AccountStack,
  { origin }: CheckContext,
): readonly Finding[] {
  const findings: readonly (Finding | false)[] = [
    errors.length > 0 &&
      found("warning", path, `reports ${errors.join(", ")}; look at it in the AppStream console`),
    embedHostDomains.length > 0 &&
      found("info", path, `may be embedded in pages of ${embedHostDomains.join(", ")}`),
    redirectUrl === undefined &&
      found(
        "warning",
        path,
        `has no redirect URL: after a session people see AppStream's own page; set it to ${origin ?? "the broker's address"}/ended`,
      ),
    redirectUrl !== undefined &&
      !leadsToEnded(redirectUrl, origin) &&
      found(
        "warning",
        path,
        `leads people elsewhere after a session; its redirect URL should be ${origin ?? "the broker's address"}/ended`,
      ),
  ];
  return findings.filter((finding) => finding !== false);
}

/** Without the broker's origin, only that it is some page `/ended`. */
function leadsToEnded(redirectUrl: string, origin: string | undefined): boolean {
  const url = URL.parse(redirectUrl);
  return url?.pathname === "/ended" && (origin === undefined || url.origin === origin);
}
