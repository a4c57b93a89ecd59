/**
 * The deep link of a launch (`?context=`): only where the application declares one, only what its pattern allows.
 * The value ends up as an argument inside someone's desktop, so the declaration is an allow-list, never a filter.
 */
import type { IndexedApplication } from "./policy-index.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";

export function checkLaunchContext(
  application: IndexedApplication,
  context: string | undefined,
): Result<string | undefined, Refusal> {
  if (context === undefined) return ok(undefined);
  const declaration = application.application.context;
  const evidence = { application: application.id, length: context.length };
  if (declaration === null || application.contextPattern === null) {
    return err(refusal("context_not_declared", evidence));
  }
  const fits = context.length <= declaration.maxLength && application.contextPattern.test(context);
  return fits ? ok(context) : err(refusal("context_invalid", evidence));
}
