import { describe, expect, it } from "vitest";
import { fleetsInUse, withoutColour } from "../../../infra/streaming/blue-green.ts";
import { anApplication } from "../../support/core-builders.ts";
import { aStreamingPolicy } from "./stage.ts";

describe("withoutColour", () => {
  it.each([
    ["finance-blue", "finance"],
    ["finance-green", "finance"],
    ["finance", "finance"],
    ["evergreen", "evergreen"],
    ["finance-green-2", "finance-green-2"],
  ])("calls %s %s", (name, expected) => {
    expect(withoutColour(name)).toBe(expected);
  });
});

describe("fleetsInUse", () => {
  it("are those that an application names", () => {
    const applications = {
      finance: anApplication({ fleets: ["finance-ireland"] }),
      reports: anApplication({ fleets: ["finance-ireland", "finance-virginia"] }),
    };
    expect(fleetsInUse(aStreamingPolicy({ applications }))).toEqual(
      new Set(["finance-ireland", "finance-virginia"]),
    );
  });
});
