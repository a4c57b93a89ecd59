/** Every permission in a template, as lines a person can read: policies of roles, of keys, and of functions. */

export interface Permission {
  /** Who has it, or what it is on. */
  readonly holder: string;
  readonly effect: string;
  readonly action: string;
  readonly resource: string;
  /** Empty for a role's own policy. */
  readonly principal: string;
  /** `key sign value`, all of which must hold. */
  readonly conditions: readonly Condition[];
}

interface Condition {
  readonly key: string;
  readonly sign: string;
  /** One of which must hold. */
  readonly values: readonly string[];
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

type Resources = Readonly<Record<string, Resource>>;

interface Statement {
  readonly Effect: string;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function permissionsOf(template: { readonly Resources?: unknown }): readonly Permission[] {
  const resources = (template.Resources ?? {}) as Resources;
  return Object.entries(resources).flatMap(([id, resource]) => ofResource(id, resource, resources));
}

/** On what, for whom and when, without the action. */
export function formatScope({ resource, principal, conditions }: Permission): string {
  const to = principal === "" ? "" : `, to ${principal}`;
  const when = conditions.map(
    ({ key, sign, values }) => `\n        if ${key} ${sign} ${values.join("\n          or ")}`,
  );
  return `on ${resource}${to}${when.join("")}`;
}

function ofResource(
  id: string,
  { Type: type, Properties: properties = {} }: Resource,
  all: Resources,
): readonly Permission[] {
  const text = (value: unknown): string => render(value, all);
  const list = (value: unknown): readonly string[] => [value ?? []].flat().map(text);
  if (type === "AWS::Lambda::Permission") {
    const conditions = ["SourceArn", "SourceAccount", "PrincipalOrgID"]
      .filter((key) => properties[key] !== undefined)
      .map((key) => ({ key, sign: "=", values: list(properties[key]) }));
    return [
      {
        holder: `function ${text(properties.FunctionName)}`,
        effect: "Allow",
        action: text(properties.Action),
        resource: text(properties.FunctionName),
        principal: text(properties.Principal),
        conditions,
      },
    ];
  }
  const managed = type === "AWS::IAM::Role" ? list(properties.ManagedPolicyArns) : [];
  const attached = managed.map((arn) => ({
    holder: `role ${nameOf(id, all)}`,
    effect: "Allow",
    action: "whatever is in it",
    resource: arn,
    principal: "",
    conditions: [],
  }));
  const holder = holderOf(id, type, properties, all);
  const statements = documentsIn(properties).flatMap((document) => document.Statement);
  return [
    ...attached,
    ...statements.flatMap((statement) => ofStatement(holder, type, statement, list, text)),
  ];
}

function ofStatement(
  holder: string,
  type: string,
  statement: Statement,
  list: (value: unknown) => readonly string[],
  text: (value: unknown) => string,
): readonly Permission[] {
  if (statement.NotAction !== undefined) throw new TypeError("a permission that lists what it does not give");
  const principals = principalsOf(statement.Principal, list);
  const owner = OWNERS.find(([prefix]) => type.startsWith(prefix))?.[1];
  const isEndpoint = type === "AWS::EC2::VPCEndpoint";
  const isTrust = statement.Resource === undefined;
  const resources = isTrust ? ["the role itself"] : list(statement.Resource);
  return list(statement.Action).flatMap((action) =>
    resources.map((resource) => ({
      holder,
      effect: statement.Effect,
      action: isEndpoint && action === "*" ? "whatever the endpoint's service knows (*)" : action,
      resource: resource === "*" ? all(owner, isEndpoint) : resource,
      principal: principals.map((each) => (each === "*" ? anybody(statement, isEndpoint) : each)).join(", "),
      conditions: conditionsOf(statement, list, text),
    })),
  );
}

/** Types of which a policy's `*` is the thing that has the policy. */
const OWNERS = [
  ["AWS::KMS::", "this key (*)"],
  ["AWS::SecretsManager::ResourcePolicy", "this secret (*)"],
] as const;

function all(owner: string | undefined, isEndpoint: boolean): string {
  if (owner !== undefined) return owner;
  return isEndpoint ? "all that the endpoint's service has (*)" : "*";
}

function anybody({ Effect: effect }: Statement, isEndpoint: boolean): string {
  if (effect === "Deny") return "anybody (*), denied";
  return isEndpoint ? "anybody (*), through this endpoint" : "*";
}

function principalsOf(principal: unknown, list: (value: unknown) => readonly string[]): readonly string[] {
  if (principal === undefined) return [];
  return typeof principal === "string"
    ? [principal]
    : Object.values(principal as object).flatMap((value) => list(value));
}

const SIGNS: Readonly<Record<string, string>> = {
  StringEquals: "=",
  ArnEquals: "=",
  StringLike: "like",
  ArnLike: "like",
};

function conditionsOf(
  { Condition: condition = {} }: Statement,
  list: (value: unknown) => readonly string[],
  text: (value: unknown) => string,
): readonly Condition[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => ({
      key: text(key),
      sign: SIGNS[operator] ?? operator,
      values: list(value),
    })),
  );
}

function documentsIn(value: unknown): readonly { readonly Statement: readonly Statement[] }[] {
  if (typeof value !== "object" || value === null) return [];
  if ("Statement" in value && Array.isArray(value.Statement))
    return [value as { readonly Statement: readonly Statement[] }];
  return Object.values(value).flatMap(documentsIn);
}

function holderOf(
  id: string,
  type: string,
  properties: Readonly<Record<string, unknown>>,
  all: Resources,
): string {
  if (type === "AWS::IAM::Policy" || type === "AWS::IAM::ManagedPolicy") {
    const roles = [properties.Roles ?? []].flat().map((role) => render(role, all));
    return `role ${roles.join(", ")}`;
  }
  return type === "AWS::IAM::Role" ? `role ${nameOf(id, all)}` : `${type} ${nameOf(id, all)}`;
}

const NAMES = ["RoleName", "FunctionName", "TableName", "BucketName", "LogGroupName", "Name", "AliasName"];

/** The resource's own name where it has one, else its logical id without the digest. */
function nameOf(id: string, all: Resources): string {
  const properties = all[id]?.Properties ?? {};
  if (all[id]?.Type === "AWS::Lambda::Alias") {
    return `${render(properties.FunctionName, all)}:${render(properties.Name, all)}`;
  }
  const name = NAMES.map((key) => properties[key]).find((value) => typeof value === "string");
  return typeof name === "string" ? name : `{${id.replace(/[0-9A-F]{8}$/, "")}}`;
}

/** Intrinsic functions as the text they stand for. */
function render(value: unknown, all: Resources): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return String(value);
  const [[name, argument] = ["", undefined]] = Object.entries(value);
  switch (name) {
    case "Ref":
      return nameOf(String(argument), all);
    case "Fn::GetAtt":
      return nameOf(String([argument].flat()[0]), all);
    case "Fn::Join":
      return ((argument as [string, unknown[]])[1] ?? [])
        .map((part) => render(part, all))
        .join((argument as [string])[0]);
    case "Fn::GetStackOutput": {
      const { StackName: stack, OutputName: output } = argument as Readonly<Record<string, string>>;
      return `{${output} of ${stack}}`;
    }
    default:
      return JSON.stringify(value);
  }
}
