import { describe, expect, it } from "vitest";
import { err, ok } from "../../functions/core/result.ts";

describe("ok", () => {
  it("carries the value and no error", () => {
    expect(ok("value")).toStrictEqual({ ok: true, value: "value" });
  });
});

describe("err", () => {
  it("carries the error and no value", () => {
    expect(err("error")).toStrictEqual({ ok: false, error: "error" });
  });
});
