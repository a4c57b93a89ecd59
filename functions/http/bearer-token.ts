/**
 * The access token of a request, from its one proper place: a single `Authorization` header (RFC 6750 §2.1, RFC 9449 §7.1).
 * In a query it would be in every log on the way, so that one which comes there is refused even if there is another.
 */
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { PresentedToken } from "../portal-api-ports.ts";
import type { HttpRequest } from "./request.ts";

/** Two headers come joined by a comma, which no token has. */
const AUTHORIZATION = /^(bearer|dpop) +([A-Za-z0-9\-._~+/]+=*)$/i;

/** `origin`: the broker's own, which a proof must be for. */
export function presentedToken(request: HttpRequest, origin: string): Result<PresentedToken, Refusal> {
  const { authorization, dpop: proof } = request.headers;
  if (request.query.has("access_token")) return err(refusal("access_token_misplaced"));
  if (authorization === undefined) return err(refusal("access_token_missing"));
  const [, scheme, token] = AUTHORIZATION.exec(authorization) ?? [];
  if (scheme === undefined || token === undefined) return err(refusal("authorization_malformed"));
  const [method = "", path = ""] = request.routeKey.split(" ", 2);
  return ok({
    scheme: scheme.toLowerCase() === "dpop" ? "DPoP" : "Bearer",
    ...{ token, proof, method },
    url: `${origin}${filled(path, request.pathParameters)}`,
  });
}

function filled(path: string, parameters: HttpRequest["pathParameters"]): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ""));
}
