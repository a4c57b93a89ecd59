/**
 * PURE: how strongly a demo person signed in, in the words of OpenID Connect.
 * `amr` values are those of RFC 8176; the `acr` values are the bank's own.
 */

import type { DemoPerson } from "./people.ts";

export const MFA_CONTEXT = "urn:northwind:acr:mfa";
export const PASSWORD_CONTEXT = "urn:northwind:acr:password";

export interface AuthenticationContext {
  readonly amr: string[];
  readonly acr: string;
}

export function authenticationContext({ mfa }: Pick<DemoPerson, "mfa">): AuthenticationContext {
  return mfa ? { amr: ["pwd", "mfa"], acr: MFA_CONTEXT } : { amr: ["pwd"], acr: PASSWORD_CONTEXT };
}
