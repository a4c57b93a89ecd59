import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStreamingUrlRequest } from "../../functions/core/streaming-url-request.ts";

describe("parseStreamingUrlRequest", () => {
  it("reads an application, a context and a ticket", () => {
    const request = { application: "treasury", context: "FXD-1", waitingTicket: "a.b" };
    expect(parseStreamingUrlRequest(request)).toStrictEqual({ ok: true, value: request });
  });

  it("needs the application alone", () => {
    expect(parseStreamingUrlRequest({ application: "treasury" })).toStrictEqual({
      ok: true,
      value: { application: "treasury", context: undefined, waitingTicket: undefined },
    });
  });

  it.each([
    ["no document", undefined],
    ["a list", []],
    ["nothing", {}],
    ["an application that cannot be one", { application: "../treasury" }],
    ["an application in a list", { application: ["treasury"] }],
    ["a fleet", { application: "treasury", fleet: "ireland" }],
    ["a person", { application: "treasury", userId: "u-ana" }],
    ["an access token", { application: "treasury", access_token: "secret" }],
    ["a prototype", JSON.parse('{"application":"treasury","__proto__":{"context":"x"}}')],
    ["a constructor", { application: "treasury", constructor: "x" }],
    ["a context that no link could carry", { application: "treasury", context: "\ud800" }],
    ["a context that is too long", { application: "treasury", context: "x".repeat(1_025) }],
    ["a ticket that we did not write", { application: "treasury", waitingTicket: "a b" }],
  ])("refuses %s", (_what, input) => {
    expect(parseStreamingUrlRequest(input)).toMatchObject({ ok: false });
  });

  it("answers to anything, and never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(typeof parseStreamingUrlRequest(input).ok).toBe("boolean");
      }),
    );
  });
});
