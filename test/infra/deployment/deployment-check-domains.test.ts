import { describe, expect, it } from "vitest";
import { withValue } from "../../support/policies.ts";
import { aRegionalInput, issuesOf, issuesWith } from "./deployments.ts";

describe("checkDomains", () => {
  it("refuses names outside the hosted zone", () => {
    const outside = "must be example.com or below it, since its records go into that hosted zone";
    expect(
      issuesWith(
        [["domain", "viewer"], "stream.example.org"],
        [["domain", "origin"], "origin.badexample.com"],
      ),
    ).toStrictEqual([`domain.viewer ${outside}`, `domain.origin ${outside}`]);
  });

  it("takes the zone's own name", () => {
    expect(issuesWith([["domain", "viewer"], "example.com"])).toStrictEqual([]);
  });

  it("refuses one name for viewers and origin", () => {
    expect(issuesWith([["domain", "origin"], "stream.example.com"])).toStrictEqual([
      "domain.origin must be another name than `domain.viewer`, which leads to CloudFront; for example origin.stream.example.com",
    ]);
  });

  it("asks for the origin's name with CloudFront", () => {
    expect(issuesWith([["domain", "origin"], null])).toStrictEqual([
      "domain.origin must be written for `edge: cloudfront`: the name CloudFront reaches the Regional APIs by, such as origin.stream.example.com",
    ]);
  });

  it("refuses an origin's name without CloudFront", () => {
    expect(issuesOf(withValue(["domain", "origin"], "origin.example.com", aRegionalInput()))).toContain(
      "domain.origin is for `edge: cloudfront` only; take it out",
    );
  });
});
