import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  CONTENT_ENCRYPTIONS,
  encryptAssertion,
  encryptedAssertionXml,
  KEY_TRANSPORTS,
} from "../../../../../dev/identity-provider/saml/minting/encrypt-assertion.ts";
import { responseXml } from "../../../../../dev/identity-provider/saml/minting/response-xml.ts";
import { makeSamlKey, type SamlKey } from "../../../../../dev/identity-provider/saml/minting/saml-key.ts";
import {
  encryptedResponse,
  signedResponse,
} from "../../../../../dev/identity-provider/saml/minting/signed-response.ts";
import { ACS_URL, accept, aSpec } from "./service-provider.ts";

let key: SamlKey;
let encryptionKey: SamlKey;

beforeAll(async () => {
  const names = ["idp", "sp"];
  const made = names.map((commonName) => makeSamlKey({ commonName }));
  [key, encryptionKey] = (await Promise.all(made)) as [SamlKey, SamlKey];
});

// node-saml warns of weak algorithms and decrypts all the same.
beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => undefined));

const WANTED = {
  assertion: { wantAssertionsSigned: true },
  response: { wantAuthnResponseSigned: true },
  both: { wantAssertionsSigned: true, wantAuthnResponseSigned: true },
} as const;

describe.each(["assertion", "response", "both"] as const)("signedResponse of %s", (sign) => {
  const wanted = WANTED[sign];

  it("is accepted by node-saml, with what the assertion says", async () => {
    const profile = await accept(signedResponse(aSpec(), { key, sign }), key.certificate, wanted);
    expect(profile).toMatchObject({ nameID: "lucia", groups: ["treasury", "staff"] });
  });

  it("is accepted with default namespaces in place of prefixes", async () => {
    const spec = { ...aSpec(), prefixes: { protocol: "", assertion: "" } };
    const xml = signedResponse(spec, { key, sign, prefix: "" });
    expect(xml).not.toMatch(/<\/?(?:saml|samlp|ds):/);
    await expect(accept(xml, key.certificate, wanted)).resolves.toHaveProperty("nameID", "lucia");
  });

  it.each([
    ["in the NameID", ">lucia<", ">lucib<"],
    ["in an attribute", ">treasury<", ">treasurx<"],
    ["in a digest", "<ds:DigestValue>", "<ds:DigestValue>A"],
    ["in the signature's value", "<ds:SignatureValue>", "<ds:SignatureValue>A"],
  ])("is refused after one byte is changed %s", async (_where, from, to) => {
    const xml = signedResponse(aSpec(), { key, sign });
    expect(xml).toContain(from);
    await expect(accept(xml.replace(from, to), key.certificate, wanted)).rejects.toThrow(/signature/i);
  });

  it("is refused by who knows another key, whatever KeyInfo says", async () => {
    const xml = signedResponse(aSpec(), { key: encryptionKey, sign });
    await expect(accept(xml, key.certificate, wanted)).rejects.toThrow(/signature/i);
  });
});

describe("signedResponse", () => {
  it("signs the envelope when the response is signed, and does not otherwise", async () => {
    const moved = (xml: string): string =>
      xml.replace(`Destination="${ACS_URL}"`, `Destination="https://x/"`);
    const byResponse = moved(signedResponse(aSpec(), { key, sign: "response" }));
    await expect(accept(byResponse, key.certificate)).rejects.toThrow(/signature/i);
    const byAssertion = moved(signedResponse(aSpec(), { key, sign: "assertion" }));
    await expect(accept(byAssertion, key.certificate)).resolves.toHaveProperty("nameID", "lucia");
  });

  it("signs a response without an assertion once, even if both were asked for", () => {
    const xml = signedResponse({ ...aSpec(), hasAssertion: false }, { key, sign: "both" });
    expect(xml.match(/<ds:Signature /g)).toHaveLength(1);
  });

  it("puts the signature right after the Issuer, or first where there is none", () => {
    const spec = { ...aSpec(), responseIssuer: null };
    const xml = signedResponse(spec, { key, sign: "both" });
    expect(xml).toMatch(/^<samlp:Response [^>]*><ds:Signature /);
    expect(xml).toMatch(/<saml:Assertion [^>]*><saml:Issuer>[^<]*<\/saml:Issuer><ds:Signature /);
  });

  it("refuses to sign what has no ID", () => {
    const spec = { ...aSpec(), assertionId: null };
    expect(() => signedResponse(spec, { key, sign: "assertion" })).toThrow(
      "an element without an ID cannot be signed",
    );
    expect(() => signedResponse(spec, { key, sign: "response" })).not.toThrow();
  });
});

describe("encryptedResponse", () => {
  const decryption = () => ({ decryptionPvk: encryptionKey.privateKey });
  const contents = Object.keys(CONTENT_ENCRYPTIONS) as (keyof typeof CONTENT_ENCRYPTIONS)[];
  const transports = Object.keys(KEY_TRANSPORTS) as (keyof typeof KEY_TRANSPORTS)[];
  const algorithms = contents.flatMap((content) =>
    transports.map((keyTransport) => ({ content, keyTransport })),
  );

  it.each(algorithms)("$content under $keyTransport is accepted inside a signed response", async (chosen) => {
    const encryption = { certificate: encryptionKey.certificate, ...chosen };
    const xml = await encryptedResponse(aSpec(), { key, sign: "both", encryption });
    expect(xml).not.toContain("lucia");
    expect(xml).toContain(CONTENT_ENCRYPTIONS[chosen.content]);
    expect(xml).toContain(KEY_TRANSPORTS[chosen.keyTransport]);
    const profile = await accept(xml, key.certificate, { ...decryption(), ...WANTED.both });
    expect(profile).toMatchObject({ nameID: "lucia", groups: ["treasury", "staff"] });
  });

  it.each(["assertion", "response"] as const)("is accepted with only the %s signed", async (sign) => {
    const encryption = { certificate: encryptionKey.certificate };
    const xml = await encryptedResponse(aSpec(), { key, sign, encryption });
    const profile = await accept(xml, key.certificate, { ...decryption(), ...WANTED[sign] });
    expect(profile.nameID).toBe("lucia");
  });

  it("is refused after one byte of the ciphertext is changed", async () => {
    const encryption = { certificate: encryptionKey.certificate };
    const xml = await encryptedResponse(aSpec(), { key, sign: "assertion", encryption });
    const tampered = xml.replace(
      /(.)(<\/xenc:CipherValue>)/,
      (_, last, end) => `${last === "A" ? "B" : "A"}${end}`,
    );
    expect(tampered).not.toBe(xml);
    await expect(accept(tampered, key.certificate, decryption())).rejects.toThrow();
  });

  it("keeps the namespaces of the Response in scope, for signatures that are canonicalised inclusively", async () => {
    const encryption = { certificate: encryptionKey.certificate };
    const style = { canonicalization: "inclusive", transforms: ["enveloped", "inclusive"] } as const;
    const xml = await encryptedResponse(aSpec(), { key, sign: "assertion", ...style, encryption });
    const profile = await accept(xml, key.certificate, { ...decryption(), ...WANTED.assertion });
    expect(profile.nameID).toBe("lucia");
  });
});

describe("encryptAssertion", () => {
  it("leaves the text around the assertion as it was", async () => {
    const xml = `<?xml version="1.0"?>\n${responseXml(aSpec())}<!-- after -->`;
    const encrypted = await encryptAssertion(xml, { certificate: encryptionKey.certificate });
    const [before = ""] = xml.split("<saml:Assertion");
    expect(encrypted.startsWith(`${before}<saml:EncryptedAssertion `)).toBe(true);
    expect(encrypted.endsWith("</saml:EncryptedAssertion></samlp:Response><!-- after -->")).toBe(true);
  });

  it("throws where there is no assertion", async () => {
    const xml = responseXml({ ...aSpec(), hasAssertion: false });
    const encrypted = encryptAssertion(xml, { certificate: encryptionKey.certificate });
    await expect(encrypted).rejects.toThrow("no Assertion in this message");
  });
});

describe("encryptedAssertionXml", () => {
  it("encrypts whatever it is given", async () => {
    const encryption = { certificate: encryptionKey.certificate };
    const hostile = await encryptedAssertionXml("<!DOCTYPE x><x/>", encryption);
    const spec = { ...aSpec(), hasAssertion: false, extraResponseXml: hostile };
    const xml = signedResponse(spec, { key, sign: "response" });
    const accepted = accept(xml, key.certificate, { decryptionPvk: encryptionKey.privateKey });
    await expect(accepted).rejects.toThrow("Invalid EncryptedAssertion content");
  });
});
