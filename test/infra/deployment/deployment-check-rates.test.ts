import { describe, expect, it } from "vitest";
import type { Json } from "../../support/policies.ts";
import { deploymentWith, issuesOf, policyWith } from "./deployments.ts";

const CLIENTS: Json = { "intranet-portal": {} };

function issues(waitingRequestsPerAddress: number, rates: Json, clients = CLIENTS): readonly string[] {
  const deployment = deploymentWith([["limits"], { waitingRequestsPerAddress }]);
  const staff = {
    issuer: "https://login.example.com/tenant",
    audience: "api://streamgate",
    identityProvider: "corporate",
    clients,
  };
  return issuesOf(deployment, policyWith([["api"], { rates, issuers: { staff } }]));
}

function atLeast(requests: number): readonly unknown[] {
  return [
    expect.stringMatching(
      new RegExp(
        String.raw`^limits\.waitingRequestsPerAddress must be at least ${requests}: by .api\.rates. `,
      ),
    ),
  ];
}

describe("checkPortalRates", () => {
  it("wants the firewall to let the API's own limits speak, also where they are the defaults", () => {
    expect(issues(3_000, {})).toStrictEqual([]);
    expect(issues(2_999, {})).toStrictEqual(atLeast(3_000));
  });

  it.each(["client", "address"])("looks at the rate `%s`", (name) => {
    const rates = { [name]: { requests: 7_000, seconds: 60 } };
    expect(issues(35_000, rates)).toStrictEqual([]);
    expect(issues(34_999, rates)).toStrictEqual(atLeast(35_000));
  });

  it("takes a window of an hour for one that is used up at once, and part of a window for a whole", () => {
    const rates = (seconds: number) => ({ client: { requests: 40_000, seconds } });
    expect(issues(39_999, rates(3_600))).toStrictEqual(atLeast(40_000));
    expect(issues(79_999, rates(299))).toStrictEqual(atLeast(80_000));
  });

  it("asks nothing of a deployment whose policy has no portal ask", () => {
    expect(issues(10, {}, {})).toStrictEqual([]);
  });
});
