import { describe, expect, it } from "vitest";
import { matchRoute } from "../../../dev/api-gateway/route-matching.ts";

const ROUTES = [
  "ANY /{proxy+}",
  "GET /launch/{application}",
  "GET /launch/all",
  "ANY /launch/{application}",
  "POST /login/{idp}/acs",
  "GET /",
].map((routeKey) => ({ routeKey }));

const matched = (method: string, path: string, routes = ROUTES) => {
  const match = matchRoute(routes, method, path);
  return match && [match.route.routeKey, match.pathParameters];
};

describe("matchRoute", () => {
  it("finds the parameters of a path", () => {
    expect(matched("POST", "/login/entra/acs")).toStrictEqual(["POST /login/{idp}/acs", { idp: "entra" }]);
  });

  it("prefers a fixed segment to a parameter, and a parameter to a greedy one", () => {
    expect(matched("GET", "/launch/all")).toStrictEqual(["GET /launch/all", {}]);
    expect(matched("GET", "/launch/cad")).toStrictEqual([
      "GET /launch/{application}",
      { application: "cad" },
    ]);
    expect(matched("GET", "/launch/cad/2")).toStrictEqual(["ANY /{proxy+}", { proxy: "launch/cad/2" }]);
  });

  it("prefers the exact method to ANY", () => {
    expect(matched("PUT", "/launch/cad")).toStrictEqual([
      "ANY /launch/{application}",
      { application: "cad" },
    ]);
  });

  it("is independent of the order of the routes", () => {
    expect(matched("GET", "/launch/all", ROUTES.toReversed())).toStrictEqual(["GET /launch/all", {}]);
  });

  it("matches the root", () => {
    expect(matched("GET", "/")).toStrictEqual(["GET /", {}]);
  });

  it.each([
    ["GET", "/healthz/"],
    ["HEAD", "/healthz"],
    ["POST", "/healthz"],
    ["GET", "/Healthz"],
    ["GET", "/launch/"],
    ["GET", "/launch"],
    ["GET", "/launch/a/b"],
    ["GET", "*"],
  ])("finds no route for %s %s", (method, path) => {
    const routes = ["GET /healthz", "GET /launch/{application}"].map((routeKey) => ({ routeKey }));
    expect(matched(method, path, routes)).toBeNull();
  });

  it("takes $default only where nothing else matches", () => {
    const routes = [{ routeKey: "$default" }, { routeKey: "ANY /{proxy+}" }];
    expect(matched("GET", "/x", routes)).toStrictEqual(["ANY /{proxy+}", { proxy: "x" }]);
    expect(matched("GET", "/", routes)).toStrictEqual(["$default", {}]);
  });
});
