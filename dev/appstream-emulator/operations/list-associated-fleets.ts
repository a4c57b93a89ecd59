/**
 * ListAssociatedFleets.
 * It declares no error, so a stack that does not exist has no fleets.
 */
import { LIST_ASSOCIATED_FLEETS } from "../validations/list-associated-fleets.ts";
import { defineOperation } from "./operation.ts";
import { pageOf } from "./pagination.ts";

export const listAssociatedFleets = defineOperation(LIST_ASSOCIATED_FLEETS, (input, region, world) => {
  const page = pageOf(world.stacks.fleetsOf(region, input.StackName), world.pageSize, input.NextToken);
  return { Names: page.items, ...page.next };
});
