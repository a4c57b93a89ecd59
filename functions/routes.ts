/**
 * The one table of routes: which function answers which route key. The API and the local world are both made
 * from it, so a route cannot exist in one and not in the other.
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
