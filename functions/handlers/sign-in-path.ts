/** Where a fresh sign-in at one of the policy's providers begins that ends in this launch. */
import { type LaunchIntent, loginPath } from "../core/intent.ts";
import type { PolicyIndex } from "../core/policy-index.ts";

export function signInPath(
  { index }: { readonly index: PolicyIndex },
  identityProvider: string,
  intent: LaunchIntent,
  reauthenticate = false,
): string {
  const provider = index.policy.identityProviders[identityProvider];
  const target = { id: identityProvider, protocol: provider?.protocol ?? "oidc" } as const;
  return loginPath(target, intent, reauthenticate);
}
