import { deflateRawSync, inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSamlKey, type SamlKey } from "../../../../dev/identity-provider/saml/minting/saml-key.ts";
import { redirectUrl } from "../../../../dev/identity-provider/saml/redirect-url.ts";
import {
  type SamlIdentityProvider,
  startSamlIdentityProvider,
} from "../../../../dev/identity-provider/saml/server.ts";
import { Browser } from "../browser.ts";
import { makeServiceProvider, type TestServiceProvider } from "./service-provider.ts";

let provider: SamlIdentityProvider;
let party: TestServiceProvider;
let stranger: SamlKey;

beforeAll(async () => {
  [party, stranger] = await Promise.all([makeServiceProvider(), makeSamlKey({ commonName: "stranger" })]);
  const serviceProviders = [party.registration];
  provider = await startSamlIdentityProvider({ port: 0, people: [], serviceProviders });
});
afterAll(() => provider.stop());

async function faultOf(url: URL | string): Promise<string | undefined> {
  const { status, html } = await new Browser().openPage(url);
  expect(status).toBe(400);
  return /role="alert">([^<]*)</.exec(html)?.[1];
}

/** A request of node-saml, changed before it is signed. */
async function rewritten(change: (xml: string) => string): Promise<string> {
  const url = new URL(await party.signInUrl(provider));
  const xml = inflateRawSync(Buffer.from(url.searchParams.get("SAMLRequest") ?? "", "base64")).toString();
  expect(change(xml)).not.toBe(xml);
  return redirectUrl(`${provider.origin}/sso`, "SAMLRequest", change(xml), party.key);
}

describe("an AuthnRequest", () => {
  it("is taken up when it is signed with any of the registered keys", async () => {
    const signingCertificates = [stranger.certificate, party.key.certificate];
    const entityId = "http://rolling.example/metadata";
    const rolling = await makeServiceProvider({ entityId, signingCertificates });
    provider.register(rolling.registration);
    const url = await rolling.signInUrl(provider, { privateKey: party.key.privateKey });
    expect((await new Browser().openPage(url)).status).toBe(200);
  });

  it("is taken up when it is signed with SHA-512, or names no URL for the answer", async () => {
    for (const options of [{ signatureAlgorithm: "sha512" as const }, { disableRequestAcsUrl: true }]) {
      expect((await new Browser().openPage(await party.signInUrl(provider, options))).status).toBe(200);
    }
  });

  it("is refused without a signature, with another key's, or with SHA-1", async () => {
    const url = new URL(await party.signInUrl(provider));
    url.searchParams.delete("Signature");
    expect(await faultOf(url)).toBe("There is no Signature in the query.");
    url.searchParams.delete("SigAlg");
    expect(await faultOf(url)).toBe("There is no SigAlg in the query.");
    const foreign = await party.signInUrl(provider, { privateKey: stranger.privateKey });
    expect(await faultOf(foreign)).toBe("The signature of the message is not that of its Issuer.");
    const weak = await party.signInUrl(provider, { signatureAlgorithm: "sha1" });
    expect(await faultOf(weak)).toContain("rsa-sha1 are not accepted");
  });

  it("is refused when the message, the relay state or its absence is not what was signed", async () => {
    const signed = async () => new URL(await party.signInUrl(provider, {}, "handle"));
    const [message, state, stripped, added] = await Promise.all([signed(), signed(), signed(), signed()]);
    const another = new URL(await party.signInUrl(provider)).searchParams.get("SAMLRequest") ?? "";
    message.searchParams.set("SAMLRequest", another);
    state.searchParams.set("RelayState", "other");
    stripped.searchParams.delete("RelayState");
    const unstated = `${await party.signInUrl(provider)}&RelayState=added`;
    for (const url of [message, state, stripped, unstated]) {
      expect(await faultOf(url)).toBe("The signature of the message is not that of its Issuer.");
    }
    expect(await faultOf(`${added}&RelayState=twice`)).toBe("RelayState is in the query twice.");
  });

  it("is verified over the octets that came, not over what they decode to", async () => {
    const url = await party.signInUrl(provider, {}, "handle");
    expect(await faultOf(url.replace("RelayState=handle", "RelayState=%68andle"))).toContain("signature");
    expect((await new Browser().openPage(url)).status).toBe(200);
  });

  it("is refused from a service provider that is not registered", async () => {
    const url = await party.signInUrl(provider, { issuer: "http://<unknown>.example" });
    expect(await faultOf(url)).toContain("http://&lt;unknown&gt;.example is not registered here");
  });

  it("is refused if it wants the answer anywhere else than where it is registered", async () => {
    for (const callbackUrl of [
      "http://evil.example/acs",
      "http://sp.example/acs/",
      "HTTP://sp.example/acs",
    ]) {
      const fault = await faultOf(await party.signInUrl(provider, { callbackUrl }));
      expect(fault).toBe(`The AssertionConsumerServiceURL ${callbackUrl} is not registered.`);
    }
  });

  it.each<[string, (xml: string) => string, string]>([
    ["is meant for another", (xml) => xml.replace("/sso", "/other"), "Destination is "],
    ["says not for whom", (xml) => xml.replace(/ Destination="[^"]*"/, ""), "Destination is null"],
    ["wants another binding", (xml) => xml.replace("HTTP-POST", "HTTP-Artifact"), "not given over"],
    ["is of SAML 1.1", (xml) => xml.replace(`Version="2.0"`, `Version="1.1"`), "not of SAML 2.0"],
    ["has no ID", (xml) => xml.replace(/ ID="[^"]*"/, ""), "no ID"],
    ["has no Issuer", (xml) => xml.replace(/<saml:Issuer.*Issuer>/, ""), "no Issuer"],
    ["has an element in its Issuer", (xml) => xml.replace("</saml:I", "<a/></saml:I"), "more than text"],
    ["is another message", (xml) => xml.replaceAll("AuthnRequest", "LogoutRequest"), "no AuthnRequest"],
    ["is of another namespace", (xml) => xml.replaceAll(":2.0:protocol", ":2.0:x"), "no AuthnRequest"],
    ["has a comment", (xml) => xml.replace("<saml:I", "<!-- --><saml:I"), "DOCTYPE, a comment"],
    ["is not well-formed", (xml) => xml.replace("</saml:Issuer>", ""), "not well-formed"],
    ["is empty", () => " ", "not well-formed"],
    [
      "compares contexts in an unknown way",
      (xml) => xml.replace("<samlp:NameID", `<samlp:RequestedAuthnContext Comparison="x"/><samlp:NameID`),
      "no comparison",
    ],
  ])("is refused if it %s", async (_case, change, fault) => {
    expect(await faultOf(await rewritten(change))).toContain(fault);
  });
});

describe("the query", () => {
  const sso = (query: string) => `${provider.origin}/sso?${query}`;

  it.each([
    ["", "There is no SAMLRequest in the query."],
    ["SAMLRequest=%E0%A4&SigAlg=x&Signature=AAAA", "The query is not percent-encoded UTF-8."],
    ["SAMLRequest=no%20base64&SigAlg=x&Signature=AAAA", "SAMLRequest is not in base64."],
    ["SAMLRequest=AAAA&SigAlg=x&Signature=AAAA", "The message does not inflate, or is too large."],
    ["SAMLRequest=AAAA&SAMLEncoding=x", "The message is not in the DEFLATE encoding."],
    [`SAMLRequest=AAAA&RelayState=${"x".repeat(81)}`, "RelayState is longer than 80 bytes."],
  ])("%j is refused", async (query, fault) => {
    expect(await faultOf(sso(query))).toBe(fault);
  });

  it("is refused if it inflates to more than any request has need of", async () => {
    const bomb = encodeURIComponent(deflateRawSync(Buffer.alloc(10_000_000)).toString("base64"));
    expect(bomb.length).toBeLessThan(15_000);
    expect(await faultOf(sso(`SAMLRequest=${bomb}&SigAlg=x&Signature=AAAA`))).toContain("too large");
  });
});
