import { describe, expect, it } from "vitest";
import { claimsOf } from "../../../functions/identity/saml/claims.ts";
import { contentOf, MFA, NAME_ID, NOW, PASSWORD } from "./response-builders.ts";

const claimsWith = (...attributes: readonly (readonly [string, readonly string[]])[]) =>
  claimsOf(contentOf({ attributes: new Map(attributes) }));

describe("claimsOf", () => {
  it("gives one value as a text and several as a list", () => {
    expect(claimsWith(["mail", ["a@b.example"]], ["groups", ["staff", "staff"]], ["none", []])).toStrictEqual(
      {
        mail: "a@b.example",
        groups: ["staff", "staff"],
        none: [],
        NameID: NAME_ID,
        AuthnContextClassRef: PASSWORD,
      },
    );
  });

  it("keeps names as they stand", () => {
    const name = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups";
    expect(claimsWith([name, ["staff"]])).toHaveProperty([name], "staff");
  });

  it("lets no attribute take the names that are ours", () => {
    const claims = claimsWith(["NameID", ["admin"]], ["AuthnContextClassRef", [MFA]]);
    expect([claims.NameID, claims.AuthnContextClassRef]).toStrictEqual([NAME_ID, PASSWORD]);
  });

  it("has no class where the assertion has none, whatever an attribute says", () => {
    const authentication = { authenticatedAt: NOW, contextClass: undefined, sessionIndex: undefined };
    const attributes = new Map([["AuthnContextClassRef", [MFA]]]);
    expect(claimsOf(contentOf({ authentication, attributes })).AuthnContextClassRef).toBeUndefined();
  });

  it("takes a name like __proto__ for a name", () => {
    const claims = claimsWith(["__proto__", ["x"]], ["constructor", ["y"]]);
    expect(Object.hasOwn(claims, "__proto__")).toBe(true);
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype);
    expect(claims.constructor).toBe("y");
  });
});
