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
  { name: "launch", routeKeys: ["GET /launch/{application}"] },
  { name: "sign-in-oidc", routeKeys: ["GET /login/{idp}", "GET /login/{idp}/callback"] },
  { name: "portal", routeKeys: ["GET /", "POST /logout", "GET /healthz"] },
];
