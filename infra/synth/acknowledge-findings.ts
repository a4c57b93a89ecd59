/** Puts the tables of acknowledgements.ts and wildcards.ts on the resources they are for, one by one. */
import { CfnResource, Stack, Validations } from "aws-cdk-lib";
import { CfnManagedPolicy, CfnPolicy, Role } from "aws-cdk-lib/aws-iam";
import type { IConstruct } from "constructs";
import type { StackKind } from "../broker/names.ts";
import { ACKNOWLEDGEMENTS, type Acknowledgement } from "./acknowledgements.ts";
import { wildcardSentence } from "./wildcards.ts";

export function acknowledgeFindings(stack: Stack, kind: StackKind): void {
  for (const resource of stack.node.findAll().filter((node) => node instanceof CfnResource)) {
    for (const { rules, reason } of acknowledgementsFor(pathBelowStack(resource), kind)) {
      for (const id of rules) Validations.of(resource).acknowledge({ id, reason });
    }
    if (resource instanceof CfnPolicy || resource instanceof CfnManagedPolicy) acknowledgeWildcards(resource);
  }
}

export function acknowledgementsFor(path: string, kind: StackKind): readonly Acknowledgement[] {
  return ACKNOWLEDGEMENTS.filter(({ isFor }) => isFor(path, kind));
}

/** `Api/Routed/…` of `streamgate-broker-eu-west-1/Api/Routed/…`. */
function pathBelowStack(resource: CfnResource): string {
  return resource.node.path.slice(resource.stack.node.path.length + 1);
}

/** On the role: CDK moves statements of a long policy to another one below it. */
function acknowledgeWildcards(policy: CfnPolicy | CfnManagedPolicy): void {
  const owner: IConstruct = policy.node.scopes.findLast((scope) => scope instanceof Role) ?? policy;
  for (const resource of resourcesOf(Stack.of(policy).resolve(policy.policyDocument))) {
    const reason = wildcardSentence(resource);
    // cdk-nag asks about `*` only; `?` has its sentence for the golden list.
    if (reason === undefined || !resource.includes("*")) continue;
    Validations.of(owner).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
      reason,
    });
  }
}

function resourcesOf(document: unknown): readonly string[] {
  const { Statement: statements = [] } = document as {
    readonly Statement?: readonly { readonly Resource?: unknown }[];
  };
  return statements
    .flatMap(({ Resource: resource }) => [resource].flat())
    .filter((text) => typeof text === "string");
}
