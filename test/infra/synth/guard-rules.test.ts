import { describe, expect, it } from "vitest";
import { resourceTypesOf, rulesWithoutSubject } from "../../../infra/synth/guard-rules.ts";
import { appOf, loadExample } from "../assembly.ts";

describe("rulesWithoutSubject", () => {
  it("are those about resources that are not there", () => {
    const left = rulesWithoutSubject(new Set(["AWS::Lambda::Function"]));
    expect(left).toContain("ct-s3-pr-1");
    // Lambda's other rules are about permissions, layers and URLs.
    expect(left).not.toContain("ct-lambda-pr-3");
    expect(left).toContain("ct-lambda-pr-2");
  });

  it("are fewer, the more there is, and never one of what is there", async () => {
    const types = resourceTypesOf(appOf(await loadExample("cloudfront")));
    expect(types.has("AWS::DynamoDB::Table")).toBe(true);
    const left = rulesWithoutSubject(types);
    expect(left.length).toBeLessThan(rulesWithoutSubject(new Set()).length);
    for (const asked of ["ct-s3-pr-1", "ct-lambda-pr-2", "ct-dynamodb-pr-1", "ct-cloudfront-pr-1"]) {
      expect(left).not.toContain(asked);
    }
  });
});
