import { describe, expect, it } from "vitest";
import type { Json } from "../support/policies.ts";
import { warningsBy } from "../support/policy-warnings.ts";

const preferring = (...preferences: Json[]) => [["preferences"], preferences] as const;

describe("preferenceWarnings", () => {
  it("warns of a fleet that none of the applications has", () => {
    expect(
      warningsBy(
        "preference_without_effect",
        preferring({ applications: ["treasury"], fleets: ["ireland", "dublin"] }),
      ),
    ).toStrictEqual([
      "preferences.0.fleets.1 is a fleet of none of the applications that this preference is about: it is never tried",
    ]);
  });

  it("warns of a fleet that walls keep from everybody it is about", () => {
    const virginia = { applications: ["design"], countries: ["DE", "IE"], fleets: ["virginia"] };
    // Of unknown country are those who are under every wall.
    expect(warningsBy("preference_without_effect", preferring(virginia))).toStrictEqual([
      "preferences.0.fleets.0 is behind a wall for everybody whom this preference is about: it is never tried",
    ]);
    expect(
      warningsBy("preference_without_effect", preferring({ ...virginia, countries: ["DE", "US"] })),
    ).toStrictEqual([]);
  });

  it("accepts a fleet that some application can use, for countries or for all", () => {
    expect(
      warningsBy("preference_without_effect", preferring({ fleets: ["virginia", "ireland"] })),
    ).toStrictEqual([]);
  });

  it("warns of a preference behind one that covers all it covers", () => {
    const all = { applications: ["design", "treasury"], fleets: ["dublin"] };
    const some = { applications: ["design"], countries: ["DE"], fleets: ["paris"] };
    expect(warningsBy("preference_never_reached", preferring(all, some))).toStrictEqual([
      "preferences.1 is never reached: preferences[0] is about all of these applications and countries, and comes first",
    ]);
    expect(
      warningsBy("preference_never_reached", preferring(some, all, { fleets: ["paris"] })),
    ).toStrictEqual([]);
  });
});
