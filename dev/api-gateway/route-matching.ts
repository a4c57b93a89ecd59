/**
 * PURE: which route of an HTTP API takes a request.
 * As API Gateway decides: fixed segments before `{parameters}` before a greedy `{proxy+}`, the exact method
 * before ANY, `$default` last. A method without a route is "not found", never "method not allowed", and
 * HEAD is a method like any other: no GET route answers it.
 */

export interface RouteMatch<R> {
  readonly route: R;
  readonly pathParameters: Record<string, string>;
}

interface Candidate<R> extends RouteMatch<R> {
  /** One character a segment and one for the method; the lowest string is the most specific route. */
  readonly rank: string;
}

interface PathMatch {
  readonly rank: string;
  readonly pathParameters: Record<string, string>;
}

const FIXED = "0";
const PARAMETER = "1";
const GREEDY = "2";
const DEFAULT_ROUTE = "3";

/** `path` is percent-decoded, so an encoded slash separates segments, as it does in AWS. */
export function matchRoute<R extends { readonly routeKey: string }>(
  routes: readonly R[],
  method: string,
  path: string,
): RouteMatch<R> | null {
  const [best] = routes
    .map((route) => candidate(route, method, path))
    .filter((match) => match !== null)
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return best ? { route: best.route, pathParameters: best.pathParameters } : null;
}

function candidate<R extends { readonly routeKey: string }>(
  route: R,
  method: string,
  path: string,
): Candidate<R> | null {
  if (route.routeKey === "$default") return { route, pathParameters: {}, rank: DEFAULT_ROUTE };
  const [routeMethod, template = ""] = route.routeKey.split(" ");
  if (routeMethod !== method && routeMethod !== "ANY") return null;
  const match = matchPath(template.split("/").slice(1), path.split("/").slice(1));
  if (!match) return null;
  return {
    route,
    pathParameters: match.pathParameters,
    rank: match.rank + (routeMethod === "ANY" ? "1" : "0"),
  };
}

function matchPath(template: readonly string[], segments: readonly string[]): PathMatch | null {
  let rank = "";
  const pathParameters: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const actual = segments[index];
    if (actual === undefined) return null;
    const parameter = /^\{(?<name>[^}+]+)(?<greedy>\+?)\}$/.exec(expected)?.groups;
    if (!parameter) {
      if (actual !== expected) return null;
      rank += FIXED;
    } else if (actual === "") {
      return null;
    } else if (parameter.greedy === "+") {
      pathParameters[parameter.name ?? ""] = segments.slice(index).join("/");
      return { rank: rank + GREEDY, pathParameters };
    } else {
      pathParameters[parameter.name ?? ""] = actual;
      rank += PARAMETER;
    }
  }
  return segments.length === template.length ? { rank, pathParameters } : null;
}
