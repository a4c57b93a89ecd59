import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../functions/core/policy-schema.ts";
import { SAML_PRESETS } from "../../functions/core/saml-presets.ts";
import type { Json } from "../support/policies.ts";
import { issuesOf, policyOf } from "../support/policy-issues.ts";
import { aSamlPolicyInput, leastSamlProvider, withSaml } from "../support/saml-policies.ts";

type Path = readonly (string | number)[];

const campus = (...path: Path) => ["identityProviders", "campus", ...path].join(".");

/** The messages at exactly this setting after it was replaced. */
function messagesAt(path: Path, value: Json | undefined): readonly string[] {
  const start = `${campus(...path)} `;
  return issuesOf(withSaml(path, value)).flatMap((line) =>
    line.startsWith(start) ? [line.slice(start.length)] : [],
  );
}

describe("samlProvider", () => {
  it("fills in its defaults", () => {
    expect(policyOf(aSamlPolicyInput()).identityProviders.campus).toStrictEqual({
      protocol: "saml",
      name: { en: "Campus sign-in" },
      entityId: "https://idp.example.com/metadata",
      metadata: { file: "campus.xml", url: null, signedBy: null },
      serviceProvider: { entityId: null, signingKeys: ["secret:streamgate/saml"], decryptionKeys: [] },
      preset: null,
      require: { signedResponse: false, signedAssertion: false, encryptedAssertion: false },
      allowCbc: false,
      forceAuthn: false,
      authnContexts: [],
      maxAuthenticationAgeSeconds: null,
      idpInitiated: null,
      claims: {
        subject: "NameID",
        displayName: "displayName",
        email: "email",
        groups: "groups",
        country: null,
        homeRegion: null,
        mfa: null,
      },
      userId: { from: "pseudonym" },
    });
  });

  it("keeps everything that is written", () => {
    const provider = {
      ...leastSamlProvider,
      name: { en: "Campus", es: "Campus" },
      metadata: {
        file: "idp/campus.xml",
        url: "https://idp.example.com/metadata?entity=a",
        signedBy: "idp/signer.pem",
      },
      serviceProvider: {
        entityId: "urn:streamgate",
        signingKeys: ["secret:now", "secret:next"],
        decryptionKeys: ["secret:a", "secret:b"],
      },
      preset: "entra",
      require: { signedResponse: true, signedAssertion: true, encryptedAssertion: true },
      allowCbc: true,
      forceAuthn: true,
      authnContexts: ["https://refeds.org/profile/mfa"],
      maxAuthenticationAgeSeconds: 3600,
      idpInitiated: { applications: ["design", "treasury"], defaultApplication: "design" },
      claims: {
        subject: "NameID",
        displayName: "cn",
        email: "mail",
        groups: "memberOf",
        country: "c",
        homeRegion: "h",
        mfa: { claim: "AuthnContextClassRef", anyOf: ["https://refeds.org/profile/mfa"] },
      },
      userId: { from: "claim", claim: "uid" },
    };
    expect(policyOf(aSamlPolicyInput(provider)).identityProviders.campus).toStrictEqual(provider);
  });

  it.each(["name", "entityId", "metadata", "serviceProvider"])("requires %s", (key) => {
    expect(messagesAt([key], undefined)).toStrictEqual([`missing key \`${key}\``]);
  });

  it("refuses a setting that it does not know, and one of OpenID", () => {
    expect(messagesAt(["acr"], "x")).toStrictEqual(["unknown key `acr`"]);
    expect(messagesAt(["issuer"], "https://idp.example.com")).toStrictEqual(["unknown key `issuer`"]);
    expect(messagesAt(["metadata", "files"], "x")).toStrictEqual([
      "unknown key `files`; did you mean `file`?",
    ]);
  });

  it.each([["entityId"], ["serviceProvider", "entityId"]])(
    "takes any text without spaces for %s",
    (...path) => {
      const accepted = ["urn:example:idp", "campus", "https://idp.example.com/?a=b#c", "a".repeat(1024)];
      expect(accepted.flatMap((value) => messagesAt(path, value))).toStrictEqual([]);
      const refused = ["", "a b", " a", "a\n", "a\u0000", "a".repeat(1025)];
      expect(new Set(refused.flatMap((value) => messagesAt(path, value)))).toStrictEqual(
        new Set(["must be a text of at most 1024 characters without spaces"]),
      );
      expect(refused.map((value) => messagesAt(path, value).length)).toStrictEqual(refused.map(() => 1));
    },
  );

  it.each(["file", "signedBy"])("takes for metadata.%s a path beside the policy only", (key) => {
    const accepted = ["a", "idp/campus.xml", "a b.pem", "..a/b.."];
    expect(accepted.flatMap((value) => messagesAt(["metadata", key], value))).toStrictEqual([]);
    const refused = [
      "/etc/passwd",
      "a\\b",
      "\\\\server\\a",
      "//a",
      "../campus.xml",
      "a/../b",
      "./a",
      "a//b",
      "a/",
    ];
    expect(refused.flatMap((value) => messagesAt(["metadata", key], value))).toStrictEqual(
      refused.map(
        () =>
          "must be a path below the policy's folder, with `/` between its parts and no `.` or `..` among them",
      ),
    );
    expect(messagesAt(["metadata", key], " ")).toStrictEqual(["must not be empty"]);
    expect(messagesAt(["metadata", key], "a\nb")).toContain(
      "must not contain line breaks or control characters",
    );
  });

  it("takes a metadata URL with a query, which Entra ID needs, and none with a password", () => {
    const path = ["metadata", "url"];
    expect(messagesAt(path, "https://login.example.com/federationmetadata.xml?appid=1")).toStrictEqual([]);
    for (const url of ["campus.xml", "ftp://a.example", "https://user:pass@a.example", "https:/a.example"]) {
      expect(messagesAt(path, url)).toStrictEqual(["must be an https URL without user name or password"]);
    }
  });

  it("takes one or two keys to sign with, and up to two to decrypt with", () => {
    const signing = ["serviceProvider", "signingKeys"];
    expect(messagesAt(signing, [])).toStrictEqual(["must name at least one"]);
    expect(issuesOf(withSaml(signing, ["env:A", "env:B"]))).toStrictEqual([]);
    const decryption = ["serviceProvider", "decryptionKeys"];
    expect(issuesOf(withSaml(decryption, []))).toStrictEqual([]);
    expect(issuesOf(withSaml(decryption, ["env:C", "env:D"]))).toStrictEqual([]);
    for (const path of [signing, decryption]) {
      expect(messagesAt(path, ["env:A", "env:B", "env:C"])).toStrictEqual([
        "must be at most two: one in use, one on its way in or out",
      ]);
      expect(issuesOf(withSaml(path, ["env:A", "env:A"]))).toStrictEqual([
        `${campus(...path, 1)} must not be listed twice`,
      ]);
    }
  });

  it("takes a key in KMS to sign with, together with the file of its certificate", () => {
    const path = ["serviceProvider", "signingKeys"];
    const key = { key: "kms:alias/streamgate-signing", certificate: "idp/streamgate.pem" };
    expect(issuesOf(withSaml(path, [key, "secret:next"]))).toStrictEqual([]);
    const provider = { ...leastSamlProvider, serviceProvider: { signingKeys: [key] } };
    expect(policyOf(aSamlPolicyInput(provider)).identityProviders.campus).toMatchObject({
      serviceProvider: { entityId: null, signingKeys: [key], decryptionKeys: [] },
    });
  });

  it("says what a key in KMS needs, and where it cannot stand", () => {
    const path = ["serviceProvider", "signingKeys"];
    const alias = "kms:alias/streamgate-signing";
    const certificate = "streamgate.pem";
    const faults: [Json, string][] = [
      [
        alias,
        "0 needs its certificate, which KMS does not have; write `{ key: kms:alias/NAME, certificate: FILE }`",
      ],
      [{ key: alias }, "0.certificate missing key `certificate`"],
      [
        { key: "secret:next", certificate },
        "0.key must be `kms:alias/NAME`; a key of another kind holds its certificate, and is written as a text alone",
      ],
      [
        { key: "kms:alias/aws/lambda", certificate },
        "0.key must name the key in KMS by its alias, `kms:alias/NAME`: unlike a key's id or ARN it is the same in every Region",
      ],
      [
        { key: alias, certificate: "../a.pem" },
        "0.certificate must be a path below the policy's folder, with `/` between its parts and no `.` or `..` among them",
      ],
      [{ key: alias, certificate, keyId: "1" }, "0.keyId unknown key `keyId`"],
      [7, "0 must be a reference to a secret, or `{ key: kms:alias/NAME, certificate: FILE }`"],
    ];
    for (const [key, fault] of faults) {
      expect(issuesOf(withSaml(path, [key]))).toStrictEqual([`${campus(...path)}.${fault}`]);
    }
    expect(issuesOf(withSaml(["serviceProvider", "decryptionKeys"], [alias]))).toStrictEqual([
      `${campus("serviceProvider", "decryptionKeys", 0)} cannot be a key in KMS: Node undoes XML encryption with the private key itself; write \`env:NAME\`, \`ssm:NAME\` or \`secret:NAME\``,
    ]);
  });

  it("never repeats a key that stands where its reference belongs", () => {
    const key = "-----BEGIN PRIVATE KEY----- MIIEvQ";
    for (const list of ["signingKeys", "decryptionKeys"]) {
      const issues = issuesOf(withSaml(["serviceProvider", list], [key]));
      expect(issues).toHaveLength(1);
      expect(issues.join()).not.toContain("MIIEvQ");
    }
  });

  it("has the presets that there are names for", () => {
    for (const preset of Object.keys(SAML_PRESETS)) expect(messagesAt(["preset"], preset)).toStrictEqual([]);
    expect(messagesAt(["preset"], "auth0")).toStrictEqual([
      "must be one of `entra`, `okta`, `adfs`, `google`, `ping`, `keycloak`",
    ]);
  });

  it("completes the claims from the preset, one by one", () => {
    const provider = { ...leastSamlProvider, preset: "entra", claims: { email: "mail", mfa: null } };
    expect(policyOf(aSamlPolicyInput(provider)).identityProviders.campus?.claims).toStrictEqual({
      ...SAML_PRESETS.entra,
      email: "mail",
      mfa: null,
    });
  });

  it.each([
    ["claims", "subject"],
    ["claims", "groups"],
    ["claims", "country"],
  ])("refuses a path for %s.%s", (...path) => {
    expect(messagesAt(path, ["a", "b"])).toStrictEqual([
      "must be the name of one attribute: SAML attributes are not nested",
    ]);
    expect(messagesAt(path, "")).toStrictEqual(["must not be empty"]);
  });

  it("refuses a path for the evidence of MFA and for the user id", () => {
    const nested = { claim: ["a", "b"], anyOf: ["c"] };
    expect(issuesOf(withSaml(["claims", "mfa"], nested))).toStrictEqual([
      `${campus("claims", "mfa", "claim")} must be the name of one attribute: SAML attributes are not nested`,
    ]);
    expect(issuesOf(withSaml(["userId"], { from: "claim", claim: ["a"] }))).toStrictEqual([
      `${campus("userId", "claim")} must be the name of one attribute: SAML attributes are not nested`,
    ]);
  });

  it("asks for authentication contexts by absolute URI", () => {
    const accepted = [
      "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
      "https://refeds.org/profile/mfa",
    ];
    expect(issuesOf(withSaml(["authnContexts"], accepted))).toStrictEqual([]);
    for (const value of ["Password", "urn:", "/mfa", "urn:a b", ""]) {
      expect(issuesOf(withSaml(["authnContexts"], [value]))).toStrictEqual([
        `${campus("authnContexts", 0)} must be an absolute URI, such as https://refeds.org/profile/mfa`,
      ]);
    }
  });

  it.each([1, 2_592_000])("takes an age of %d seconds", (value) => {
    expect(messagesAt(["maxAuthenticationAgeSeconds"], value)).toStrictEqual([]);
  });

  it.each([0, 2_592_001, 1.5])("refuses an age of %d seconds", (value) => {
    expect(messagesAt(["maxAuthenticationAgeSeconds"], value)).toStrictEqual([
      "must be a whole number from 1 to 2592000",
    ]);
  });

  it("lets nothing in unasked unless the policy names where to", () => {
    expect(messagesAt(["idpInitiated", "applications"], [])).toStrictEqual(["must name at least one"]);
    expect(issuesOf(withSaml(["idpInitiated"], {}))).toStrictEqual([
      `${campus("idpInitiated", "applications")} missing key \`applications\``,
    ]);
    expect(
      policyOf(withSaml(["idpInitiated"], { applications: ["design"] })).identityProviders.campus,
    ).toMatchObject({ idpInitiated: { applications: ["design"], defaultApplication: null } });
  });

  it("is stable with any preset: a policy parses to itself", () => {
    const preset = fc.constantFrom(null, ...Object.keys(SAML_PRESETS));
    const name = fc.constantFrom("NameID", "uid", "urn:oid:0.9.2342.19200300.100.1.1");
    const claims = fc.record(
      { subject: name, displayName: name, email: name, groups: name, country: fc.option(name) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(preset, claims, (usual, names) => {
        const written = { ...leastSamlProvider, preset: usual, claims: { ...names } };
        const policy = policyOf(aSamlPolicyInput(written));
        expect(parsePolicy(policy)).toStrictEqual({ ok: true, value: policy });
      }),
    );
  });
});
