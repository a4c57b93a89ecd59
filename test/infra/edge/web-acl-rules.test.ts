import { describe, expect, it } from "vitest";
import { FUNCTIONS } from "../../../functions/routes.ts";
import { webAclRules } from "../../../infra/edge/web-acl-rules.ts";

const LIMITS = {
  requestsPerAddress: 2_000,
  signInsPerAddress: 300,
  waitingRequestsPerAddress: 30_000,
  requestsPerSecond: 100,
  burst: 200,
  waitingRequestsPerSecond: 1_000,
};

function rule(name: string) {
  const found = webAclRules(LIMITS).find((each) => each.name === name);
  if (found === undefined) throw new TypeError(`no rule ${name}`);
  return found;
}

/** Of the paths that the rule speaks of. */
function patternOf(name: string): RegExp {
  const [, pattern = ""] = /"regexString":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(rule(name))) ?? [];
  return new RegExp(JSON.parse(`"${pattern}"`));
}

function paths(): readonly string[] {
  return FUNCTIONS.flatMap(({ routeKeys }) =>
    routeKeys.map((key) => key.split(" ")[1] ?? "").map((path) => path.replaceAll(/\{\w+\}/g, "corporate")),
  );
}

describe("webAclRules", () => {
  it("asks in this order", () => {
    expect(webAclRules(LIMITS).map(({ name, priority }) => `${priority} ${name}`)).toEqual([
      "0 forged-viewer-headers",
      "1 ip-reputation",
      "2 requests-per-address",
      "3 polled-per-address",
      "4 sign-ins-per-address",
      "5 common",
      "6 long-bodies",
      "7 long-queries",
      "8 known-bad-inputs",
    ]);
  });

  it("blocks a viewer who claims what only CloudFront may say", () => {
    const { action, statement } = rule("forged-viewer-headers");
    expect(action).toEqual({ block: {} });
    for (const header of ["country", "address", "latitude", "longitude"]) {
      expect(JSON.stringify(statement)).toContain(
        `{"singleHeader":{"Name":"cloudfront-viewer-${header}"}},"comparisonOperator":"GE","size":0`,
      );
    }
  });

  it("limits requests of one address in five minutes, and sign-ins harder", () => {
    expect(rule("requests-per-address").statement).toMatchObject({
      rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit: 2_000 },
    });
    expect(rule("sign-ins-per-address").statement).toMatchObject({
      rateBasedStatement: {
        limit: 300,
        scopeDownStatement: {
          byteMatchStatement: { searchString: "/login/", positionalConstraint: "STARTS_WITH" },
        },
      },
    });
    expect(rule("sign-ins-per-address").action).toEqual({ block: { customResponse: { responseCode: 429 } } });
  });

  it("counts what programs ask by themselves apart, so that who waits or looks keeps nobody of their office out", () => {
    const polled = {
      regexMatchStatement: {
        fieldToMatch: { uriPath: {} },
        regexString: expect.any(String),
        textTransformations: [{ priority: 0, type: "URL_DECODE" }],
      },
    };
    expect(rule("polled-per-address").statement).toMatchObject({
      rateBasedStatement: { limit: 30_000, scopeDownStatement: polled },
    });
    expect(rule("requests-per-address").statement).toMatchObject({
      rateBasedStatement: { scopeDownStatement: { notStatement: { statement: polled } } },
    });
    expect(patternOf("requests-per-address")).toEqual(patternOf("polled-per-address"));
    expect(rule("polled-per-address").action).toEqual({ block: { customResponse: { responseCode: 429 } } });
  });

  it("has every polled path in that count, and no launch, sign-in or other page", () => {
    const polled = patternOf("polled-per-address");
    expect(paths().filter((path) => polled.test(path))).toEqual([
      "/wait/corporate",
      ...["/embed/corporate", "/embed/corporate"],
      ...["/launch-button.js", "/launch-button/corporate"],
      "/api/v1/explain",
      ...["/approvals/corporate", "/approvals/corporate"],
      ...["/api/v1/streaming-urls", "/api/v1/applications", "/api/v1/sessions", "/api/v1/sessions/corporate"],
    ]);
    for (const other of ["/launch-button", "/launch-button.jsx", "/launch-button-js", "/approvals"]) {
      expect(other).not.toMatch(polled);
    }
    expect("/launch/wait/design").not.toMatch(polled);
  });

  it("has AWS's three groups, none of them only counting", () => {
    for (const [name, group] of [
      ["ip-reputation", "AWSManagedRulesAmazonIpReputationList"],
      ["common", "AWSManagedRulesCommonRuleSet"],
      ["known-bad-inputs", "AWSManagedRulesKnownBadInputsRuleSet"],
    ] as const) {
      expect(rule(name)).toMatchObject({
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group } },
      });
    }
  });

  it("lets a long body through where a SAML response is posted, and nowhere else", () => {
    expect(paths().filter((path) => patternOf("long-bodies").test(path))).toEqual(["/login/corporate/acs"]);
    expect("/login/corporate/acs/more").not.toMatch(patternOf("long-bodies"));
    expect("/x/login/corporate/acs").not.toMatch(patternOf("long-bodies"));
  });

  it("lets a long query string through where an answer or a logout comes back, and nowhere else", () => {
    expect(paths().filter((path) => patternOf("long-queries").test(path))).toEqual([
      "/login/corporate/callback",
      "/logout/corporate/saml",
    ]);
  });

  it("shows no requests to whoever looks at samples: codes travel in them", () => {
    for (const { visibilityConfig } of webAclRules(LIMITS)) {
      expect(visibilityConfig).toMatchObject({
        sampledRequestsEnabled: false,
        cloudWatchMetricsEnabled: true,
      });
    }
  });
});
