/**
 * Encrypted assertions. Neither identity provider looks at the EncryptionMethods of our metadata: both encrypt with
 * AES-128-CBC, so whoever wants encryption with them must allow CBC.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { SamlSettings } from "./broker-policy.ts";
import { type BrokerStage, startBrokerStage } from "./broker-stage.ts";
import { launch, streamBy, visitorOf } from "./launch.ts";
import { responseXml } from "./saml-response.ts";

let stage: BrokerStage;
beforeAll(async () => {
  const imported = { encryptsAssertion: true };
  const policy = (id: string, settings: SamlSettings): SamlSettings => ({
    ...settings,
    serviceProvider: { entityId: `urn:northwind:${id}`, decryptionKeys: ["env:DECRYPTION"] },
  });
  const required: SamlSettings = { allowCbc: true, require: { encryptedAssertion: true } };
  stage = await startBrokerStage(({ ssp, lemon }) => ({
    saml: {
      "ssp-cbc": { at: ssp, policy: policy("cbc", required), imported },
      "ssp-gcm": { at: ssp, policy: policy("gcm", {}), imported },
      "ssp-open": { at: ssp, policy: policy("open", required) },
      "lemon-cbc": { at: lemon, policy: policy("cbc", required), imported },
      "lemon-gcm": { at: lemon, policy: policy("gcm", {}), imported },
      "lemon-open": { at: lemon, policy: policy("open", required) },
    },
  }));
});
afterAll(() => stage?.stop());
afterEach(() => void stage.takeEvents());

describe.each([
  { name: "SimpleSAMLphp", idp: "ssp" },
  { name: "LemonLDAP::NG", idp: "lemon" },
])("encryption at $name", ({ idp }) => {
  it("is AES-128-CBC, accepted where the policy allows it", async () => {
    const visitor = visitorOf(idp);
    expect(await launch(stage, `${idp}-cbc`, visitor)).toEqual(streamBy(`${idp}-cbc`));
    const xml = visitor.samlResponses.map(responseXml).join();
    expect(xml).toContain("http://www.w3.org/2001/04/xmlenc#aes128-cbc");
    expect(xml).toContain("http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p");
    expect(xml).not.toContain("<saml:Assertion ");
  });

  it("is refused otherwise", async () => {
    const told = [`sign_in refused ${idp}-gcm: saml_encryption_algorithm`];
    expect(await launch(stage, `${idp}-gcm`)).toEqual({ end: 403, told });
  });

  it("is missed where the policy requires it and the identity provider was not told", async () => {
    const told = [`sign_in refused ${idp}-open: saml_encryption_required`];
    expect(await launch(stage, `${idp}-open`)).toEqual({ end: 403, told });
  });
});
