import type { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import type { Grant } from "../../../infra/broker/capability.ts";
import { grantOfFunction } from "../../../infra/broker/function-grant.ts";
import { loadExample, templates } from "../assembly.ts";

const ARN = "arn:aws:lambda:eu-west-1:111122223333:function:streamgate-launch";
const AS_THE_FUNCTION = { "lambda:SourceFunctionArn": [ARN, `${ARN}:*`] };

function conditionsOf(conditions?: Grant["conditions"]): unknown {
  const grant: Grant = {
    sid: "Sign",
    actions: ["kms:Sign"],
    resources: ["key"],
    ...(conditions && { conditions }),
  };
  return grantOfFunction(ARN, grant).toStatementJson().Condition;
}

describe("grantOfFunction", () => {
  it("lets the function alone use the grant, in whatever version", () => {
    expect(conditionsOf()).toEqual({ ArnEquals: AS_THE_FUNCTION });
  });

  it("keeps the grant's own conditions", () => {
    const own = { StringEquals: { "kms:SigningAlgorithm": "A" }, ArnEquals: { "aws:SourceArn": "arn" } };
    expect(conditionsOf(own)).toEqual({
      StringEquals: own.StringEquals,
      ArnEquals: { "aws:SourceArn": "arn", ...AS_THE_FUNCTION },
    });
  });

  it("leaves a key that a service asks to the grant for that service", () => {
    const viaService = { StringEquals: { "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com" } };
    expect(conditionsOf(viaService)).toEqual(viaService);
  });
});

interface Statement {
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** By the name of the role, what its statements say of the function, but for those about a key that a service asks. */
function functionsByRole(template: Template): ReadonlyMap<string, readonly unknown[]> {
  const roles = Object.entries(template.findResources("AWS::IAM::Role")).filter(([, { Properties }]) =>
    JSON.stringify(Properties.AssumeRolePolicyDocument).includes('"lambda.amazonaws.com"'),
  );
  const policies = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"].flatMap((type) =>
    Object.values(template.findResources(type)),
  );
  return new Map(
    roles.map(([id, role]) => {
      const statements = policies
        .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(`"${id}"`))
        .flatMap(({ Properties }): readonly Statement[] => Properties.PolicyDocument.Statement);
      const direct = statements.filter(
        ({ Condition: condition }) => condition?.StringEquals?.["kms:ViaService"] === undefined,
      );
      const said = direct.map(
        ({ Condition: condition }) => condition?.ArnEquals?.["lambda:SourceFunctionArn"],
      );
      return [role.Properties.RoleName as string, said];
    }),
  );
}

describe.each(["cloudfront", "regional"] as const)("the role of a function at the %s edge", (edge) => {
  it("serves no other function, whoever passes it on", async () => {
    const all = [...templates(await loadExample(edge))].filter(([name]) => /-(?:broker|secrets)-/.test(name));
    const roles = all.flatMap(([, template]) => [...functionsByRole(template)]);
    expect(roles.length).toBeGreaterThanOrEqual(5);
    for (const [role, functions] of roles) {
      const [, name = "", region = ""] = /^([\w-]+)-((?:eu|us)-[a-z]+-\d)$/.exec(role) ?? [];
      const arn = `arn:aws:lambda:${region}:111122223333:function:${name}`;
      expect(new Set(functions.map((one) => JSON.stringify(one)))).toEqual(
        new Set([JSON.stringify([arn, `${arn}:*`])]),
      );
    }
  });
});
