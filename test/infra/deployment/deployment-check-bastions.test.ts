import { describe, expect, it } from "vitest";
import type { Json } from "../../support/policies.ts";
import { aDeploymentInput, issuesOf, issuesWith, policyWith } from "./deployments.ts";

const bastion = ["streaming", "bastions", 0];

describe("checkBastions", () => {
  it("asks for the directory of a joined bastion, and a way to it", () => {
    expect(issuesWith([[...bastion, "variant"], "domain_joined"]).slice(0, 2)).toStrictEqual([
      "streaming.bastions.0.directory must be written for `variant: domain_joined`",
      "streaming.bastions.0.network must be one with a transit gateway for `variant: domain_joined`, or nothing leads to the directory's controllers",
    ]);
  });

  it("refuses a directory of a brokered bastion", () => {
    const directory = { name: "corp.example.com", organizationalUnit: "OU=Bastions,DC=example,DC=com" };
    expect(issuesWith([[...bastion, "directory"], directory])).toStrictEqual([
      expect.stringMatching(/^streaming\.bastions\.0\.directory is for `variant: domain_joined` only; /),
    ]);
  });
});

describe("what only a joined bastion has", () => {
  it.each([
    ["controllers", ["10.9.0.0/28"]],
    ["samlProvider", "arn:aws:iam::111122223333:saml-provider/corporate"],
  ] as const)("is refused of a brokered one: %s", (key, value) => {
    expect(issuesWith([[...bastion, key], value as Json])).toStrictEqual([
      `streaming.bastions.0.${key} is for \`variant: domain_joined\` only; leave it out`,
    ]);
  });

  it("has forms of its own", () => {
    expect(issuesWith([[...bastion, "samlProvider"], "corporate"])).toStrictEqual([
      "streaming.bastions.0.samlProvider must be the ARN of a SAML provider in IAM: arn:aws:iam::ACCOUNT:saml-provider/NAME",
    ]);
    const resolvers = { domainName: "corp.example.com", addresses: ["10.9.0.10", "ns.example.com"] };
    expect(issuesWith([["streaming", "networks", "ireland", "resolvers"], resolvers])).toStrictEqual([
      "streaming.networks.ireland.resolvers.addresses.1 must be an IPv4 address, such as 10.9.0.10",
    ]);
  });
});

describe("checkBastionPolicy", () => {
  it("asks every application on a bastion for a second factor, in the policy", () => {
    const issue = "must be true, since `admin` is a bastion: servers must not be a stolen password away";
    const console = ["applications", "console", "conditions"];
    expect(issuesOf(aDeploymentInput(), policyWith([console, undefined]))).toStrictEqual([
      `policy:applications.console.conditions.mfa ${issue}`,
    ]);
    expect(
      issuesOf(
        aDeploymentInput(),
        policyWith([
          ["applications", "treasury", "fleets"],
          ["finance", "admin"],
        ]),
      ),
    ).toStrictEqual([`policy:applications.treasury.conditions.mfa ${issue}`]);
  });

  it("refuses a bastion that shows a desktop", () => {
    const policy = policyWith([["fleets", "admin", "streamView"], "desktop"]);
    expect(issuesOf(aDeploymentInput(), policy)).toStrictEqual([
      "streaming.bastions.0.fleet has `streamView: desktop` in the policy, but a bastion shows its SSH and RDP clients only; make it `app`",
    ]);
  });
});
