/**
 * DescribeStacks: names and ARNs.
 * The emulated world has no stack settings: what a stack permits is a matter of the real service.
 */
import { DESCRIBE_STACKS } from "../validations/describe-stacks.ts";
import { arn } from "../world/emulated-world.ts";
import { named } from "./named.ts";
import { defineOperation } from "./operation.ts";
import { pageOf } from "./pagination.ts";

export const describeStacks = defineOperation(DESCRIBE_STACKS, (input, region, world) => {
  const stacks = named("Stack", world.stacks.inRegion(region), (stack) => stack, input.Names);
  const page = pageOf(stacks, world.pageSize, input.NextToken);
  return {
    Stacks: page.items.map((stack) => ({
      Arn: arn(world, region, "stack", stack),
      Name: stack,
      DisplayName: stack,
      StackErrors: [],
    })),
    ...page.next,
  };
});
