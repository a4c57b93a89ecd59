/**
 * Every wildcard in a permission of the templates, and why AWS leaves no other way. test/infra/golden-iam.test.ts holds
 * the templates against this table.
 */

export interface Wildcard {
  /** The whole of an action, a resource, a principal or a condition's value; `* for ACTION` where a resource is `*`. */
  readonly pattern: RegExp;
  readonly sentence: string;
}

export const WILDCARDS: readonly Wildcard[] = [
  {
    pattern: /^arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:\/aws\/lambda\/[\w-]+:log-stream:\*$/,
    sentence: "Lambda names the streams when it runs; the log group is the function's own.",
  },
  {
    pattern: /^arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]+-\?{6}$/,
    sentence:
      "Secrets Manager adds six characters to a name, unknown before the secret is there; six `?` match no longer name.",
  },
  {
    pattern: /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+:\*$/,
    sentence: "The versions of exactly this function, which an alias that is kept warm calls.",
  },
  {
    pattern: /^this key \(\*\)$/,
    sentence: "In a key's policy, `*` is the key that has the policy; AWS has no other way to write it.",
  },
  {
    pattern: /^this secret \(\*\)$/,
    sentence: "In a secret's policy, `*` is the secret that has the policy, and in its replicas the replica.",
  },
  {
    pattern: /^anybody \(\*\), denied$/,
    sentence:
      "It denies: everybody but a service of AWS is kept from passing on the use of a key, and from reading a secret that is not theirs.",
  },
  {
    pattern: /^arn:[\w-]+:execute-api:[\w-]+:\d{12}:[^/]+\/\*\/\*\/[\w./{}-]*$/,
    sentence:
      "CDK writes the stage and the method of an HTTP API's route so; the API has one stage, and both methods of a path that has two are the same function's.",
  },
  {
    pattern:
      /^arn:[\w-]+:execute-api:[\w-]+:\d{12}:[^/]+\/[^/]+\/(?:GET|POST|DELETE)\/(?:[\w-]+\/)*\*(?:\/[\w-]+)?$/,
    sentence: "An API's ARN has `*` where the path has a parameter.",
  },
  {
    pattern:
      /^arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:(?:\/aws\/lambda\/[\w-]+-\*|\/[\w-]+\/(?:edge\/)?\*|aws-waf-logs-[\w-]+-\*)$/,
    sentence: "A key is for all log groups of the broker in its Region, and for CloudWatch Logs alone.",
  },
  {
    pattern: /^arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:\*$/,
    sentence:
      "The key of the streaming side's logs is for CloudWatch Logs alone; CloudFormation names these log groups when it makes them.",
  },
  {
    pattern: /^arn:[\w-]+:logs:[\w-]+:\d{12}:\*$/,
    sentence:
      "CloudWatch Logs of this account and Region may assume the role, which can write to the audit stream and do nothing else.",
  },
  {
    pattern: /^s3:\*, denied$/,
    sentence: "It denies: whatever is asked of an audit bucket without TLS 1.2.",
  },
  {
    pattern: /^[\w-]+-audit-(?:access|archive|landing|queries)-\d{12}-[\w-]+\/(?:audit\/)?\*$/,
    sentence: "A bucket's policy is for the objects in it, which have no names before they are there.",
  },
  {
    pattern: /^arn:[\w-]+:s3:::[\w-]+-audit-(?:archive|landing)-\d{12}-[\w-]+\/(?:audit|failed)\/\*$/,
    sentence:
      "Firehose and the replication name an event file when they write it; the folder is the least that can be named before.",
  },
  {
    pattern: /^arn:[\w-]+:s3:::(?:appstream2-36fb080bb8|appstream-app-settings)-\*(?:\/\*)?$/,
    sentence:
      "AppStream names the buckets of home folders and settings; the endpoint lets through those of this account alone.",
  },
  {
    pattern: /^(?:whatever|all that) the endpoint's service (?:knows|has) \(\*\)$/,
    sentence:
      "An endpoint's policy gives nobody a right: it lets through what principals of this account may do anyway.",
  },
  {
    pattern: /^anybody \(\*\), through this endpoint$/,
    sentence: "An endpoint's policy has no principals but `*`; a condition names the account.",
  },
  {
    pattern: /^\{FleetOperator\w+\}:\*$/,
    sentence: "CDK lets its framework call any version of exactly this function.",
  },
  {
    pattern: /^\* for appstream:DescribeFleets$/,
    sentence: "AppStream knows no resource for this action, which reads states and changes nothing.",
  },
  {
    pattern: /^\* for appstream:ExpireSession$/,
    sentence:
      "AppStream knows no resource for this action; a condition names the Regions of the policy's fleets, and a session's id comes from DescribeSessions, which is for those fleets alone.",
  },
  {
    pattern: /^reference:\*$/,
    sentence: "Where reference codes lead; whoever looks one up has to know it.",
  },
  {
    pattern: /^(?:approvals?|grant):\*$/,
    sentence:
      "It narrows: of the launch tables only requests for approval, their lists and what was approved, each named by a random id, an application or a person's user id. For the launch function it is what may not be written.",
  },
  {
    pattern: /^person:\*$/,
    sentence:
      "It narrows: of another Region's launch table only items of this kind may be read, and each ends in a person's user id.",
  },
  {
    pattern: /^(?:revoked|disabled|person-of):\*$/,
    sentence:
      "It narrows: of a launch table only items of this kind, and each ends in a digest of whose sessions it is about.",
  },
  {
    pattern: /^(?:favourites|fleets):\*$/,
    sentence:
      "It narrows: of the launch tables the catalogue may touch items of this kind alone; each ends in a person's user id, or in a Region and the policy's version.",
  },
  {
    pattern: /^(?:use|seats|timed):\*$/,
    sentence:
      "It narrows: of the launch tables only items of this kind may be touched, and each ends in a person's user id, an application's id or a number.",
  },
  {
    pattern: /^proof:\*$/,
    sentence:
      "It narrows: of the login tables the Portal API may write used proofs of possession alone, and each ends in a digest of the proof's id.",
  },
  {
    pattern: /^\*:\*$/,
    sentence:
      "It narrows: of the launch tables no item whose key has a colon may be touched, which is every item but a launch.",
  },
  {
    pattern: /^\* for appstream:(?:Create|Describe)UsageReportSubscriptions?$/,
    sentence:
      "AppStream knows no resource for these actions: an account has one subscription in each Region.",
  },
  {
    pattern: /^\* for ec2:DescribeManagedPrefixLists$/,
    sentence: "EC2 knows no resource for this action, which reads names and ids of lists.",
  },
];

export function wildcardSentence(text: string): string | undefined {
  return WILDCARDS.find(({ pattern }) => pattern.test(text))?.sentence;
}

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}
