import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { ResponseSpec } from "../../../dev/identity-provider/saml/minting/response-spec.ts";
import { responseXml } from "../../../dev/identity-provider/saml/minting/response-xml.ts";
import {
  encryptedResponse,
  type SignedParts,
  signedResponse,
} from "../../../dev/identity-provider/saml/minting/signed-response.ts";
import { createLibrary, signedAssertionXml } from "../../../functions/identity/saml/library.ts";
import { aSpec, at, keyOf, partiesOf } from "./response-builders.ts";

const [key, next, stranger, serviceProvider] = await Promise.all([
  keyOf("idp"),
  keyOf("idp-next"),
  keyOf("stranger"),
  keyOf("sp"),
]);
const parties = partiesOf(key.certificate);
const root = fileURLToPath(new URL("../../../", import.meta.url));

describe("the packages that read SAML", () => {
  const copies = (name: string) => [
    ...globSync(`node_modules/${name}/package.json`, { cwd: root }),
    ...globSync(`node_modules/**/node_modules/${name}/package.json`, { cwd: root }),
  ];

  it.each([
    ["@node-saml/node-saml", "@node-saml/node-saml", "5.1.0"],
    ["xml-crypto", "xml-crypto", "6.3.2"],
    ["@xmldom/xmldom", "@xmldom/xmldom", "0.8.15"],
    ["xmldom-strict", "@xmldom/xmldom", "0.9.12"],
    ["xml-encryption", "xml-encryption", "3.1.0"],
    ["xpath", "xpath", "0.0.34"],
  ])("%s is there once, as %s %s", (folder, name, version) => {
    expect(copies(folder)).toStrictEqual([`node_modules/${folder}/package.json`]);
    const installed = JSON.parse(readFileSync(`${root}node_modules/${folder}/package.json`, "utf8"));
    expect([installed.name, installed.version]).toStrictEqual([name, version]);
  });

  it("looks where copies would be", () => {
    expect(existsSync(`${root}node_modules/.package-lock.json`)).toBe(true);
    expect(globSync("node_modules/**/node_modules/*/package.json", { cwd: root })).not.toStrictEqual([]);
  });
});

describe("createLibrary", () => {
  it("knows the parties as they are named, and remembers nothing", async () => {
    const library = await createLibrary(parties, {});
    expect(library.options).toMatchObject({
      audience: parties.serviceProviderEntityId,
      issuer: parties.serviceProviderEntityId,
      idpIssuer: parties.identityProviderEntityId,
      validateInResponseTo: "never",
      acceptedClockSkewMs: 60_000,
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: true,
    });
    const { cacheProvider } = library;
    await cacheProvider.saveAsync("a", "b");
    expect(await cacheProvider.getAsync("a")).toBeNull();
    expect(await cacheProvider.removeAsync("a")).toBeNull();
  });
});

const SIGNATURES = {
  assertion: { response: false, assertion: true },
  response: { response: true, assertion: false },
  both: { response: true, assertion: true },
} as const;

function read(
  xml: string,
  sign: SignedParts,
  options: { privateKey?: string; certificates?: string[] } = {},
) {
  const known = partiesOf(...(options.certificates ?? [key.certificate]));
  return signedAssertionXml(known, xml, SIGNATURES[sign], options.privateKey);
}

describe.each(["assertion", "response", "both"] as const)("signedAssertionXml, of %s", (sign) => {
  const minted = (overrides: Partial<ResponseSpec> = {}) => signedResponse(aSpec(overrides), { key, sign });

  it("gives the assertion alone, and that only", async () => {
    const xml = await read(minted(), sign);
    expect(xml).toMatch(/^<saml:Assertion [^>]*ID="_assertion-1"/);
    expect(xml).toContain("Lucía Fernández");
    expect(xml).not.toMatch(/<samlp:|Destination|Status/);
  });

  it("knows every certificate of the identity provider", async () => {
    expect(await read(minted(), sign, { certificates: [next.certificate, key.certificate] })).toBeDefined();
    expect(await read(minted(), sign, { certificates: [stranger.certificate] })).toBeUndefined();
  });

  it("gives nothing where something was changed", async () => {
    expect(await read(minted().replace("Lucía", "Lucia"), sign)).toBeUndefined();
  });

  it("decrypts with the key it is given, and with no other", async () => {
    const { certificate, privateKey } = serviceProvider;
    const xml = await encryptedResponse(aSpec(), { key, sign, encryption: { certificate } });
    expect(await read(xml, sign, { privateKey })).toContain("Lucía Fernández");
    expect(await read(xml, sign, { privateKey: stranger.privateKey })).toBeUndefined();
    expect(await read(xml, sign)).toBeUndefined();
  });

  it("goes by the real time", async () => {
    const past = minted({ now: at(-3_600) });
    expect(await read(past, sign)).toBeUndefined();
  });
});

describe("signedAssertionXml", () => {
  it("demands each signature that it was told of", async () => {
    const byAssertion = signedResponse(aSpec(), { key, sign: "assertion" });
    const byResponse = signedResponse(aSpec(), { key, sign: "response" });
    expect(await read(byAssertion, "both")).toBeUndefined();
    expect(await read(byAssertion, "response")).toBeUndefined();
    expect(await read(byResponse, "both")).toBeUndefined();
    expect(await read(byResponse, "assertion")).toBeUndefined();
  });

  it("gives nothing where there is no signature", async () => {
    expect(await read(responseXml(aSpec()), "assertion")).toBeUndefined();
    expect(
      await signedAssertionXml(
        parties,
        responseXml(aSpec()),
        { response: false, assertion: false },
        undefined,
      ),
    ).toBeUndefined();
  });

  it("gives nothing for an answer that signs nobody in", async () => {
    const codes = ["Responder", "NoPassive"].map((code) => `urn:oasis:names:tc:SAML:2.0:status:${code}`);
    const xml = signedResponse(aSpec({ hasAssertion: false, status: { codes } }), { key, sign: "response" });
    expect(await read(xml, "response")).toBeUndefined();
  });

  it.each(["", "x", "<a/>", "<a", "<Response/>", "\u0000"])("gives nothing for %j", async (xml) => {
    expect(await read(xml, "response")).toBeUndefined();
  });
});
