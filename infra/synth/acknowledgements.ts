/**
 * Findings of the security rules that stay in the broker's stacks, each with the reason. A row is for the resources its
 * path matches, one acknowledgement each. A finding without a row fails synth; an acknowledgement without a finding
 * fails a test. Wildcards have a table of their own, wildcards.ts.
 */
import { parseRouteKey } from "../broker/api-endpoint.ts";
import type { StackKind } from "../broker/names.ts";
import { PUBLIC_ROUTES } from "./public-routes.ts";

export interface Acknowledgement {
  /** As the validation report writes them: `AwsSolutions::…`, `cdk-validator-cfnguard::…`. */
  readonly rules: readonly string[];
  /** Given the resource's path below its stack, and which kind of stack that is. */
  readonly isFor: (path: string, stack: StackKind) => boolean;
  readonly reason: string;
}

const guard = (rule: string): string => `cdk-validator-cfnguard::${rule}`;
const nag = (rule: string): string => `AwsSolutions::AwsSolutions-${rule}`;
const at =
  (...ends: readonly string[]): Acknowledgement["isFor"] =>
  (path) =>
    ends.some((end) => path === end || path.endsWith(`/${end}`));

const DISTRIBUTION = at("Viewer/Distribution/Resource");
const REST_STAGE = at("Api/Api/DeploymentStage.live/Resource");
/** `Log`, `AccessLog` and their like. */
const LOG_GROUP = (path: string): boolean => path.endsWith("Log/Resource");

const FUNCTION_LOGS: readonly Acknowledgement[] = [
  {
    rules: [guard("lambda_inside_vpc_check")],
    isFor: at("Function/Resource"),
    reason:
      "It reaches AWS's public endpoints and the identity providers only, and nothing in a network of ours; in one it would need a way out to all of them, and have a way in to what is there.",
  },
  {
    rules: [guard("cloudwatch_log_group_retention_period_check")],
    isFor: LOG_GROUP,
    reason:
      "The deployment says how long (`retention.logDays`): a log of requests holds addresses of people. What must be kept for years is the audit archive.",
  },
  {
    rules: [guard("cloudwatch_log_group_encrypted_check")],
    // At the edge the key is in the same template.
    isFor: (path, stack) => stack !== "edge" && LOG_GROUP(path),
    reason:
      "It is encrypted with the Region's data key, whose ARN comes from the state stack by Fn::GetStackOutput; the rule knows keys of the same template only. A test holds it.",
  },
];

const OWN_SECRETS: readonly Acknowledgement[] = [
  {
    rules: [nag("SMG4")],
    isFor: at("PseudonymKey/Resource"),
    reason: "AppStream's user ids are made with it: another key gives everybody another home folder.",
  },
];

const EDGE: readonly Acknowledgement[] = [
  {
    rules: [nag("CFR1")],
    isFor: DISTRIBUTION,
    reason:
      "Who may open what from where is the policy's to say (`residency`, `conditions.countries`), for each application and with the reason in the audit event.",
  },
  {
    rules: [nag("CFR3"), guard("cloudfront_access_logs_enabled_check")],
    isFor: DISTRIBUTION,
    reason:
      "Standard logging of the second kind is on (AWS::Logs::Delivery); the first kind, which the rule looks for, cannot leave the query string out.",
  },
  {
    rules: [guard("cloudfront_default_root_object_configured_check")],
    isFor: DISTRIBUTION,
    reason: "There are no objects: `GET /` is a page that a function makes.",
  },
  {
    rules: [guard("cloudfront_origin_failover_enabled_check")],
    isFor: DISTRIBUTION,
    reason:
      "An origin group never repeats a POST, and sign-in is one; the origin's name leads to the nearest Region that Route 53 finds healthy.",
  },
];

const APIS: readonly Acknowledgement[] = [
  {
    rules: [guard("lambda_function_public_access_prohibited_check")],
    isFor: (path) => path.endsWith("-Permission") || path.includes("/ApiPermission."),
    reason:
      "SourceArn names the API, the method and the path; the rule cannot read it, since the API's id is joined into it.",
  },
  {
    rules: [nag("APIG2")],
    isFor: at("Api/Api/Resource"),
    reason:
      "The functions check every parameter, header and form themselves, with a page that says what is wrong.",
  },
  {
    rules: [nag("APIG6"), guard("api_gw_v1_execution_logging_enabled_check")],
    isFor: REST_STAGE,
    reason:
      "The log of executions repeats query strings and bodies, in which codes and assertions travel; every request is in the access log.",
  },
  {
    rules: [guard("api_gw_xray_enabled_check")],
    isFor: REST_STAGE,
    reason:
      "X-Ray is off, here and in the functions: its permission has no resource but `*`, and every answer carries a correlation id already.",
  },
  {
    rules: [
      nag(
        "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
      ),
    ],
    isFor: at("Api/Api/CloudWatchRole/Resource"),
    reason:
      "API Gateway takes one role for all REST APIs of an account and a Region, and refuses one without the permissions of this policy.",
  },
];

/** The route of that name for which IAM is asked (infra/broker/instance-api.ts). */
const ASKS_IAM = at("Instances/Routed/POST --context--redeem/Resource");

const ROUTES: readonly Acknowledgement[] = Object.entries(PUBLIC_ROUTES).flatMap(([routeKey, reason]) => {
  const { method, path } = parseRouteKey(routeKey);
  return [
    {
      rules: [nag("APIG4"), guard("api_gw_v2_authorization_type_configured_check")],
      isFor: (resource, stack) =>
        at(`Routed/${routeKey.replaceAll("/", "--")}/Resource`)(resource, stack) &&
        !ASKS_IAM(resource, stack),
      reason,
    },
    {
      rules: [nag("APIG4"), nag("COG4")],
      isFor: at(`Api/Api/Default${path === "/" ? "" : path}/${method}/Resource`),
      reason,
    },
  ];
});

export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  ...ROUTES,
  ...APIS,
  ...EDGE,
  ...OWN_SECRETS,
  ...FUNCTION_LOGS,
];
