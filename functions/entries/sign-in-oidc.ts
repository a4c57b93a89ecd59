/** Lambda entry: OpenID Connect sign-in. It verifies identities and opens broker sessions; it cannot reach AppStream. */
import { signInOidcFunction } from "../wiring/sign-in-oidc.ts";

export const handler = signInOidcFunction(process.env);
