import { describe, expect, it } from "vitest";
import { entitlementFor } from "../../functions/core/entitlement.ts";
import type { Audience, Policy } from "../../functions/core/policy.ts";
import {
  anApplication,
  aPolicy,
  aPrincipal,
  indexedApplication,
  indexedAtlas,
} from "../support/core-builders.ts";

const ana = { identityProvider: "campus", subject: "248289761001" };

const withAudience = (groups: readonly string[], subjects: readonly (typeof ana)[] = []) =>
  indexedApplication({ audience: { groups, subjects } });

const REFUSED = { ok: false, error: { reason: "not_in_audience", evidence: { application: "atlas" } } };

describe("entitlementFor", () => {
  it("grants a group of the audience and says which", () => {
    expect(entitlementFor(aPrincipal(), withAudience(["staff"]))).toStrictEqual({
      ok: true,
      value: { by: "group", group: "staff" },
    });
  });

  it("grants a subject of the audience without any group", () => {
    expect(entitlementFor(aPrincipal({ groups: [] }), withAudience([], [ana]))).toStrictEqual({
      ok: true,
      value: { by: "subject" },
    });
  });

  it("names the subject where both would grant", () => {
    expect(entitlementFor(aPrincipal(), withAudience(["staff"], [ana]))).toStrictEqual({
      ok: true,
      value: { by: "subject" },
    });
  });

  it("names the principal's first group that the audience has", () => {
    const principal = aPrincipal({ groups: ["alumni", "students", "staff"] });
    expect(entitlementFor(principal, withAudience(["staff", "students"]))).toStrictEqual({
      ok: true,
      value: { by: "group", group: "students" },
    });
  });

  it("refuses everybody where the audience is empty", () => {
    expect(entitlementFor(aPrincipal(), withAudience([]))).toStrictEqual(REFUSED);
  });

  it("refuses a principal without groups", () => {
    expect(entitlementFor(aPrincipal({ groups: [] }), withAudience(["staff"]))).toStrictEqual(REFUSED);
  });

  it.each(["Staff", "staff ", "staf", "", "staffs"])("refuses %j: a group is compared exactly", (group) => {
    expect(entitlementFor(aPrincipal({ groups: [group] }), withAudience(["staff"]))).toStrictEqual(REFUSED);
  });

  it("refuses the same subject of another identity provider", () => {
    const principal = aPrincipal({ groups: [], identityProvider: "partner" });
    expect(entitlementFor(principal, withAudience([], [ana]))).toStrictEqual(REFUSED);
  });

  it("refuses another subject of the same identity provider", () => {
    const principal = aPrincipal({ groups: [], subject: "248289761002" });
    expect(entitlementFor(principal, withAudience([], [ana]))).toStrictEqual(REFUSED);
  });

  it("takes no group for a subject and no subject for a group", () => {
    const principal = aPrincipal({ groups: [ana.subject, "campus"] });
    expect(entitlementFor(principal, withAudience([], [ana]))).toMatchObject({ value: { by: "subject" } });
    expect(entitlementFor(principal, withAudience(["u-7f3a9c", ""]))).toStrictEqual(REFUSED);
    expect(entitlementFor(aPrincipal({ groups: [] }), withAudience([ana.subject]))).toStrictEqual(REFUSED);
  });

  describe("with several identity providers", () => {
    const provider = { issuer: "https://login.example" } as unknown as Policy["identityProviders"][string];
    const identityProviders = { campus: provider, partner: provider };
    const grant = (audience: Audience, principal = aPrincipal()) => {
      const policy = aPolicy({ identityProviders, applications: { atlas: anApplication({ audience }) } });
      return entitlementFor(principal, indexedAtlas(policy)).ok;
    };

    it("grants nothing for a group whose provider is not named", () => {
      expect(grant({ groups: ["staff"], subjects: [] })).toBe(false);
    });

    it("grants a group to the provider it is named for, and to no other", () => {
      const audience = { groups: [], groupsByProvider: { campus: ["staff"] }, subjects: [] };
      expect(grant(audience)).toBe(true);
      expect(grant(audience, aPrincipal({ identityProvider: "partner" }))).toBe(false);
    });
  });
});
