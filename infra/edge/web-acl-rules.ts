/**
 * PURE: what the firewall in front of the broker does, in its order, at either edge.
 *
 * AWS's common rules would block two things that signing in is made of: a posted SAML response is longer than 8 kB, and
 * a callback's or a logout's query string may be longer than 2 kB. Those two rules only label, and the rules after them
 * block what is labelled everywhere else.
 */
import type { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { LimitSettings } from "../deployment/deployment.ts";

type Rule = Omit<CfnWebACL.RuleProperty, "priority" | "visibilityConfig">;
type Statement = CfnWebACL.StatementProperty;

/** What CloudFront says of the viewer, and functions/http/edge.ts reads: from a viewer they are lies. */
const VIEWER_HEADERS: readonly string[] = [
  "cloudfront-viewer-address",
  "cloudfront-viewer-country",
  "cloudfront-viewer-latitude",
  "cloudfront-viewer-longitude",
];

const WINDOW_SECONDS = 300;
const SIGN_IN_PATHS = "/login/";
/**
 * What programs ask by themselves: a waiting page, an approval's page, a launch button (its script with each page view)
 * and an embedded stream, again and again, and a portal's server for all its people. An office or a portal behind one
 * address asks so often that it would lock its people out of launching.
 */
const POLLED_PATHS = "^/((wait|approvals|launch-button|embed|api)/|launch-button[.]js$)";
/** `POST /login/{idp}/acs` */
const LONG_BODIES = "^/login/[^/]+/acs$";
/** `GET /login/{idp}/callback`, `GET /logout/{idp}/saml` */
const LONG_QUERIES = "^(/login/[^/]+/callback|/logout/[^/]+/saml)$";

export function webAclRules(limits: LimitSettings): CfnWebACL.RuleProperty[] {
  const rules: readonly Rule[] = [
    {
      name: "forged-viewer-headers",
      action: { block: {} },
      statement: { orStatement: { statements: VIEWER_HEADERS.map(isPresent) } },
    },
    managed("ip-reputation", "AWSManagedRulesAmazonIpReputationList"),
    limited("requests-per-address", limits.requestsPerAddress, not(matches(POLLED_PATHS, "URL_DECODE"))),
    limited("polled-per-address", limits.waitingRequestsPerAddress, matches(POLLED_PATHS, "URL_DECODE")),
    limited("sign-ins-per-address", limits.signInsPerAddress, startsWith(SIGN_IN_PATHS)),
    managed("common", "AWSManagedRulesCommonRuleSet", [
      "SizeRestrictions_BODY",
      "SizeRestrictions_QUERYSTRING",
    ]),
    labelledElsewhere("long-bodies", "SizeRestrictions_Body", LONG_BODIES),
    labelledElsewhere("long-queries", "SizeRestrictions_QueryString", LONG_QUERIES),
    managed("known-bad-inputs", "AWSManagedRulesKnownBadInputsRuleSet"),
  ];
  return rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) }));
}

/** Sampled requests would show query strings, in which codes travel, to whoever may look at the firewall. */
export function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}

/** A size of nothing or more: the header is there. A rule on all headers at once would see the first 8 kB only. */
function isPresent(name: string): Statement {
  return {
    sizeConstraintStatement: {
      fieldToMatch: { singleHeader: { Name: name } },
      comparisonOperator: "GE",
      size: 0,
      textTransformations: [{ priority: 0, type: "NONE" }],
    },
  };
}

function managed(name: string, group: string, onlyLabelled: readonly string[] = []): Rule {
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: group,
        ...(onlyLabelled.length > 0 && {
          ruleActionOverrides: onlyLabelled.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        }),
      },
    },
  };
}

function limited(name: string, limit: number, scopeDownStatement?: Statement): Rule {
  return {
    name,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        evaluationWindowSec: WINDOW_SECONDS,
        limit,
        ...(scopeDownStatement && { scopeDownStatement }),
      },
    },
  };
}

function labelledElsewhere(name: string, label: string, path: string): Rule {
  const isLabelled: Statement = {
    labelMatchStatement: { scope: "LABEL", key: `awswaf:managed:aws:core-rule-set:${label}` },
  };
  return {
    name,
    action: { block: {} },
    statement: { andStatement: { statements: [isLabelled, not(matches(path, "NONE"))] } },
  };
}

function not(statement: Statement): Statement {
  return { notStatement: { statement } };
}

function matches(regexString: string, transformation: "NONE" | "URL_DECODE"): Statement {
  return {
    regexMatchStatement: {
      fieldToMatch: { uriPath: {} },
      regexString,
      textTransformations: [{ priority: 0, type: transformation }],
    },
  };
}

function startsWith(path: string): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: "STARTS_WITH",
      searchString: path,
      textTransformations: [{ priority: 0, type: "URL_DECODE" }],
    },
  };
}
