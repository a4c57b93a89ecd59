/**
 * Keys that are replaced while everything runs. Both identity providers take a request by either of our published keys.
 * SimpleSAMLphp publishes its next certificate beforehand; LemonLDAP::NG has one, and changes it at once.
 */
import { verify, X509Certificate } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { SamlSettings } from "./broker-policy.ts";
import { type BrokerStage, startBrokerStage } from "./broker-stage.ts";
import { launch, streamBy, visitorOf } from "./launch.ts";
import type { Visitor } from "./visitor.ts";

let stage: BrokerStage;
beforeAll(async () => {
  const registered = { policy: ourKeys("old", "new"), imported: { encryptsAssertion: true } };
  stage = await startBrokerStage(({ ssp, lemon }) => ({
    saml: { ssp: { at: ssp, ...registered }, lemon: { at: lemon, ...registered } },
  }));
});
afterAll(() => stage?.stop());
afterEach(() => void stage.takeEvents());

/** The first signs and is encrypted to; the second is on its way in or out. */
function ourKeys(first: string, second: string): SamlSettings {
  const references = (use: string) => [`env:${first}_${use}`, `env:${second}_${use}`];
  const serviceProvider = { signingKeys: references("signing"), decryptionKeys: references("decryption") };
  return { serviceProvider, allowCbc: true };
}

describe.each(["ssp", "lemon"])("our keys at %s", (idp) => {
  it("change places without a new import, since both were published", async () => {
    const metadata = await (await fetch(`${stage.world.origin}/login/${idp}/metadata`)).text();
    const certificates = signingCertificates(metadata);
    const [before, after] = [visitorOf(idp), visitorOf(idp)];
    expect(await launch(stage, idp, before)).toEqual(streamBy(idp));
    expect(signer(before, certificates)).toBe(0);
    await stage.deploy({ [idp]: ourKeys("new", "old") });
    expect(await launch(stage, idp, after)).toEqual(streamBy(idp));
    expect(signer(after, certificates)).toBe(1);
  });
});

describe("SimpleSAMLphp's keys", () => {
  it("roll over without anybody noticing, once both were approved", async () => {
    await stage.ssp.rollover();
    expect(await launch(stage, "ssp")).toEqual(streamBy("ssp"));
    await stage.deploy();
    expect(await launch(stage, "ssp")).toEqual(streamBy("ssp"));
    await stage.ssp.finishRollover();
    expect(await launch(stage, "ssp")).toEqual(streamBy("ssp"));
  });
});

describe("LemonLDAP::NG's key", () => {
  it("locks everybody out from one moment to the next, until its new metadata was approved", async () => {
    await stage.lemon.rollover();
    const told = ["sign_in refused lemon: saml_signature"];
    expect(await launch(stage, "lemon")).toEqual({ end: 403, told });
    await stage.deploy();
    expect(await launch(stage, "lemon")).toEqual(streamBy("lemon"));
  });
});

/** DER in base64, in the document's order. */
function signingCertificates(metadataXml: string): readonly string[] {
  const keys = metadataXml.matchAll(/<md:KeyDescriptor use="signing">.*?X509Certificate>([^<]*)</g);
  return [...keys].map(([, der = ""]) => der);
}

/** Whose key signed the AuthnRequest, as a place in the list. */
function signer({ addresses }: Visitor, certificates: readonly string[]): number {
  const request = addresses.find(({ searchParams }) => searchParams.has("SAMLRequest"));
  const [, signed = "", signature = ""] = /^\?(.*)&Signature=(.*)$/.exec(request?.search ?? "") ?? [];
  const value = Buffer.from(decodeURIComponent(signature), "base64");
  return certificates.findIndex((der) => {
    const { publicKey } = new X509Certificate(Buffer.from(der, "base64"));
    return verify("sha256", Buffer.from(signed), publicKey, value);
  });
}
