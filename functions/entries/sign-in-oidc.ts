/** Lambda entry: OpenID Connect sign-in. It verifies identities and opens broker sessions; it cannot reach AppStream. */
import { loginRoute } from "../handlers/login.ts";
import { oidcCallbackRoute } from "../handlers/oidc-callback.ts";
import { defineFunction } from "../http/define-function.ts";
import { signInOidcParts } from "../wiring/sign-in-oidc.ts";

export const handler = defineFunction({
  ...signInOidcParts(process.env),
  routes: { "GET /login/{idp}": loginRoute, "GET /login/{idp}/callback": oidcCallbackRoute },
});
