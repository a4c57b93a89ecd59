/**
 * DescribeStacks: what the sessions of a stack may do and where they may be embedded.
 * The emulator's own pages do not act on it; it is there for whoever checks a set-up.
 */
import { epochSeconds, type JsonObject } from "../protocol/aws-json.ts";
import { DESCRIBE_STACKS } from "../validations/describe-stacks.ts";
import { DEFAULT_USER_SETTINGS } from "../world/emulated-stack.ts";
import { arn, type EmulatedWorld } from "../world/emulated-world.ts";
import { named } from "./named.ts";
import { defineOperation } from "./operation.ts";
import { pageOf } from "./pagination.ts";

export const describeStacks = defineOperation(DESCRIBE_STACKS, (input, region, world) => {
  const stacks = named("Stack", world.stacks.inRegion(region), (stack) => stack, input.Names);
  const page = pageOf(stacks, world.pageSize, input.NextToken);
  return { Stacks: page.items.map((stack) => describeStack(world, region, stack)), ...page.next };
});

function describeStack(world: EmulatedWorld, region: string, stack: string): JsonObject {
  const { embedHostDomains, redirectUrl, feedbackUrl, userSettings } = world.stacks.settings(region, stack);
  const permissions = Object.entries({ ...DEFAULT_USER_SETTINGS, ...userSettings });
  return {
    Arn: arn(world, region, "stack", stack),
    Name: stack,
    DisplayName: stack,
    CreatedTime: epochSeconds(world.startedAtMilliseconds),
    StackErrors: [],
    UserSettings: permissions.map(([Action, Permission]) => ({ Action, Permission })),
    ...(embedHostDomains && { EmbedHostDomains: embedHostDomains }),
    ...(redirectUrl !== undefined && { RedirectURL: redirectUrl }),
    ...(feedbackUrl !== undefined && { FeedbackURL: feedbackUrl }),
  };
}
