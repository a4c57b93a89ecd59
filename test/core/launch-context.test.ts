import { describe, expect, it } from "vitest";
import { checkLaunchContext } from "../../functions/core/launch-context.ts";
import { indexedApplication } from "../support/core-builders.ts";

const declaring = (pattern: string, maxLength = 8) => indexedApplication({ context: { pattern, maxLength } });
const record = declaring("patient/\\d*");

const invalid = (length: number) => ({
  ok: false,
  error: { reason: "context_invalid", evidence: { application: "atlas", length } },
});

describe("checkLaunchContext", () => {
  it("lets a launch without context through, declared or not", () => {
    expect(checkLaunchContext(record, undefined)).toStrictEqual({ ok: true, value: undefined });
    expect(checkLaunchContext(indexedApplication({}), undefined)).toStrictEqual({
      ok: true,
      value: undefined,
    });
  });

  it("refuses any context where the application declares none", () => {
    expect(checkLaunchContext(indexedApplication({}), "patient/")).toStrictEqual({
      ok: false,
      error: { reason: "context_not_declared", evidence: { application: "atlas", length: 8 } },
    });
  });

  it("refuses even an empty context where the application declares none", () => {
    expect(checkLaunchContext(indexedApplication({}), "")).toMatchObject({
      error: { reason: "context_not_declared", evidence: { length: 0 } },
    });
  });

  it("refuses any context where half of the declaration is missing", () => {
    const halves = [
      { ...record, contextPattern: null },
      { ...record, application: { ...record.application, context: null } },
    ];
    for (const half of halves) {
      expect(checkLaunchContext(half, "patient/")).toMatchObject({
        error: { reason: "context_not_declared" },
      });
    }
  });

  it("passes on a context that fits, unchanged", () => {
    expect(checkLaunchContext(declaring("patient/\\d*", 20), "patient/4711")).toStrictEqual({
      ok: true,
      value: "patient/4711",
    });
  });

  it("takes exactly the declared length and not one more", () => {
    const letters = declaring("a*", 8);
    expect(checkLaunchContext(letters, "a".repeat(8))).toStrictEqual({ ok: true, value: "a".repeat(8) });
    expect(checkLaunchContext(letters, "a".repeat(9))).toStrictEqual(invalid(9));
  });

  it("refuses a short context that the pattern does not match", () => {
    expect(checkLaunchContext(record, "doctor/")).toStrictEqual(invalid(7));
  });

  it.each([
    "patient/1 --evil",
    "--x patient/1",
    "patient/1\n",
    "\npatient/1",
    "patient/1\u0000",
    "patient/1;reboot",
  ])("refuses %j: the whole context is matched, not a part of it", (context) => {
    expect(checkLaunchContext(declaring("patient/\\d*", 100), context)).toStrictEqual(
      invalid(context.length),
    );
  });

  it("lets an empty context through only where the pattern does", () => {
    expect(checkLaunchContext(declaring("a*"), "")).toStrictEqual({ ok: true, value: "" });
    expect(checkLaunchContext(declaring("a+"), "")).toStrictEqual(invalid(0));
  });

  it("never repeats the context in its refusal", () => {
    const refused = [
      checkLaunchContext(record, "MARKER-context"),
      checkLaunchContext(indexedApplication({}), "MARKER-context"),
    ];
    expect(JSON.stringify(refused)).not.toContain("MARKER");
  });

  it("answers the same again: the pattern keeps no state", () => {
    const answers = [1, 2, 3].map(() => checkLaunchContext(record, "patient/").ok);
    expect(answers).toStrictEqual([true, true, true]);
  });
});
