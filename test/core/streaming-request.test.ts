import { describe, expect, it } from "vitest";
import type { FleetPolicy } from "../../functions/core/policy.ts";
import {
  checkStreamingRequest,
  DESKTOP,
  type StreamingRequest,
} from "../../functions/core/streaming-request.ts";

const valid: StreamingRequest = {
  region: "eu-west-1",
  stack: "atlas-stack",
  fleet: "atlas-fleet",
  userId: "u-7f3a9c",
  application: "Atlas",
  validitySeconds: 60,
  sessionContext: `v1.eu-west-1.${"A".repeat(65)}`,
};

const check = (deviation: Partial<StreamingRequest>, streamView: FleetPolicy["streamView"] = "app") =>
  checkStreamingRequest({ ...valid, ...deviation }, streamView);

const faultIn = (deviation: Partial<StreamingRequest>, streamView: FleetPolicy["streamView"] = "app") => {
  const checked = check(deviation, streamView);
  return checked.ok ? undefined : checked.error.evidence.parameter;
};

const NAMES = [["stack", "StackName"] as const, ["fleet", "FleetName"] as const];

describe("checkStreamingRequest", () => {
  it("passes a valid request on as it is", () => {
    const request = { ...valid };
    const checked = checkStreamingRequest(request, "app");
    expect(checked).toStrictEqual({ ok: true, value: valid });
    expect(checked.ok && checked.value).toBe(request);
  });

  it("refuses with the parameter at fault, the stack and the fleet", () => {
    expect(check({ userId: "x" })).toStrictEqual({
      ok: false,
      error: {
        reason: "streaming_request_invalid",
        evidence: { parameter: "UserId", stack: "atlas-stack", fleet: "atlas-fleet" },
      },
    });
  });

  it("says nothing of the user, the context or the application in its refusal", () => {
    const refused = check({ userId: "MARKER user", application: "MARKER", sessionContext: "MARKER" });
    expect(refused.ok).toBe(false);
    expect(JSON.stringify(refused)).not.toContain("MARKER");
  });

  describe.each(NAMES)("of the %s", (part, parameter) => {
    it.each(["a", "Z", "0", "a.b_c-D9", "a".repeat(100), "a".repeat(101)])("accepts %j", (name) => {
      expect(faultIn({ [part]: name })).toBeUndefined();
    });

    it.each([
      "",
      "a".repeat(102),
      "-a",
      "_a",
      ".a",
      "a b",
      "a/b",
      "a:b",
      "a\n",
      "\na",
      "ä",
      "a*",
      "a,b",
      "a@b",
    ])("refuses %j", (name) => {
      expect(faultIn({ [part]: name })).toBe(parameter);
    });
  });

  describe("of the user id", () => {
    it.each(["ab", "a".repeat(32), "ana@campus.example"])("accepts %j", (userId) => {
      expect(faultIn({ userId })).toBeUndefined();
    });

    it.each(["a", "a".repeat(33), "a b", "a/b", "a:b", "añ", "ab\n"])("refuses %j", (userId) => {
      expect(faultIn({ userId })).toBe("UserId");
    });
  });

  describe("of the validity", () => {
    it.each([1, 2, 60, 604_799, 604_800])("accepts %d s", (validitySeconds) => {
      expect(faultIn({ validitySeconds })).toBeUndefined();
    });

    it.each([0, -0, -1, 1.5, 0.5, 604_801, 604_799.5, Number.NaN, Infinity, -Infinity])(
      "refuses %d s",
      (validitySeconds) => {
        expect(faultIn({ validitySeconds })).toBe("Validity");
      },
    );
  });

  describe("of the application", () => {
    it("refuses an empty one on either view", () => {
      expect(faultIn({ application: "" })).toBe("ApplicationId");
      expect(faultIn({ application: "" }, "desktop")).toBe("ApplicationId");
    });

    it("lets the desktop be asked only of a fleet whose view is the desktop", () => {
      expect(DESKTOP).toBe("Desktop");
      expect(faultIn({ application: "Desktop" }, "desktop")).toBeUndefined();
      expect(faultIn({ application: "Desktop" }, "app")).toBe("ApplicationId");
    });

    it("lets one application be asked only of a fleet whose view is the application", () => {
      expect(faultIn({ application: "Atlas" }, "app")).toBeUndefined();
      expect(faultIn({ application: "Atlas" }, "desktop")).toBe("ApplicationId");
    });

    it.each(["desktop", "DESKTOP", "Desktop "])(
      "takes %j for an application, not for the desktop",
      (name) => {
        expect(faultIn({ application: name }, "app")).toBeUndefined();
        expect(faultIn({ application: name }, "desktop")).toBe("ApplicationId");
      },
    );
  });

  it("names the stack first, then the fleet, the user id, the validity and the application", () => {
    const faulty = { stack: "", fleet: "", userId: "", validitySeconds: 0, application: "" };
    expect([
      faultIn(faulty),
      faultIn({ ...faulty, stack: valid.stack }),
      faultIn({ userId: "", validitySeconds: 0, application: "" }),
      faultIn({ validitySeconds: 0, application: "" }),
      faultIn({ application: "" }),
    ]).toStrictEqual(["StackName", "FleetName", "UserId", "Validity", "ApplicationId"]);
  });
});
