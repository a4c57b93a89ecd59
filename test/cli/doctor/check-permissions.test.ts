import { describe, expect, it } from "vitest";
import { checkPermissions } from "../../../cli/doctor/check-permissions.ts";
import { findingsOf } from "../../support/account-facts.ts";

describe("checkPermissions", () => {
  it("names both ARNs that a denied launch needs", () => {
    expect(findingsOf(checkPermissions, { fleets: { dublin: { streamingUrls: "denied" } } })).toStrictEqual([
      "fault fleets.dublin these credentials are denied appstream:CreateStreamingURL; it needs the ARNs of the stack " +
        "design and of the fleet design-b in eu-west-1",
    ]);
  });

  it("has nothing to say where it was not denied or not asked", () => {
    expect(
      findingsOf(checkPermissions, { fleets: { dublin: { streamingUrls: "not_denied" } } }),
    ).toStrictEqual([]);
    expect(findingsOf(checkPermissions)).toStrictEqual([]);
  });
});
