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
  const actions = actionsByResource(Stack.of(policy).resolve(policy.policyDocument));
  for (const [resource, all] of actions) {
    // Calls while a stack is deployed have a role in common, and each its reason where it is made (streaming/sdk-calls.ts).
    if (resource === "*" && owner === policy) continue;
    const reason = resource === "*" ? reasonForAnything(all) : wildcardSentence(resource);
    // cdk-nag asks about `*` only; `?` has its sentence for the golden list.
    if (reason === undefined || !resource.includes("*")) continue;
    Validations.of(owner).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
      reason,
    });
  }
}

/** cdk-nag has one finding for all that a policy may do to anything; undefined while one action has no sentence. */
function reasonForAnything(actions: readonly string[]): string | undefined {
  const sentences = actions.map((action) => wildcardSentence(`* for ${action}`));
  return sentences.includes(undefined) ? undefined : [...new Set(sentences)].join(" ");
}

function actionsByResource(document: unknown): ReadonlyMap<string, readonly string[]> {
  const { Statement: statements = [] } = document as {
    readonly Statement?: readonly { readonly Resource?: unknown; readonly Action?: unknown }[];
  };
  const actions = new Map<string, readonly string[]>();
  for (const { Resource: resource, Action: action } of statements) {
    for (const text of [resource].flat().filter((each) => typeof each === "string")) {
      actions.set(text, [...(actions.get(text) ?? []), ...[action].flat().map(String)]);
    }
  }
  return actions;
}
