/** What a sign-in that ends in a launch leaves for it, so that the launch asks for no second click (http/arrival.ts). */
import { launchPath } from "../core/intent.ts";
import type { SignInGoal } from "../core/return-page.ts";
import { arrivalCookie } from "../http/arrival.ts";

export function arrivalCookies(goal: SignInGoal | undefined): readonly string[] {
  return goal === undefined || "page" in goal ? [] : [arrivalCookie(launchPath(goal))];
}
