import { describe, expect, it } from "vitest";
import { html, json, redirect } from "../../functions/http/response.ts";

describe("redirect", () => {
  it("is a 303 without a body", () => {
    expect(redirect("/launch/a")).toEqual({
      statusCode: 303,
      headers: { location: "/launch/a" },
      cookies: [],
    });
  });

  it("carries cookies, as a list of its own", () => {
    const cookies = ["a=1", "b=2"];
    const response = redirect("/", cookies);
    expect(response.cookies).toEqual(cookies);
    expect(response.cookies).not.toBe(cookies);
  });
});

describe("html", () => {
  it("is UTF-8 and says so", () => {
    expect(html(404, "<p>ñ</p>")).toEqual({
      statusCode: 404,
      headers: { "content-type": "text/html; charset=utf-8" },
      body: "<p>ñ</p>",
      cookies: [],
    });
  });
});

describe("json", () => {
  it("is application/json unless told otherwise", () => {
    expect(json(200, { a: 1 })).toEqual({
      statusCode: 200,
      headers: { "content-type": "application/json" },
      body: '{"a":1}',
    });
    expect(json(400, {}, "application/problem+json").headers?.["content-type"]).toBe(
      "application/problem+json",
    );
  });
});
