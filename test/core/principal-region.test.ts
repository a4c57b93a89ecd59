import { describe, expect, it } from "vitest";
import type { HomeRegionPolicy } from "../../functions/core/policy.ts";
import type { Principal } from "../../functions/core/principal.ts";
import { homeRegionOf } from "../../functions/core/principal-region.ts";
import { anIndex, aPolicy, aPrincipal } from "../support/core-builders.ts";

const RULES: HomeRegionPolicy = {
  subjects: [{ identityProvider: "campus", subject: "ana", region: "eu-west-1" }],
  groups: [
    { identityProvider: "campus", group: "traders", region: "us-east-1" },
    { identityProvider: null, group: "staff", region: "eu-central-1" },
    { identityProvider: "partner", group: "guests", region: "ap-south-1" },
  ],
};

const find = (principal: Partial<Principal>) => {
  const policy = aPolicy({ location: { ...aPolicy().location, homeRegions: RULES } });
  return homeRegionOf(aPrincipal({ groups: [], ...principal }), anIndex(policy).homeRegions);
};

describe("homeRegionOf", () => {
  it("takes the policy's word about the person before every other", () => {
    const ana = { subject: "ana", groups: ["traders"], homeRegion: "sa-east-1" };
    expect(find(ana)).toStrictEqual({ region: "eu-west-1", by: "subject" });
    expect(find({ ...ana, identityProvider: "partner" })).not.toMatchObject({ by: "subject" });
  });

  it("takes the first group of the policy's order before the claim", () => {
    const groups = ["staff", "traders"];
    expect(find({ groups, homeRegion: "sa-east-1" })).toStrictEqual({ region: "us-east-1", by: "group" });
    expect(find({ groups: ["staff"] })).toStrictEqual({ region: "eu-central-1", by: "group" });
  });

  it("counts a group only as the provider says it that the policy names", () => {
    expect(find({ groups: ["guests"] })).toBeUndefined();
    expect(find({ groups: ["guests"], identityProvider: "partner" })?.region).toBe("ap-south-1");
    expect(find({ groups: ["traders"], identityProvider: "partner" })).toBeUndefined();
  });

  it("takes the claim last, and is nothing where there is none", () => {
    expect(find({ homeRegion: "sa-east-1" })).toStrictEqual({ region: "sa-east-1", by: "claim" });
    expect(find({})).toBeUndefined();
    expect(homeRegionOf(aPrincipal(), anIndex().homeRegions)).toBeUndefined();
  });
});
