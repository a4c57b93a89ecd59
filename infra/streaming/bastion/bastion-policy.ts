/**
 * What the policy has to say of a bastion: whoever goes through it has shown a second factor. Pure.
 * A joined fleet opens to no streaming URL, so no application may send people to one; they come by federation, and the
 * identity provider asks for the factor there.
 */
import { stringify } from "yaml";
import type { LocalizedText } from "../../../functions/core/localized-text.ts";
import type { ApplicationPolicy, Audience, Policy } from "../../../functions/core/policy.ts";
import type { BastionDeclaration } from "../../deployment/deployment.ts";
import type { DeploymentIssue } from "../../deployment/deployment-issue.ts";

export interface BastionApplication {
  readonly name: LocalizedText;
  /** The SSH or RDP client's Name in the image. */
  readonly appstreamApplication: string;
  /** Ids of brokered bastions, the copies in other Regions included. */
  readonly fleets: readonly string[];
  readonly audience: Audience;
}

/** A URL that opens servers is worth stealing: half a minute is enough for a redirect. */
const VALIDITY_SECONDS = 30;

export function bastionApplication(application: BastionApplication): ApplicationPolicy {
  return {
    ...application,
    description: null,
    icon: null,
    overflow: null,
    classes: [],
    conditions: { mfa: true, networks: null, hours: null, countries: null },
    context: null,
    validitySeconds: VALIDITY_SECONDS,
  };
}

/** The same as text, to be pasted into the policy. */
export function bastionPolicyText(id: string, application: BastionApplication): string {
  return stringify({ applications: { [id]: bastionApplication(application) } });
}

type PolicyFault = Pick<DeploymentIssue, "path" | "message">;

/** Applications that open a bastion and must not, or not so. Paths are the policy's. */
export function bastionFaults(
  policy: Policy,
  bastions: readonly Pick<BastionDeclaration, "fleet" | "variant">[],
): readonly PolicyFault[] {
  return Object.entries(policy.applications).flatMap(([id, { fleets, conditions }]) => {
    const opened = bastions.filter(({ fleet }) => fleets.includes(fleet));
    const joined = opened.filter(({ variant }) => variant === "domain_joined");
    const faults: PolicyFault[] = joined.map(({ fleet }) => ({
      path: ["applications", id, "fleets"],
      message: `names \`${fleet}\`, a domain-joined bastion, which no streaming URL opens; it is reached by federation`,
    }));
    if (opened.length > joined.length && !conditions.mfa) {
      faults.push({
        path: ["applications", id, "conditions", "mfa"],
        message: "must be true: the application opens a bastion",
      });
    }
    return faults;
  });
}
