import { createPublicKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  type EncryptionOptions,
  encryptAssertion,
  encryptedAssertionXml,
} from "../../../dev/identity-provider/saml/minting/encrypt-assertion.ts";
import { toFormField } from "../../../dev/identity-provider/saml/minting/form-field.ts";
import type { ResponseSpec } from "../../../dev/identity-provider/saml/minting/response-spec.ts";
import { responseXml } from "../../../dev/identity-provider/saml/minting/response-xml.ts";
import type { SignatureStyle } from "../../../dev/identity-provider/saml/minting/sign-xml.ts";
import { signXml } from "../../../dev/identity-provider/saml/minting/sign-xml.ts";
import {
  encryptedResponse,
  type SignedParts,
  signedResponse,
} from "../../../dev/identity-provider/saml/minting/signed-response.ts";
import { type Evidence, type RefusalReason, refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import { verifyResponse } from "../../../functions/identity/saml/response.ts";
import {
  aSpec,
  at,
  contentOf,
  elementFrom,
  expectation,
  keyOf,
  NOW,
  rulesFor,
  verify,
} from "./response-builders.ts";
import { signByTheBook } from "./sign-by-the-book.ts";

const [key, next, stranger, serviceProvider, nextServiceProvider] = await Promise.all([
  keyOf("idp"),
  keyOf("idp-next"),
  keyOf("stranger"),
  keyOf("sp"),
  keyOf("sp-next"),
]);
const NOTHING = { signedResponse: false, signedAssertion: false, encryptedAssertion: false };
const MODES = ["assertion", "response", "both"] as const;
const refused = (reason: RefusalReason, evidence: Evidence = {}) => err(refusal(reason, evidence));
const minted = (sign: SignedParts, overrides: Partial<ResponseSpec> = {}, style: SignatureStyle = {}) =>
  signedResponse(aSpec(overrides), { key, sign, ...style });
const encrypted = (sign: SignedParts, options: Partial<EncryptionOptions> = {}) =>
  encryptedResponse(aSpec(), {
    ...{ key, sign },
    encryption: { certificate: serviceProvider.certificate, ...options },
  });
const decryptionKeys = [serviceProvider.privateKey];

describe.each(MODES)("verifyResponse, where %s is signed", (sign) => {
  it("gives what the assertion says", async () => {
    expect(await verify(minted(sign))).toStrictEqual(ok(contentOf()));
  });

  it.each<readonly [string, Partial<ResponseSpec>, SignatureStyle]>([
    ["default namespaces", { prefixes: { protocol: "", assertion: "" } }, { prefix: "" }],
    ["RSA with SHA-512", {}, { signatureAlgorithm: "rsa-sha512", digestAlgorithm: "sha512" }],
    ["RSA-PSS", {}, { signatureAlgorithm: "sha256-rsa-MGF1" }],
    ["inclusive prefixes", {}, { inclusiveNamespacesPrefixList: ["xs", "xsi", "saml"] }],
    ["no KeyInfo", {}, { keyInfo: false }],
    ["somebody else's certificate in KeyInfo", {}, { keyInfo: stranger.certificate }],
  ])("reads one with %s", async (_name, overrides, style) => {
    expect(await verify(minted(sign, overrides, style))).toStrictEqual(ok(contentOf()));
  });

  it("reads one with a declaration, in lines", async () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n${minted(sign)}\n`;
    const field = toFormField(xml).replaceAll(/.{76}/g, "$&\r\n");
    const rules = rulesFor([key.certificate]);
    expect(await verifyResponse(field, rules, expectation())).toStrictEqual(ok(contentOf()));
  });

  it("knows the key of after a rollover, and no other", async () => {
    const xml = minted(sign);
    const both = [next.certificate, key.certificate];
    expect(await verifyResponse(toFormField(xml), rulesFor(both), expectation())).toStrictEqual(
      ok(contentOf()),
    );
    const others = rulesFor([next.certificate]);
    expect(await verifyResponse(toFormField(xml), others, expectation())).toStrictEqual(
      refused("saml_signature"),
    );
  });

  it("decrypts for who signed the response, and for nobody else", async () => {
    const xml = await encrypted(sign);
    expect(await verify(xml, { rules: { decryptionKeys } })).toStrictEqual(
      sign === "assertion" ? refused("saml_encryption_unsigned") : ok(contentOf()),
    );
  });

  it("says what was changed", async () => {
    const xml = minted(sign).replace("Lucía", "Lucia");
    expect(await verify(xml)).toStrictEqual(refused("saml_digest"));
  });
});

describe("verifyResponse, one thing after the other", () => {
  it.each<readonly [string, string, RefusalReason, Evidence]>([
    ["no base64", "<", "saml_base64", {}],
    ["no XML", toFormField("x"), "saml_xml_malformed", {}],
    ["a DOCTYPE", toFormField("<!DOCTYPE x><x/>"), "saml_markup_declaration", {}],
    ["another message", toFormField("<x/>"), "saml_not_a_response", {}],
  ])("refuses %s", async (_name, field, reason, evidence) => {
    const rules = rulesFor([key.certificate]);
    expect(await verifyResponse(field, rules, expectation())).toStrictEqual(refused(reason, evidence));
  });

  it("refuses a response that is old, from the future, or of no time", async () => {
    const of = { of: "Response" };
    const when = (responseIssueInstant: Date | null) => verify(minted("assertion", { responseIssueInstant }));
    expect(await when(at(-361))).toStrictEqual(refused("saml_issue_instant", of));
    expect(await when(at(61))).toStrictEqual(refused("saml_issue_instant", of));
    expect(await when(null)).toStrictEqual(refused("saml_timestamp", { rule: "IssueInstant", ...of }));
  });

  it("refuses an answer to another request, also where only the response says so", async () => {
    const other = minted("assertion", { responseInResponseTo: "_request-2" });
    const rule = { rule: "Response" };
    expect(await verify(other)).toStrictEqual(refused("saml_in_response_to", rule));
    expect(await verify(minted("both"), { expected: { requestId: undefined } })).toStrictEqual(
      refused("saml_in_response_to", rule),
    );
    const inAssertionOnly = minted("assertion", { responseInResponseTo: null });
    expect(await verify(inAssertionOnly)).toStrictEqual(ok(contentOf()));
    expect(await verify(inAssertionOnly, { expected: { requestId: undefined } })).toStrictEqual(
      refused("saml_in_response_to", { rule: "SubjectConfirmationData" }),
    );
  });

  it("takes what nobody asked for where nothing was asked for", async () => {
    const unsolicited = minted("both", { inResponseTo: null });
    expect(await verify(unsolicited, { expected: { requestId: undefined } })).toStrictEqual(ok(contentOf()));
    expect(await verify(unsolicited)).toStrictEqual(
      refused("saml_in_response_to", { rule: "SubjectConfirmationData" }),
    );
  });

  it("goes by the rules of the assertion", async () => {
    expect(await verify(minted("both", { audience: "https://other.example/" }))).toStrictEqual(
      refused("saml_audience", { restrictions: 1 }),
    );
  });
});

describe("verifyResponse, of signatures", () => {
  it("refuses what nobody signed", async () => {
    expect(await verify(responseXml(aSpec()))).toStrictEqual(refused("saml_unsigned"));
  });

  it.each<readonly [SignedParts, string]>([
    ["assertion", "Response"],
    ["response", "Assertion"],
  ])("refuses where %s alone is signed and the policy wants both", async (sign, of) => {
    const require = { ...NOTHING, signedResponse: true, signedAssertion: true };
    expect(await verify(minted(sign), { rules: { require } })).toStrictEqual(
      refused("saml_signature_required", { of }),
    );
    expect(await verify(minted("both"), { rules: { require } })).toStrictEqual(ok(contentOf()));
  });

  it("refuses where one of two signatures is a stranger's", async () => {
    const signedBy = (assertionKey: typeof key, responseKey: typeof key) => {
      const inner = signXml(responseXml(aSpec()), { key: assertionKey, elementId: "_assertion-1" });
      return signXml(inner, { key: responseKey, elementId: "_response-1" });
    };
    expect(await verify(signedBy(key, key))).toStrictEqual(ok(contentOf()));
    expect(await verify(signedBy(stranger, key))).toStrictEqual(refused("saml_signature"));
    expect(await verify(signedBy(key, stranger))).toStrictEqual(refused("saml_signature"));
  });

  it("refuses what is signed by the book and what the library reads in another way", async () => {
    const unsigned = responseXml(
      aSpec({ attributes: [{ name: "groups", values: [{ xml: '<saml:AttributeValue xmlnsfoo=""/>' }] }] }),
    );
    const plain = signByTheBook(responseXml(aSpec()), { key, elementId: "_assertion-1" });
    expect(await verify(plain)).toStrictEqual(ok(contentOf()));
    expect(await verify(signByTheBook(unsigned, { key, elementId: "_assertion-1" }))).toStrictEqual(
      refused("saml_verifiers_disagree"),
    );
    const listed = { key, elementId: "_assertion-1", prefixList: "#default" };
    const inDefault = responseXml(aSpec()).replace("<saml:Subject>", '<saml:Subject xmlns="urn:x">');
    expect(await verify(signByTheBook(inDefault, listed))).toStrictEqual(refused("saml_verifiers_disagree"));
  });

  // By the last end tag of a name xmldom 0.8 tells whether an element is closed at all, and it knows no blank in it.
  it.each(MODES)("reads a blank in an end tag as nothing, where %s is signed", async (sign) => {
    const xml = minted(sign).replaceAll(/<\/saml:(?:AttributeValue|Issuer|Subject)(?=>)/g, "$& \n");
    expect(await verify(xml)).toStrictEqual(ok(contentOf()));
  });

  it("refuses where the library's clock says otherwise", async () => {
    const then = NOW - 86_400_000;
    const xml = minted("both", { now: new Date(then) });
    expect(await verify(xml, { expected: { now: then } })).toStrictEqual(refused("saml_verifiers_disagree"));
  });

  it("refuses where the library knows another key than we do", async () => {
    const rules = { ...rulesFor([next.certificate]), keys: [createPublicKey(key.certificate)] };
    expect(await verifyResponse(toFormField(minted("both")), rules, expectation())).toStrictEqual(
      refused("saml_verifiers_disagree"),
    );
  });
});

describe("verifyResponse, of encryption", () => {
  it("wants it where the policy does", async () => {
    const require = { ...NOTHING, encryptedAssertion: true };
    expect(await verify(minted("both"), { rules: { require } })).toStrictEqual(
      refused("saml_encryption_required"),
    );
    expect(await verify(await encrypted("both"), { rules: { require, decryptionKeys } })).toStrictEqual(
      ok(contentOf()),
    );
  });

  it("wants the signature inside where the policy does", async () => {
    const require = { ...NOTHING, signedAssertion: true };
    expect(await verify(await encrypted("response"), { rules: { require, decryptionKeys } })).toStrictEqual(
      refused("saml_signature_required", { of: "Assertion" }),
    );
  });

  it("tries every key", async () => {
    const keys = [nextServiceProvider.privateKey, serviceProvider.privateKey];
    expect(await verify(await encrypted("both"), { rules: { decryptionKeys: keys } })).toStrictEqual(
      ok(contentOf()),
    );
  });

  it("refuses without a key, and with another", async () => {
    const xml = await encrypted("response");
    expect(await verify(xml)).toStrictEqual(refused("saml_decryption_key_missing"));
    const others = [nextServiceProvider.privateKey];
    expect(await verify(xml, { rules: { decryptionKeys: others } })).toStrictEqual(
      refused("saml_decryption"),
    );
  });

  it("takes CBC on the policy's word alone", async () => {
    const xml = await encrypted("response", { content: "aes256-cbc" });
    expect(await verify(xml, { rules: { decryptionKeys } })).toStrictEqual(
      refused("saml_encryption_algorithm", { of: "content", cbc: true }),
    );
    expect(await verify(xml, { rules: { decryptionKeys, allowCbc: true } })).toStrictEqual(ok(contentOf()));
  });

  it("decrypts for nobody who did not sign", async () => {
    const { certificate } = serviceProvider;
    const xml = await encryptedResponse(aSpec(), {
      key: stranger,
      sign: "both",
      encryption: { certificate },
    });
    expect(await verify(xml, { rules: { decryptionKeys } })).toStrictEqual(refused("saml_signature"));
  });

  const around = async (plaintext: string) => {
    const [before, after] = responseXml(aSpec()).split(/<saml:Assertion.*<\/saml:Assertion>/);
    const inside = await encryptedAssertionXml(plaintext, { certificate: serviceProvider.certificate });
    return signXml(`${before}${inside}${after}`, { key, elementId: "_response-1" });
  };

  it.each<readonly [string, string, RefusalReason]>([
    ["no XML", "x", "saml_xml_malformed"],
    ["a comment", "<a><!-- --></a>", "saml_markup_declaration"],
    ["no assertion", "<a/>", "saml_assertion_count"],
    ["two roots", "<a/><b/>", "saml_xml_malformed"],
    ["what was no UTF-8", "<a>\ufffd</a>", "saml_utf8"],
  ])("refuses a plaintext that is %s", async (_name, plaintext, reason) => {
    expect(await verify(await around(plaintext), { rules: { decryptionKeys } })).toStrictEqual(
      refused(reason),
    );
  });

  it("verifies the signature inside as well", async () => {
    const inner = signXml(responseXml(aSpec()), { key: stranger, elementId: "_assertion-1" });
    const xml = await encryptAssertion(inner, { certificate: serviceProvider.certificate });
    const signed = signXml(xml, { key, elementId: "_response-1" });
    expect(await verify(signed, { rules: { decryptionKeys } })).toStrictEqual(refused("saml_signature"));
  });
});

// The library gives the signed assertion back as it writes it anew, and writes characters where the identity provider
// wrote references; read again, these are line ends. `a&#xD;b` would become `a\nb`: two people of one name.
describe("verifyResponse, of a value that is written anew", () => {
  const read = async (sign: "assertion" | "response", written: string) => {
    const nameId = { xml: `<saml:NameID>a${written}b</saml:NameID>` };
    const signed = signByTheBook(responseXml(aSpec({ nameId })), { key, elementId: `_${sign}-1` });
    const verified = await verify(signed);
    return verified.ok ? verified.value.nameId.value : verified.error.reason;
  };

  it.each(["&#xD;", "&#13;&#10;", "&#x85;", "&#x2028;"])(
    "refuses %s, which comes back as a line feed",
    async (written) => {
      expect(await read("assertion", written)).toBe("saml_verifiers_disagree");
      expect(await read("response", written)).toBe("saml_verifiers_disagree");
    },
  );

  it.each(["&#x9;", "&#xA;", "&#x20;", "&amp;", "&lt;", "&gt;", "]]&gt;", "&#x1F600;", "\"'", "\t \n"])(
    "reads %j as it was signed",
    async (written) => {
      const meant = elementFrom(`<a>a${written}b</a>`).firstChild?.nodeValue;
      expect(await read("assertion", written)).toBe(meant);
      expect(await read("response", written)).toBe(meant);
    },
  );
});
