import { createPublicKey, verify as verifySignature } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { toFormField } from "../../../dev/identity-provider/saml/minting/form-field.ts";
import type { ResponseSpec } from "../../../dev/identity-provider/saml/minting/response-spec.ts";
import { certificateBody } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import {
  encryptedResponse,
  signedResponse,
} from "../../../dev/identity-provider/saml/minting/signed-response.ts";
import { type Evidence, type RefusalReason, refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import { createKeySource } from "../../../functions/identity/saml/key-source.ts";
import { signingKeyOf } from "../../../functions/identity/saml/service-provider-keys.ts";
import {
  attributeOf,
  childElements,
  elementsOf,
  textOf,
} from "../../../functions/identity/saml/strict-xml.ts";
import type { SamlIdentityProvider } from "../../../functions/sign-in-ports.ts";
import { aSigner, THROTTLED } from "../../support/signers.ts";
import { ASKED, aSamlProvider, CLAIMS, type ProviderStage, pairOf } from "./provider-stage.ts";
import {
  ACS_URL,
  aSpec,
  at,
  ENTITY_ID,
  elementFrom,
  elementNamed,
  ISSUER,
  keyOf,
  MFA,
  NAME_ID,
  NOW,
  PASSWORD,
  pathOf,
  SSO_URL,
  TRANSIENT,
} from "./response-builders.ts";

const [key, next, serviceProvider, nextServiceProvider] = await Promise.all([
  keyOf("idp"),
  keyOf("idp-next"),
  keyOf("sp"),
  keyOf("sp-next"),
]);
const refused = (reason: RefusalReason, evidence: Evidence = {}) => err(refusal(reason, evidence));
const unavailable = refused("saml_key_unavailable", { fault: "away" });

async function begin(provider: SamlIdentityProvider, reauthenticate = false) {
  const begun = await provider.begin(NOW, reauthenticate);
  if (!begun.ok) throw new Error(`refused: ${begun.error.reason}`);
  const { redirectTo, ...expected } = begun.value;
  const url = new URL(redirectTo);
  const message = Buffer.from(url.searchParams.get("SAMLRequest") ?? "", "base64");
  return { url, expected, request: elementFrom(inflateRawSync(message).toString()) };
}

describe("createSamlProvider, begin", () => {
  it("sends the browser to the identity provider with what binds the answer to it", async () => {
    const { url, expected, request } = await begin(await aSamlProvider());
    expect(url.href.startsWith(`${SSO_URL}&SAMLRequest=`)).toBe(true);
    expect([...url.searchParams.keys()]).toStrictEqual([
      ...["tenant", "SAMLRequest", "RelayState", "SigAlg", "Signature"],
    ]);
    expect(url.searchParams.get("RelayState")).toBe(expected.state);
    expect(expected).toStrictEqual({
      state: expect.stringMatching(/^[\w-]{43}$/),
      requestId: expect.stringMatching(/^_[\w-]{27}$/),
      authenticatedSince: null,
    });
    expect(request.tagName).toBe("samlp:AuthnRequest");
    const attributes = ["ID", "Version", "Destination", "AssertionConsumerServiceURL", "ProtocolBinding"];
    expect(attributes.map((name) => attributeOf(request, name))).toStrictEqual([
      ...[expected.requestId, "2.0", SSO_URL, ACS_URL],
      "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
    ]);
    expect(textOf(elementNamed(request, "Issuer"))).toBe(ENTITY_ID);
    expect(Date.parse(attributeOf(request, "IssueInstant") ?? "")).toBeGreaterThan(NOW - 60_000);
    expect(attributeOf(request, "ForceAuthn")).toBeUndefined();
    // No RequestedAuthnContext and no Format: what is not asked for cannot be refused.
    expect(childElements(request).map(pathOf)).toStrictEqual([
      "AuthnRequest/Issuer",
      "AuthnRequest/NameIDPolicy",
    ]);
    const nameIdPolicy = elementNamed(request, "NameIDPolicy");
    expect(attributeOf(nameIdPolicy, "AllowCreate")).toBe("true");
    expect(attributeOf(nameIdPolicy, "Format")).toBeUndefined();
  });

  it("signs exactly the octets of the query, with RSA and SHA-256", async () => {
    const { url } = await begin(await aSamlProvider());
    const [, octets = "", signature = ""] = /[?&](SAMLRequest=.*)&Signature=(.*)$/.exec(url.search) ?? [];
    expect(octets).toMatch(/^SAMLRequest=[^&]*&RelayState=[^&]*&SigAlg=[^&]*$/);
    expect(url.searchParams.get("SigAlg")).toBe("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    const value = Buffer.from(decodeURIComponent(signature), "base64");
    const verifiedBy = (certificate: string) =>
      verifySignature("sha256", Buffer.from(octets), createPublicKey(certificate), value);
    expect(verifiedBy(serviceProvider.certificate)).toBe(true);
    expect(verifiedBy(nextServiceProvider.certificate)).toBe(false);
  });

  it("signs with the first key, and never with another", async () => {
    const signing = [nextServiceProvider, serviceProvider].map((pair) => signingKeyOf(pairOf(pair)));
    const { url } = await begin(await aSamlProvider({ keys: { signing } }));
    const [, octets = "", signature = ""] = /[?&](SAMLRequest=.*)&Signature=(.*)$/.exec(url.search) ?? [];
    const value = Buffer.from(decodeURIComponent(signature), "base64");
    const first = createPublicKey(nextServiceProvider.certificate);
    expect(verifySignature("sha256", Buffer.from(octets), first, value)).toBe(true);
  });

  it("names us as the policy does", async () => {
    const entity = { entityId: "urn:streamgate:corporate", signingKeys: [], decryptionKeys: [] };
    const { request } = await begin(await aSamlProvider({ policy: { serviceProvider: entity } }));
    expect(textOf(elementNamed(request, "Issuer"))).toBe("urn:streamgate:corporate");
  });

  it.each([
    [false, false, undefined, null],
    [true, false, "true", NOW],
    [false, true, "true", NOW],
    [true, true, "true", NOW],
  ])(
    "asks for a fresh sign-in where the policy (%s) or the caller (%s) wants one",
    async (forceAuthn, reauthenticate, written, since) => {
      const { request, expected } = await begin(
        await aSamlProvider({ policy: { forceAuthn } }),
        reauthenticate,
      );
      expect(attributeOf(request, "ForceAuthn")).toBe(written);
      expect(expected.authenticatedSince).toBe(since);
    },
  );

  it("asks for the classes that the policy wants, and for no weaker one", async () => {
    const { request } = await begin(await aSamlProvider({ policy: { authnContexts: [MFA, PASSWORD] } }));
    const context = elementNamed(request, "RequestedAuthnContext");
    expect(attributeOf(context, "Comparison")).toBe("exact");
    expect(childElements(context).map((element) => [element.localName, textOf(element)])).toStrictEqual([
      ["AuthnContextClassRef", MFA],
      ["AuthnContextClassRef", PASSWORD],
    ]);
  });

  it("makes a new state and a new id each time", { timeout: 60_000 }, async () => {
    const provider = await aSamlProvider();
    const begun = await Promise.all(Array.from({ length: 1_000 }, () => provider.begin(NOW, false)));
    const secrets = begun.flatMap((result) =>
      result.ok ? [result.value.state, result.value.requestId] : [],
    );
    expect(new Set(secrets).size).toBe(2_000);
  });

  it("escapes what goes into the request", async () => {
    const options = { assertionConsumerServiceUrl: `${ACS_URL}?a="1"&b=<2>` };
    const { request } = await begin(await aSamlProvider({ options }));
    expect(attributeOf(request, "AssertionConsumerServiceURL")).toBe(options.assertionConsumerServiceUrl);
  });
});

const minted = (overrides: Partial<ResponseSpec> = {}) =>
  toFormField(signedResponse(aSpec(overrides), { key, sign: "both" }));

async function complete(overrides: Partial<ResponseSpec> = {}, stage: ProviderStage = {}) {
  return (await aSamlProvider(stage)).complete(minted(overrides), ASKED, NOW);
}

describe("createSamlProvider, complete", () => {
  it("gives the principal, and what must be remembered of the assertion", async () => {
    expect(await complete({ authnStatements: [{ authnInstant: at(-60), classRef: MFA }] })).toStrictEqual(
      ok({
        principal: {
          identityProvider: "corporate",
          subject: NAME_ID,
          userId: expect.stringMatching(/^[a-z2-7]{32}$/),
          displayName: "Lucía Fernández",
          email: undefined,
          groups: ["treasury", "staff"],
          country: undefined,
          mfaEvidence: `AuthnContextClassRef=${MFA}`,
          authenticatedAt: Math.floor((NOW - 60_000) / 1000),
        },
        assertionId: "_assertion-1",
        usableUntil: Math.ceil((NOW + 360_000) / 1000),
      }),
    );
  });

  it("completes what it began, fresh sign-in and all", async () => {
    const provider = await aSamlProvider({ policy: { forceAuthn: true } });
    const { expected } = await begin(provider);
    const fresh = minted({ inResponseTo: expected.requestId });
    expect((await provider.complete(fresh, expected, NOW)).ok).toBe(true);
    const remembered = minted({
      inResponseTo: expected.requestId,
      authnStatements: [{ authnInstant: at(-61) }],
    });
    expect(await provider.complete(remembered, expected, NOW)).toStrictEqual(
      refused("saml_authentication_age"),
    );
  });

  it("completes what nobody began, and that only where nothing is expected", async () => {
    const provider = await aSamlProvider();
    const unsolicited = minted({ inResponseTo: null });
    expect((await provider.complete(unsolicited, undefined, NOW)).ok).toBe(true);
    expect(await provider.complete(minted(), undefined, NOW)).toStrictEqual(
      refused("saml_in_response_to", { rule: "Response" }),
    );
    expect(await provider.complete(unsolicited, ASKED, NOW)).toStrictEqual(
      refused("saml_in_response_to", { rule: "SubjectConfirmationData" }),
    );
  });

  it("takes what nobody began for a fresh sign-in while it is no older than five minutes, and one", async () => {
    const provider = await aSamlProvider({ policy: { forceAuthn: true } });
    const unsolicited = (seconds: number) =>
      minted({ inResponseTo: null, authnStatements: [{ authnInstant: at(seconds) }] });
    expect((await provider.complete(unsolicited(-360), undefined, NOW)).ok).toBe(true);
    expect(await provider.complete(unsolicited(-361), undefined, NOW)).toStrictEqual(
      refused("saml_authentication_age"),
    );
    const lenient = await aSamlProvider();
    expect((await lenient.complete(unsolicited(-86_400), undefined, NOW)).ok).toBe(true);
  });

  it.each<readonly [string, ProviderStage, RefusalReason]>([
    ["the class", { policy: { authnContexts: [MFA] } }, "saml_authn_context"],
    [
      "encryption",
      { policy: { require: { signedResponse: true, signedAssertion: true, encryptedAssertion: true } } },
      "saml_encryption_required",
    ],
    [
      "its name",
      { policy: { serviceProvider: { entityId: "urn:other", signingKeys: [], decryptionKeys: [] } } },
      "saml_audience",
    ],
    ["the identity provider's name", { policy: { entityId: "https://other.example/" } }, "saml_issuer"],
    [
      "its address",
      { options: { assertionConsumerServiceUrl: "https://other.example/acs" } },
      "saml_destination",
    ],
    [
      "the keys",
      {
        metadata: {
          signingCertificates: [{ der: certificateBody(next.certificate), fingerprint: "", notAfter: 0 }],
        },
      },
      "saml_signature",
    ],
  ])("holds the response against the policy: %s", async (_name, stage, reason) => {
    const completed = await complete({}, stage);
    expect(completed.ok ? "accepted" : completed.error.reason).toBe(reason);
  });

  it("holds the sign-in's age against the policy", async () => {
    const statement = { authnStatements: [{ authnInstant: at(-700) }] };
    expect(await complete(statement, { policy: { maxAuthenticationAgeSeconds: 600 } })).toStrictEqual(
      refused("saml_authentication_age"),
    );
    expect((await complete(statement)).ok).toBe(true);
  });

  it("decrypts with each of our keys, and CBC where the policy says so", async () => {
    const encryption = { certificate: serviceProvider.certificate, content: "aes128-cbc" } as const;
    const xml = await encryptedResponse(aSpec(), { key, sign: "both", encryption });
    const keys = { decryption: [pairOf(nextServiceProvider), pairOf(serviceProvider)] };
    const provider = async (allowCbc: boolean) => await aSamlProvider({ keys, policy: { allowCbc } });
    expect((await (await provider(true)).complete(toFormField(xml), ASKED, NOW)).ok).toBe(true);
    expect(await (await provider(false)).complete(toFormField(xml), ASKED, NOW)).toStrictEqual(
      refused("saml_encryption_algorithm", { of: "content", cbc: true }),
    );
  });

  it("refuses a name that changes each time, where the name is the subject", async () => {
    const nameId = { value: "_x", format: TRANSIENT };
    expect(await complete({ nameId })).toStrictEqual(refused("saml_name_id_transient"));
    const byMail = { policy: { claims: { ...CLAIMS, subject: "displayName" } } };
    expect(await complete({ nameId }, byMail)).toMatchObject(
      ok({ principal: { subject: "Lucía Fernández" } }),
    );
  });

  it("refuses one as user id as well", async () => {
    const byName = {
      policy: { claims: { ...CLAIMS, subject: "displayName" }, userId: { from: "claim", claim: "NameID" } },
    } as const;
    const nameId = { value: "_x", format: ` ${TRANSIENT} ` };
    expect(await complete({ nameId }, byName)).toStrictEqual(refused("saml_name_id_transient"));
  });

  it.each([
    ["another identity provider's", 'NameQualifier="https://upstream.example"'],
    ["another service provider's", 'SPNameQualifier="https://other.example"'],
  ])("refuses a name that is %s", async (_name, qualifier) => {
    const nameId = { xml: `<saml:NameID ${qualifier}>lucia</saml:NameID>` };
    expect(await complete({ nameId })).toStrictEqual(refused("saml_name_id", { rule: "qualifier" }));
  });

  it("takes a name that says it is theirs and for us", async () => {
    const qualifiers = `NameQualifier="${ISSUER}" SPNameQualifier="${ENTITY_ID}"`;
    const nameId = { xml: `<saml:NameID ${qualifiers}>lucia</saml:NameID>` };
    expect(await complete({ nameId })).toMatchObject(ok({ principal: { subject: "lucia" } }));
  });

  it("refuses a person without a subject, and one in too many groups", async () => {
    const byMail = { policy: { claims: { ...CLAIMS, subject: "mail" } } };
    const identityProvider = "corporate";
    expect(await complete({}, byMail)).toStrictEqual(refused("saml_principal_subject", { identityProvider }));
    const linked = [{ name: "http://schemas.microsoft.com/claims/groups.link", values: ["https://graph"] }];
    expect(await complete({ attributes: linked })).toMatchObject(err({ reason: "groups_overage" }));
  });
});

describe("createSamlProvider, of metadata that has ended", () => {
  const ended = { validUntil: Math.floor(NOW / 1000) };
  const expired = refused("saml_metadata_expired");

  it("neither begins nor completes nor signs out", async () => {
    const provider = await aSamlProvider({ metadata: ended });
    expect(await provider.begin(NOW, false)).toStrictEqual(expired);
    expect(await provider.complete(minted(), ASKED, NOW)).toStrictEqual(expired);
    expect(await provider.logOut("", NOW)).toStrictEqual(expired);
  });

  it("does so until the second it ends", async () => {
    const provider = await aSamlProvider({ metadata: { validUntil: Math.floor(NOW / 1000) + 1 } });
    expect((await provider.begin(NOW, false)).ok).toBe(true);
    expect((await provider.begin(NOW + 1_000, false)).ok).toBe(false);
  });

  it("still shows ours, which may be what is missing over there", async () => {
    const provider = await aSamlProvider({ metadata: ended });
    expect((await provider.serviceProviderMetadata()).ok).toBe(true);
  });
});

describe("createSamlProvider, of keys that are away", () => {
  it("refuses everything that needs them", async () => {
    const provider = await aSamlProvider({ options: { keys: async () => unavailable } });
    expect(await provider.begin(NOW, false)).toStrictEqual(unavailable);
    expect(await provider.complete(minted(), ASKED, NOW)).toStrictEqual(unavailable);
    expect(await provider.logOut("", NOW)).toStrictEqual(unavailable);
    expect(await provider.serviceProviderMetadata()).toStrictEqual(unavailable);
  });

  it("refuses what must be signed where the first key does not sign, and names it", async () => {
    const broken = aSigner();
    broken.fail(THROTTLED);
    const signing = [{ signer: broken, certificate: serviceProvider.certificate }];
    const provider = await aSamlProvider({ keys: { signing } });
    expect(await provider.begin(NOW, false)).toStrictEqual(refused("saml_key_unavailable", { ...THROTTLED }));
    expect((await provider.serviceProviderMetadata()).ok).toBe(true);
  });

  it("says nothing of a secret that is no key", async () => {
    const secret = serviceProvider.privateKey;
    const references = { signingKeys: ["secret:sp"], decryptionKeys: [] };
    const keys = createKeySource(
      references,
      async () => secret,
      () => NOW,
    );
    const provider = await aSamlProvider({ options: { keys } });
    const begun = await provider.begin(NOW, false);
    expect(begun).toMatchObject(err({ reason: "saml_key_unavailable" }));
    expect(JSON.stringify(begun)).not.toContain(secret.split("\n")[1]?.slice(0, 16));
  });

  it("takes no keys at all for a fault of the policy's compiler", async () => {
    const provider = await aSamlProvider({ keys: { signing: [] } });
    await expect(provider.begin(NOW, false)).rejects.toThrow(TypeError);
  });
});

describe("createSamlProvider, serviceProviderMetadata", () => {
  const certificatesOf = (xml: string) =>
    [...elementsOf(elementFrom(xml))]
      .filter(({ localName }) => localName === "KeyDescriptor")
      .map((descriptor) => [
        attributeOf(descriptor, "use"),
        textOf(elementNamed(descriptor, "X509Certificate")),
      ]);

  async function metadataOf(stage: ProviderStage): Promise<string> {
    const metadata = await (await aSamlProvider(stage)).serviceProviderMetadata();
    return metadata.ok ? metadata.value : expect.fail(metadata.error.reason);
  }

  it("publishes every signing key, and the first for encryption", async () => {
    const [first, second] = [pairOf(nextServiceProvider), pairOf(serviceProvider)];
    const signing = [first, second].map(signingKeyOf);
    const xml = await metadataOf({ keys: { signing, decryption: [first, second] } });
    const [a, b] = [nextServiceProvider, serviceProvider].map(({ certificate }) =>
      certificateBody(certificate),
    );
    expect(certificatesOf(xml)).toStrictEqual([
      ["signing", a],
      ["signing", b],
      ["encryption", a],
    ]);
    expect(xml).not.toMatch(/-cbc|PRIVATE KEY/);
  });

  it("publishes none for encryption where there is none", async () => {
    const xml = await metadataOf({ keys: { decryption: [] } });
    expect(certificatesOf(xml)).toStrictEqual([["signing", certificateBody(serviceProvider.certificate)]]);
  });

  it("says what the policy says", async () => {
    const require = { signedResponse: false, signedAssertion: true, encryptedAssertion: false };
    const entity = { entityId: "urn:streamgate:corporate", signingKeys: [], decryptionKeys: [] };
    const root = elementFrom(await metadataOf({ policy: { require, serviceProvider: entity } }));
    expect(attributeOf(root, "entityID")).toBe("urn:streamgate:corporate");
    expect(attributeOf(elementNamed(root, "SPSSODescriptor"), "WantAssertionsSigned")).toBe("true");
    expect(attributeOf(elementFrom(await metadataOf({})), "entityID")).toBe(ENTITY_ID);
  });
});
