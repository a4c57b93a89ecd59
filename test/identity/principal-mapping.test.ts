import { describe, expect, it } from "vitest";
import { mapPrincipal } from "../../functions/identity/principal-mapping.ts";
import { IDENTITY_PROVIDER, mappingRules, NOW, withClaims } from "../support/identity-builders.ts";

const RULES = mappingRules();

const CLAIMS = {
  sub: "5c1d0f7e-3b92",
  name: "Ana García",
  email: "ana@northwind.example",
  groups: ["staff"],
  country: "ES",
  amr: ["pwd", "mfa"],
};

/** The principal of the valid claims with these deviations. */
function principalOf(deviations: Readonly<Record<string, unknown>>, rules = RULES) {
  const mapped = mapPrincipal({ ...CLAIMS, ...deviations }, NOW, rules);
  if (!mapped.ok) throw new Error(`refused: ${mapped.error.reason}`);
  return mapped.value;
}

const NO_TEXT: readonly (readonly [string, unknown])[] = [
  ["absent", undefined],
  ["null", null],
  ["empty", ""],
  ["a number", 7],
  ["a boolean", true],
  ["a list", ["x"]],
  ["an object", { x: "y" }],
];

describe("mapPrincipal", () => {
  it("maps every claim that the policy names", () => {
    expect(mapPrincipal(CLAIMS, NOW, RULES)).toStrictEqual({
      ok: true,
      value: {
        identityProvider: IDENTITY_PROVIDER,
        subject: CLAIMS.sub,
        userId: RULES.pseudonym(IDENTITY_PROVIDER, CLAIMS.sub),
        displayName: "Ana García",
        email: "ana@northwind.example",
        groups: ["staff"],
        country: "ES",
        mfaEvidence: "amr=mfa",
        authenticatedAt: NOW,
      },
    });
  });

  it("needs nothing but the subject", () => {
    expect(mapPrincipal({ sub: "x" }, NOW, RULES)).toMatchObject({
      ok: true,
      value: {
        ...{ displayName: undefined, email: undefined, country: undefined, mfaEvidence: undefined },
        groups: [],
      },
    });
  });

  it("looks up a name that reads like a URL as it stands", () => {
    const claims = { "https://northwind.example/groups": ["staff"], https: { groups: ["treasury"] } };
    expect(
      principalOf(claims, withClaims({ groups: "https://northwind.example/groups" })).groups,
    ).toStrictEqual(["staff"]);
  });

  it("does not take a dot in a name for a path", () => {
    const rules = withClaims({ groups: "realm_access.roles" });
    expect(principalOf({ realm_access: { roles: ["staff"] } }, rules).groups).toStrictEqual([]);
  });

  it("follows a path into nested objects", () => {
    const rules = withClaims({ groups: ["realm_access", "roles"] });
    expect(principalOf({ realm_access: { roles: ["staff"] } }, rules).groups).toStrictEqual(["staff"]);
  });

  it.each([
    ["nothing there", undefined],
    ["null on the way", null],
    ["a text on the way", "roles"],
    ["a number on the way", 7],
    ["an object without the next step", { other: ["staff"] }],
    ["the next step on the prototype only", Object.create({ roles: ["staff"] })],
  ])("finds nothing behind a path with %s", (_name, value) => {
    const rules = withClaims({ groups: ["realm_access", "roles"] });
    expect(principalOf({ realm_access: value }, rules).groups).toStrictEqual([]);
  });

  it.each(["constructor", "toString", "__proto__", "hasOwnProperty"])(
    "does not find %s, which every object has",
    (name) => {
      expect(principalOf({}, withClaims({ displayName: [name, "name"], email: name })).displayName).toBe(
        undefined,
      );
    },
  );
});

describe("mapPrincipal, for the subject", () => {
  it.each(NO_TEXT)("refuses one that is %s", (_name, sub) => {
    expect(mapPrincipal({ ...CLAIMS, sub }, NOW, RULES)).toStrictEqual({
      ok: false,
      error: { reason: "id_token_subject", evidence: { identityProvider: IDENTITY_PROVIDER } },
    });
  });

  it("takes 255 characters and refuses 256", () => {
    expect(principalOf({ sub: "s".repeat(255) }).subject).toBe("s".repeat(255));
    expect(mapPrincipal({ sub: "s".repeat(256) }, NOW, RULES)).toMatchObject({
      error: { reason: "id_token_subject" },
    });
  });

  it("takes it from the claim of the policy, and keeps it exactly", () => {
    const rules = withClaims({ subject: "oid" });
    expect(principalOf({ oid: " Ana " }, rules)).toMatchObject({
      subject: " Ana ",
      userId: rules.pseudonym(IDENTITY_PROVIDER, " Ana "),
    });
    expect(mapPrincipal({ sub: "x" }, NOW, rules)).toMatchObject({ error: { reason: "id_token_subject" } });
  });
});

describe("mapPrincipal, for the user id", () => {
  const rules = mappingRules({ userId: { from: "claim", claim: "upn" } });

  it.each(["ab", "ana@northwind.example", "a+b=c,d.e@f-g_h", "A".repeat(32)])(
    "takes %j from a claim",
    (upn) => {
      expect(principalOf({ upn }, rules).userId).toBe(upn);
    },
  );

  it.each([
    ...NO_TEXT,
    ["of a pseudonym's shape, which could be somebody else's", "a2".repeat(16)] as const,
    ["too long", "a".repeat(33)] as const,
  ])("refuses one that is %s", (_name, upn) => {
    expect(mapPrincipal({ ...CLAIMS, upn }, NOW, rules)).toStrictEqual({
      ok: false,
      error: {
        reason: "user_id_unusable",
        evidence: { identityProvider: IDENTITY_PROVIDER, length: null },
      },
    });
  });

  it.each([
    ["one character", "a"],
    ["a space", "ana garcia"],
    ["a letter outside ASCII", "josé"],
    ["a slash", "corp/ana"],
    ["a line feed at the end", "ana\n"],
  ])("refuses %s, which AppStream does not take", (_name, upn) => {
    expect(mapPrincipal({ ...CLAIMS, upn }, NOW, rules)).toStrictEqual({
      ok: false,
      error: {
        reason: "user_id_unusable",
        evidence: { identityProvider: IDENTITY_PROVIDER, length: upn.length },
      },
    });
  });

  it("refuses a pseudonym that AppStream would not take", () => {
    const broken = mappingRules({ pseudonym: () => "not a user id" });
    expect(mapPrincipal(CLAIMS, NOW, broken)).toMatchObject({ error: { reason: "user_id_unusable" } });
  });
});

describe("mapPrincipal, for what is optional", () => {
  it.each(NO_TEXT)("has no name and no e-mail address where they are %s", (_name, value) => {
    expect(principalOf({ name: value, email: value })).toMatchObject({
      displayName: undefined,
      email: undefined,
    });
  });

  it("leaves out a name or an address that is too long", () => {
    expect(principalOf({ name: "n".repeat(200), email: "e".repeat(254) })).toMatchObject({
      displayName: "n".repeat(200),
      email: "e".repeat(254),
    });
    expect(principalOf({ name: "n".repeat(201), email: "e".repeat(255) })).toMatchObject({
      displayName: undefined,
      email: undefined,
    });
  });

  it.each([
    ["one group as a text", "staff", ["staff"]],
    ["known groups among others", ["guests", "treasury", "staff"], ["treasury", "staff"]],
    ["texts among other things", [7, null, "staff", ["treasury"], { staff: 1 }], ["staff"]],
    ["another case", ["Staff", "STAFF"], []],
    ["a list in one text", "staff,treasury", []],
    ["nothing", undefined, []],
    ["null", null, []],
    ["an object", { staff: true }, []],
    ["a number", 7, []],
  ])("maps groups from %s", (_name, groups, expected) => {
    expect(principalOf({ groups }).groups).toStrictEqual(expected);
  });

  it.each([
    ["ES", "ES"],
    ["es", "ES"],
    ["eS", "ES"],
    ["ESP", undefined],
    ["E", undefined],
    ["", undefined],
    ["E1", undefined],
    ["ES\n", undefined],
    ["Spain", undefined],
    [["ES"], undefined],
    [34, undefined],
    [undefined, undefined],
  ])("maps the country %j to %j", (country, expected) => {
    expect(principalOf({ country }).country).toBe(expected);
  });

  it("maps the home Region that a claim names", () => {
    const rules = withClaims({ homeRegion: ["work", "region"] });
    expect(principalOf({ work: { region: "eu-west-1" } }, rules).homeRegion).toBe("eu-west-1");
  });

  it.each(["EU-WEST-1", "eu-west-9", "", "Dublin", "__proto__", ["eu-west-1"], 1, null, undefined])(
    "leaves out %j, which is no Region with AppStream",
    (homeRegion) => {
      const rules = withClaims({ homeRegion: "homeRegion" });
      expect(principalOf({ homeRegion }, rules)).not.toHaveProperty("homeRegion");
    },
  );

  it.each([null, undefined])("leaves it out where the policy maps %j", (homeRegion) => {
    const rules = withClaims(homeRegion === undefined ? {} : { homeRegion });
    expect(principalOf({ homeRegion: "eu-west-1" }, rules)).not.toHaveProperty("homeRegion");
  });

  it("has no country where the policy maps none", () => {
    expect(principalOf({ country: "ES" }, withClaims({ country: null })).country).toBeUndefined();
  });
});

describe("mapPrincipal, for the second factor", () => {
  it.each([
    ["a list that holds one", ["pwd", "mfa"], "amr=mfa"],
    ["a text that is one", "mfa", "amr=mfa"],
    ["a list without one", ["pwd"], undefined],
    ["another case", ["MFA"], undefined],
    ["a text that contains one", "pwd mfa", undefined],
    ["an empty list", [], undefined],
    ["true", true, undefined],
    ["an object", { mfa: true }, undefined],
    ["nothing", undefined, undefined],
  ])("reads %s", (_name, amr, expected) => {
    expect(principalOf({ amr }).mfaEvidence).toBe(expected);
  });

  it("names the path and the first value that proves it", () => {
    const rules = withClaims({ mfa: { claim: ["context", "methods"], anyOf: ["otp", "hwk"] } });
    expect(principalOf({ context: { methods: ["pwd", "hwk", "otp"] } }, rules).mfaEvidence).toBe(
      "context.methods=hwk",
    );
  });

  it("is never proved where the policy says so", () => {
    expect(principalOf({ amr: ["mfa"] }, withClaims({ mfa: null })).mfaEvidence).toBeUndefined();
  });
});

// learn.microsoft.com, "Configure group claims for applications": a link in the place of the groups.
describe("mapPrincipal, for a person in too many groups", () => {
  const LINK = "http://schemas.microsoft.com/claims/groups.link";
  const overage = {
    ok: false,
    error: {
      reason: "groups_overage",
      evidence: {
        identityProvider: IDENTITY_PROVIDER,
        fix: "let Entra ID emit only the groups assigned to the application, or use app roles",
      },
    },
  };
  const mapped = (claims: Readonly<Record<string, unknown>>, rules = RULES) =>
    mapPrincipal({ sub: "x", ...claims }, NOW, rules);

  it.each([
    ["SAML's link", { [LINK]: "https://graph.windows.net/x/users/y/getMemberObjects" }],
    ["SAML's link, whatever it holds", { [LINK]: [] }],
    [
      "an ID token's source",
      { _claim_names: { groups: "src1" }, _claim_sources: { src1: { endpoint: "x" } } },
    ],
    ["a source that is not there", { _claim_names: { groups: null } }],
  ])("refuses %s", (_name, claims) => {
    expect(mapped(claims)).toStrictEqual(overage);
  });

  it("refuses it under the name that the policy gives to groups", () => {
    const name = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups";
    const rules = withClaims({ groups: name });
    expect(mapped({ [LINK]: "x" }, rules)).toStrictEqual(overage);
    expect(mapped({ _claim_names: { [name]: "src1" } }, rules)).toStrictEqual(overage);
    expect(mapped({ _claim_names: { groups: "src1" } }, rules).ok).toBe(true);
  });

  it.each([
    ["groups beside the link", { [LINK]: "x", groups: ["staff"] }],
    ["an empty list of groups", { [LINK]: "x", groups: [] }],
    ["groups that are none", { [LINK]: "x", groups: null }],
    ["another claim elsewhere", { _claim_names: { roles: "src1" } }],
    ["names that are no object", { _claim_names: "groups" }],
    ["a name on the prototype only", { _claim_names: Object.create({ groups: "src1" }) }],
    ["no groups at all", {}],
  ])("does not take %s for it", (_name, claims) => {
    expect(mapped(claims).ok).toBe(true);
  });

  it("does not look for a path there, which Entra ID never writes", () => {
    const rules = withClaims({ groups: ["realm_access", "roles"] });
    expect(mapped({ _claim_names: { realm_access: "src1" } }, rules).ok).toBe(true);
    expect(mapped({ [LINK]: "x" }, rules)).toStrictEqual(overage);
  });

  it("says first that there is no subject, in the protocol's own word", () => {
    expect(mapped({ sub: "", [LINK]: "x" })).toMatchObject({ error: { reason: "id_token_subject" } });
    const saml = mappingRules({ noSubject: "saml_principal_subject" });
    expect(mapped({ sub: "" }, saml)).toStrictEqual({
      ok: false,
      error: { reason: "saml_principal_subject", evidence: { identityProvider: IDENTITY_PROVIDER } },
    });
  });
});
