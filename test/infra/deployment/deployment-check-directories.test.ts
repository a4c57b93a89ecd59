import { describe, expect, it } from "vitest";
import { deploymentWith, issuesOf, policyWith } from "./deployments.ts";

const directory = { name: "corp.example.com", organizationalUnit: "OU=Streaming,DC=corp,DC=example,DC=com" };
const joined = deploymentWith([["streaming", "fleets", 0, "directory"], directory]);
const joinedBastion = deploymentWith(
  [
    ["streaming", "networks", "ireland", "transitGateway"],
    { id: "tgw-0123456789abcdef0", routes: ["172.16.0.0/12"] },
  ],
  [["streaming", "bastions", 0, "variant"], "domain_joined"],
  [["streaming", "bastions", 0, "directory"], directory],
);

describe("checkDirectories", () => {
  it("refuses a domain-joined fleet that people are launched on by streaming URL", () => {
    expect(issuesOf(joined)).toStrictEqual([
      "streaming.fleets.0.directory joins `finance` to a domain, and the policy launches `treasury` on it by streaming URL, which AppStream refuses on domain-joined fleets; leave the fleet unjoined, or take it out of these applications and hand it off by SAML federation",
    ]);
  });

  it("refuses the same of a bastion", () => {
    expect(issuesOf(joinedBastion)).toStrictEqual([
      expect.stringMatching(
        /^streaming\.bastions\.0\.variant joins `admin` to a domain, and the policy launches `console` /,
      ),
    ]);
  });

  it("takes both where no application leads there", () => {
    expect(issuesOf(joined, policyWith([["applications", "treasury"], undefined]))).toStrictEqual([]);
    expect(issuesOf(joinedBastion, policyWith([["applications", "console"], undefined]))).toStrictEqual([]);
  });
});
