import { describe, expect, it } from "vitest";
import { federationLink, relayState } from "../../functions/core/federation-link.ts";

const TARGET = { region: "eu-west-1", stack: "branch.desk", application: "Desktop" };
const ACCOUNT = "111122223333";

describe("relayState", () => {
  it("names stack, account and application at the Region's own endpoint", () => {
    expect(relayState(ACCOUNT, TARGET)).toBe(
      "https://appstream2.eu-west-1.aws.amazon.com/saml?stack=branch.desk&accountId=111122223333&app=Desktop",
    );
  });

  it("goes to GovCloud's own domain", () => {
    expect(relayState(ACCOUNT, { ...TARGET, region: "us-gov-west-1" })).toMatch(
      /^https:\/\/appstream2\.us-gov-west-1\.amazonaws-us-gov\.com\/saml\?/,
    );
  });

  it("keeps a name with special characters inside its own value", () => {
    expect(relayState(ACCOUNT, { ...TARGET, application: "A&B stack=x" })).toMatch(/&app=A%26B%20stack%3Dx$/);
  });
});

describe("federationLink", () => {
  it("puts the relay state, encoded once more, where the policy says", () => {
    const link = "https://sso.example.com/start?partner=aws&RelayState={relayState}&x=1";
    const filled = new URL(federationLink({ link, accountId: ACCOUNT }, TARGET));
    expect(filled.searchParams.get("RelayState")).toBe(relayState(ACCOUNT, TARGET));
    expect([...filled.searchParams.keys()]).toStrictEqual(["partner", "RelayState", "x"]);
  });

  it("takes `$` in a name as it is", () => {
    const link = "https://sso.example.com/?r={relayState}";
    const filled = federationLink({ link, accountId: ACCOUNT }, { ...TARGET, application: "$&$1" });
    expect(new URL(filled).searchParams.get("r")).toContain("app=%24%26%241");
  });
});
