import { describe, expect, it } from "vitest";
import { endedRoute } from "../../functions/handlers/ended.ts";
import { aRequest, headingOf, linksOf } from "../support/http-builders.ts";

describe("endedRoute", () => {
  it.each([
    ["en", "Your session has ended"],
    ["es", "Su sesión ha terminado"],
  ])("says in %s that the session is over, and leads to the applications", async (language, title) => {
    const response = await endedRoute(aRequest({ headers: { "accept-language": language } }), undefined);
    expect([response.statusCode, headingOf(response)]).toEqual([200, title]);
    expect(linksOf(response)).toContain("/");
  });
});
