/**
 * The one table of routes: which function answers which route key. The local world is made from it, and a test holds
 * it against the routes each function really serves.
 */

export interface FunctionEntry {
  /** The function's name, and the file under `entries/` it is bundled from. */
  readonly name: string;
  readonly routeKeys: readonly string[];
}

export const FUNCTIONS: readonly FunctionEntry[] = [
  {
    name: "launch",
    routeKeys: ["GET /launch/{application}", "POST /launch/{application}", "GET /wait/{application}"],
  },
  { name: "sign-in-oidc", routeKeys: ["GET /login/{idp}", "GET /login/{idp}/callback"] },
  {
    name: "sign-in-saml",
    routeKeys: [
      "GET /login/{idp}/saml",
      "POST /login/{idp}/acs",
      "GET /login/{idp}/continue",
      "POST /login/{idp}/continue",
      "GET /login/{idp}/metadata",
      "GET /logout/{idp}/saml",
    ],
  },
  { name: "portal", routeKeys: ["GET /", "GET /ended", "POST /logout", "GET /healthz"] },
  { name: "operator", routeKeys: ["POST /api/v1/explain"] },
  { name: "context", routeKeys: ["POST /context/redeem", "GET /.well-known/jwks.json"] },
];
