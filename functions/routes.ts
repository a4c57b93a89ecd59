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
    routeKeys: [
      "GET /launch/{application}",
      "POST /launch/{application}",
      "GET /wait/{application}",
      "GET /embed/{application}",
      "POST /embed/{application}",
    ],
  },
  {
    name: "sign-in-oidc",
    routeKeys: ["GET /login/{idp}", "GET /login/{idp}/callback", "POST /logout/{idp}/backchannel"],
  },
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
  {
    name: "portal",
    routeKeys: [
      "GET /",
      "POST /favourites/{application}",
      "GET /ended",
      "POST /logout",
      "GET /healthz",
      "GET /launch-button.js",
      "GET /launch-button/{application}",
      "GET /link-studio",
    ],
  },
  {
    name: "sessions",
    routeKeys: [
      "GET /sessions",
      "POST /sessions",
      "GET /help-desk",
      "POST /help-desk/sessions",
      "POST /help-desk/end",
      "POST /help-desk/launch",
    ],
  },
  { name: "operator", routeKeys: ["POST /api/v1/explain"] },
  {
    name: "approvals",
    routeKeys: ["GET /approvals", "POST /approvals", "GET /approvals/{request}", "POST /approvals/{request}"],
  },
  {
    name: "portal-api",
    routeKeys: [
      "POST /api/v1/streaming-urls",
      "GET /api/v1/applications",
      "GET /api/v1/sessions",
      "DELETE /api/v1/sessions/{id}",
      "GET /openapi.json",
    ],
  },
  { name: "context", routeKeys: ["POST /context/redeem", "GET /.well-known/jwks.json"] },
  // Called every minute, by no one.
  { name: "keeper", routeKeys: [] },
];
