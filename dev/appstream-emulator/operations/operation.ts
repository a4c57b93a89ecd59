/**
 * What an operation is: limits, then behaviour. Limits come first, always, as for the service.
 */
import type { JsonObject } from "../protocol/aws-json.ts";
import { checkInput, type InputOf, type Limits } from "../protocol/limits.ts";
import type { EmulatedWorld } from "../world/emulated-world.ts";

/** Takes an unchecked input; throws AwsError. */
export type Operation = (body: JsonObject, region: string, world: EmulatedWorld) => JsonObject;

export function defineOperation<L extends Limits>(
  limits: L,
  run: (input: InputOf<L>, region: string, world: EmulatedWorld) => JsonObject,
): Operation {
  return (body, region, world) => run(checkInput(limits, body), region, world);
}
