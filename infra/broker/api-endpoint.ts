/** What the two kinds of API have in common: functions by route, and a name of the Region's for DNS to point to. */
import type { IFunction } from "aws-cdk-lib/aws-lambda";

export interface RoutedFunction {
  readonly name: string;
  /** As functions/routes.ts writes them: `GET /launch/{application}`. */
  readonly routeKeys: readonly string[];
  readonly target: IFunction;
}

/** What its metrics are found by: an HTTP API is told by its id, a REST API by its name. */
export type WatchedApi =
  | { readonly kind: "http"; readonly apiId: string; readonly stage: string }
  | { readonly kind: "rest"; readonly apiName: string; readonly stage: string };

export interface ApiEndpoint {
  readonly watched: WatchedApi;
  /** The Regional name behind the custom domain, and its hosted zone: what an alias record points to. */
  readonly aliasName: string;
  readonly aliasZoneId: string;
}

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
}

export function parseRouteKey(routeKey: string): Route {
  const [method, path, ...rest] = routeKey.split(" ");
  if (!isMethod(method) || path === undefined || rest.length > 0) {
    throw new TypeError(`${routeKey} is no route key of this product`);
  }
  return { method, path };
}

function isMethod(text: string | undefined): text is Route["method"] {
  return text === "GET" || text === "POST" || text === "DELETE";
}

/** API Gateway's own limit is 30 s for an HTTP API and 29 s for a REST API. */
export const INTEGRATION_TIMEOUT_SECONDS = 29;
