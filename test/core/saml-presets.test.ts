import { describe, expect, it } from "vitest";
import type { SamlPreset } from "../../functions/core/policy-identity.ts";
import { completeClaims, SAML_PRESETS } from "../../functions/core/saml-presets.ts";

const presets = Object.keys(SAML_PRESETS) as SamlPreset[];

const written = {
  subject: "employeeNumber",
  displayName: "cn",
  email: "mail",
  groups: "memberOf",
  country: "c",
  homeRegion: "h",
  mfa: { claim: "AuthnContextClassRef", anyOf: ["https://refeds.org/profile/mfa"] },
};

describe("SAML_PRESETS", () => {
  it("tells people apart at Entra ID and AD FS by what does not change with their name", () => {
    expect(SAML_PRESETS.entra.subject).toBe("http://schemas.microsoft.com/identity/claims/objectidentifier");
    expect(SAML_PRESETS.adfs.subject).toBe(
      "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarysid",
    );
  });

  it.each(["entra", "adfs"] as const)("takes MFA from %s in Microsoft's words", (preset) => {
    expect(SAML_PRESETS[preset].mfa).toStrictEqual({
      claim: "http://schemas.microsoft.com/claims/authnmethodsreferences",
      anyOf: ["http://schemas.microsoft.com/claims/multipleauthn"],
    });
  });

  it("takes MFA from Okta only where it says `mfa`, not for a password alone", () => {
    expect(SAML_PRESETS.okta.mfa).toStrictEqual({ claim: "amr", anyOf: ["mfa"] });
  });

  it.each(["google", "ping", "keycloak"] as const)(
    "never takes MFA from %s unless the policy says how",
    (preset) => {
      expect(SAML_PRESETS[preset].mfa).toBeNull();
    },
  );

  it("never takes a country or a home Region that nobody asked for", () => {
    expect(presets.map((preset) => SAML_PRESETS[preset].country)).toStrictEqual(presets.map(() => null));
    expect(presets.map((preset) => SAML_PRESETS[preset].homeRegion)).toStrictEqual(presets.map(() => null));
  });
});

describe("completeClaims", () => {
  it("has plain names where no preset is given", () => {
    expect(completeClaims(null, {})).toStrictEqual({
      subject: "NameID",
      displayName: "displayName",
      email: "email",
      groups: "groups",
      country: null,
      homeRegion: null,
      mfa: null,
    });
  });

  it.each(presets)("takes every name of %s that is not written", (preset) => {
    expect(completeClaims(preset, {})).toStrictEqual(SAML_PRESETS[preset]);
  });

  it.each([...presets, null])("takes what is written over %s", (preset) => {
    expect(completeClaims(preset, written)).toStrictEqual(written);
  });

  it("takes what is written one by one", () => {
    expect(completeClaims("entra", { groups: "roles" })).toStrictEqual({
      ...SAML_PRESETS.entra,
      groups: "roles",
    });
  });

  it("takes null for what it says, so that a preset's MFA can be given up", () => {
    expect(completeClaims("entra", { mfa: null }).mfa).toBeNull();
    expect(completeClaims("entra", { mfa: undefined }).mfa).toStrictEqual(SAML_PRESETS.entra.mfa);
  });

  it("gives the names in one order, whatever the order they are written in", () => {
    const reversed = Object.fromEntries(Object.entries(written).toReversed());
    expect(JSON.stringify(completeClaims("okta", reversed))).toBe(
      JSON.stringify(completeClaims(null, written)),
    );
  });
});
