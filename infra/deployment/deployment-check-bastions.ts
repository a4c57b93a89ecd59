/**
 * Bastions lead to servers: nobody without a second factor, no desktop, and a directory exactly where one is joined.
 */
import type { Policy } from "../../functions/core/policy.ts";
import type { BastionDeclaration, Deployment } from "./deployment.ts";
import { type DeploymentIssue, entryOf, inDeployment, inPolicy } from "./deployment-issue.ts";

const JOINED_ONLY = ["controllers", "samlProvider"] as const;

export function checkBastions({ streaming }: Deployment): readonly DeploymentIssue[] {
  if (streaming === null) return [];
  return streaming.bastions.flatMap((bastion, index) => {
    const { directory, network, variant } = bastion;
    const path = ["streaming", "bastions", index];
    const place = entryOf(streaming.networks, network);
    const issues: readonly (DeploymentIssue | false)[] = [
      variant === "domain_joined" &&
        directory === null &&
        inDeployment([...path, "directory"], "must be written for `variant: domain_joined`"),
      variant === "domain_joined" &&
        place?.transitGateway === null &&
        inDeployment(
          [...path, "network"],
          `must be one with a transit gateway for \`variant: domain_joined\`, or nothing leads to the directory's controllers`,
        ),
      variant === "brokered" &&
        directory !== null &&
        inDeployment(
          [...path, "directory"],
          "is for `variant: domain_joined` only; a brokered bastion is joined to none, and people give their domain account to the server",
        ),
    ];
    const misplaced = variant === "brokered" ? JOINED_ONLY.filter((key) => bastion[key] !== undefined) : [];
    return [
      ...issues.filter((issue) => issue !== false),
      ...misplaced.map((key) =>
        inDeployment([...path, key], "is for `variant: domain_joined` only; leave it out"),
      ),
    ];
  });
}

export function checkBastionPolicy({ streaming }: Deployment, policy: Policy): readonly DeploymentIssue[] {
  return (streaming?.bastions ?? []).flatMap((bastion, index) => [
    ...checkStreamView(bastion, index, policy),
    ...checkSecondFactor(bastion, policy),
  ]);
}

function checkStreamView(
  { fleet }: BastionDeclaration,
  index: number,
  { fleets }: Policy,
): readonly DeploymentIssue[] {
  if (entryOf(fleets, fleet)?.streamView !== "desktop") return [];
  return [
    inDeployment(
      ["streaming", "bastions", index, "fleet"],
      `has \`streamView: desktop\` in the policy, but a bastion shows its SSH and RDP clients only; make it \`app\``,
    ),
  ];
}

function checkSecondFactor(
  { fleet }: BastionDeclaration,
  { applications }: Policy,
): readonly DeploymentIssue[] {
  return Object.entries(applications)
    .filter(([, { conditions, fleets }]) => fleets.includes(fleet) && !conditions.mfa)
    .map(([id]) =>
      inPolicy(
        ["applications", id, "conditions", "mfa"],
        `must be true, since \`${fleet}\` is a bastion: servers must not be a stolen password away`,
      ),
    );
}
