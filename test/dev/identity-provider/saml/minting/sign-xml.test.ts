import { beforeAll, describe, expect, it } from "vitest";
import { SignedXml } from "xml-crypto";
import { toFormField } from "../../../../../dev/identity-provider/saml/minting/form-field.ts";
import { responseXml } from "../../../../../dev/identity-provider/saml/minting/response-xml.ts";
import {
  certificateBody,
  makeSamlKey,
  type SamlKey,
} from "../../../../../dev/identity-provider/saml/minting/saml-key.ts";
import { type SignatureStyle, signXml } from "../../../../../dev/identity-provider/saml/minting/sign-xml.ts";
import {
  CANONICALIZATIONS,
  type Canonicalization,
  DIGEST_ALGORITHMS,
  type DigestAlgorithm,
  SIGNATURE_ALGORITHMS,
} from "../../../../../dev/identity-provider/saml/minting/signature-algorithms.ts";
import { accept, aSpec } from "./service-provider.ts";

let key: SamlKey;

beforeAll(async () => {
  key = await makeSamlKey({ commonName: "idp" });
});

const signed = (style: SignatureStyle = {}): string =>
  signXml(responseXml({ ...aSpec(), assertionId: "_a" }), { key, elementId: "_a", ...style });

const isAccepted = (xml: string) =>
  expect(accept(xml, key.certificate, { wantAssertionsSigned: true })).resolves.toHaveProperty("nameID");

describe("signXml", () => {
  it.each(["rsa-sha1", "rsa-sha256", "rsa-sha512", "sha256-rsa-MGF1"] as const)(
    "signs with %s",
    async (name) => {
      const xml = signed({ signatureAlgorithm: name });
      expect(xml).toContain(`<ds:SignatureMethod Algorithm="${SIGNATURE_ALGORITHMS[name]}"/>`);
      await isAccepted(xml);
    },
  );

  it("signs with an HMAC keyed with the certificate, which a confused verifier would accept", async () => {
    const xml = signed({ signatureAlgorithm: "hmac-sha1" });
    const confused = new SignedXml({ publicCert: key.certificate });
    confused.enableHMAC();
    confused.loadSignature(/<ds:Signature .*<\/ds:Signature>/s.exec(xml)?.[0] ?? "");
    expect(confused.checkSignature(xml)).toBe(true);
    await expect(accept(xml, key.certificate)).rejects.toThrow("Invalid signature");
  });

  it.each(Object.keys(DIGEST_ALGORITHMS) as DigestAlgorithm[])("digests with %s", async (digestAlgorithm) => {
    const xml = signed({ digestAlgorithm });
    expect(xml).toContain(`<ds:DigestMethod Algorithm="${DIGEST_ALGORITHMS[digestAlgorithm]}"/>`);
    await isAccepted(xml);
  });

  it.each(Object.keys(CANONICALIZATIONS) as Canonicalization[])(
    "canonicalises %s",
    async (canonicalization) => {
      const xml = signed({ canonicalization, transforms: ["enveloped", canonicalization] });
      const algorithm = `Algorithm="${CANONICALIZATIONS[canonicalization]}"/>`;
      expect(xml).toContain(`<ds:CanonicalizationMethod ${algorithm}`);
      expect(xml).toContain(`<ds:Transform ${algorithm}`);
      await isAccepted(xml);
    },
  );

  it("lists prefixes that count although nothing visible uses them", async () => {
    const xml = signed({ inclusiveNamespacesPrefixList: ["xs"] });
    expect(xml).toMatch(
      /enveloped-signature"\/><ds:Transform [^>]*><InclusiveNamespaces PrefixList="xs" [^>]*\/><\/ds:Transform>/,
    );
    await isAccepted(xml);
  });

  it("refers to the element by its ID, with the transforms it is told, however odd", () => {
    const xml = signed({ transforms: ["exclusive", "enveloped", "exclusive"] });
    expect(xml).toContain(`<ds:Reference URI="#_a">`);
    expect(xml.match(/<ds:Transform /g)).toHaveLength(3);
  });

  it("shows its certificate, another one, or none", async () => {
    const other = await makeSamlKey({ commonName: "other", bits: 1024 });
    const shown = (xml: string) => /<ds:X509Certificate>(.*)<\/ds:X509Certificate>/.exec(xml)?.[1];
    expect(shown(signed())).toBe(certificateBody(key.certificate));
    expect(shown(signed({ keyInfo: other.certificate }))).toBe(certificateBody(other.certificate));
    expect(signed({ keyInfo: false })).not.toContain("KeyInfo");
    await isAccepted(signed({ keyInfo: false }));
  });

  it("puts the signature where it is told", () => {
    const location = { reference: "/*", action: "append" } as const;
    const xml = signXml(responseXml({ ...aSpec(), responseId: "_r" }), { key, elementId: "_r", location });
    expect(xml).toMatch(/<\/ds:Signature><\/samlp:Response>$/);
  });

  it("finds an element whose ID holds a quote", () => {
    const xml = responseXml({ ...aSpec(), responseId: "a'b" });
    expect(signXml(xml, { key, elementId: "a'b" })).toContain(`URI="#a'b"`);
  });

  it("throws where there is no such element, or no Issuer to stand after", () => {
    const xml = responseXml({ ...aSpec(), responseId: "_r", responseIssuer: null });
    expect(() => signXml(xml, { key, elementId: "_x" })).toThrow("not found");
    expect(() => signXml(xml, { key, elementId: "_r" })).toThrow("not found");
  });
});

describe("toFormField", () => {
  it("is base64 of UTF-8 in one line", () => {
    const xml = "<ñ/>".repeat(50);
    const field = toFormField(xml);
    expect(field).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
    expect(Buffer.from(field, "base64").toString()).toBe(xml);
  });
});
