import { describe, expect, it } from "vitest";
import { issuesWith } from "./deployments.ts";

const schedule = { timeZone: "Europe/Dublin", days: ["mon"], from: "08:00", until: "18:00" };

describe("checkAccount", () => {
  it("refuses a boundary of another account, and takes the account's own and AWS's", () => {
    const path = ["permissionsBoundary"];
    expect(issuesWith([path, "arn:aws:iam::999999999999:policy/boundary"])).toStrictEqual([
      "permissionsBoundary is a policy of another account than `account`; IAM takes only the account's own or AWS's",
    ]);
    expect(issuesWith([path, "arn:aws:iam::111122223333:policy/boundary"])).toStrictEqual([]);
    expect(issuesWith([path, "arn:aws:iam::aws:policy/PowerUserAccess"])).toStrictEqual([]);
  });

  it("refuses tags that IAM does not tell apart", () => {
    expect(issuesWith([["tags"], { owner: "a", Owner: "b", team: "c" }])).toStrictEqual([
      "tags.Owner differs from `owner` by case only, which IAM does not tell apart",
    ]);
  });

  it("refuses more environments than the function may have", () => {
    const launch = (environments: number) => ({
      reservedConcurrency: 10,
      provisioned: { ...schedule, environments },
    });
    expect(issuesWith([["functions", "launch"], launch(11)])).toStrictEqual([
      "functions.launch.provisioned.environments must be at most `reservedConcurrency` (10), which they are part of",
    ]);
    expect(issuesWith([["functions", "launch"], launch(10)])).toStrictEqual([]);
  });

  it("refuses more concurrency than the account has, and shows the sum", () => {
    const functions = {
      launch: { reservedConcurrency: 800, provisioned: { ...schedule, environments: 50 } },
      "sign-in-saml": { provisioned: { ...schedule, environments: 101 } },
    };
    expect(issuesWith([["functions"], functions])).toStrictEqual([
      "functions keep 901 executions to themselves (launch 800, sign-in-saml 101), but each Region has 1000 and Lambda leaves 100 unreserved: at most 900; lower them, or write `quotas.lambdaConcurrency` if AWS has raised it",
    ]);
    expect(issuesWith([["functions"], functions], [["quotas"], { lambdaConcurrency: 1001 }])).toStrictEqual(
      [],
    );
  });

  it("counts a new account's quota too", () => {
    expect(
      issuesWith(
        [["functions", "launch"], { reservedConcurrency: 1 }],
        [["quotas"], { lambdaConcurrency: 10 }],
      ),
    ).toStrictEqual([expect.stringContaining("at most 0; lower them")]);
    expect(issuesWith([["quotas"], { lambdaConcurrency: 10 }])).toStrictEqual([]);
  });

  it("refuses a limit that another one makes pointless", () => {
    expect(issuesWith([["limits"], { requestsPerAddress: 100, signInsPerAddress: 101 }])).toStrictEqual([
      "limits.signInsPerAddress must be at most `requestsPerAddress` (100), which counts sign-ins as well",
    ]);
  });
});
