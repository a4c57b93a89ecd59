import { describe, expect, it, vi } from "vitest";
import createDebug from "../../../dev/build/silent-debug.ts";

describe("createDebug", () => {
  it("prints nothing, whatever DEBUG says", () => {
    vi.stubEnv("DEBUG", "*");
    const print = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const debug: (...words: unknown[]) => void = createDebug();
    debug("validatePostResponse resulted in an error: %s", new Error("<saml:Assertion>"));
    expect(print).not.toHaveBeenCalled();
    vi.unstubAllEnvs();
  });
});
