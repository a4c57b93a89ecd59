import { describe, expect, it } from "vitest";
import { type Comparison, contextFor } from "../../../../dev/identity-provider/saml/requested-context.ts";

const MFA = "https://refeds.org/profile/mfa";
const PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
const KERBEROS = "urn:oasis:names:tc:SAML:2.0:ac:classes:Kerberos";

describe("contextFor", () => {
  it("is the strongest there is where nothing is asked for", () => {
    expect(contextFor({ mfa: true }, null)).toBe(MFA);
    expect(contextFor({ mfa: false }, null)).toBe(PASSWORD);
  });

  it.each<[Comparison, readonly string[], string | null, string | null]>([
    ["exact", [MFA], MFA, null],
    ["exact", [PASSWORD], PASSWORD, PASSWORD],
    ["exact", [MFA, PASSWORD], MFA, PASSWORD],
    ["exact", [PASSWORD, MFA], PASSWORD, PASSWORD],
    ["exact", [KERBEROS], null, null],
    ["exact", [KERBEROS, PASSWORD], PASSWORD, PASSWORD],
    ["exact", [], null, null],
    ["minimum", [PASSWORD], MFA, PASSWORD],
    ["minimum", [MFA], MFA, null],
    ["minimum", [PASSWORD, MFA], MFA, PASSWORD],
    ["better", [PASSWORD], MFA, null],
    ["better", [MFA], null, null],
    ["maximum", [PASSWORD], PASSWORD, PASSWORD],
    ["maximum", [MFA], MFA, PASSWORD],
  ])("%s %j is %s with a second factor, %s without", (comparison, classes, withMfa, without) => {
    expect(contextFor({ mfa: true }, { comparison, classes })).toBe(withMfa);
    expect(contextFor({ mfa: false }, { comparison, classes })).toBe(without);
  });
});
