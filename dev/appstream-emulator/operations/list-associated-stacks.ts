/**
 * ListAssociatedStacks.
 * It declares no error, so a fleet that does not exist has no stacks.
 */
import { LIST_ASSOCIATED_STACKS } from "../validations/list-associated-stacks.ts";
import { defineOperation } from "./operation.ts";
import { pageOf } from "./pagination.ts";

export const listAssociatedStacks = defineOperation(LIST_ASSOCIATED_STACKS, (input, region, world) => {
  const page = pageOf(world.stacks.stacksOf(region, input.FleetName), world.pageSize, input.NextToken);
  return { Names: page.items, ...page.next };
});
