/**
 * What each identity provider signs, by itself and when told. By itself each signs both; our metadata says nothing where it wants
 * nothing, since SimpleSAMLphp told "false" would sign the Response alone. Lasso below LemonLDAP::NG never leaves the assertion's out.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BrokerStage, startBrokerStage } from "./broker-stage.ts";
import { launch, streamBy, visitorOf } from "./launch.ts";
import { responseXml, signedElements } from "./saml-response.ts";

let stage: BrokerStage;
beforeAll(async () => {
  const named = (id: string, require = {}) => ({
    serviceProvider: { entityId: `urn:northwind:${id}` },
    require,
  });
  const both = { signedResponse: true, signedAssertion: true };
  stage = await startBrokerStage(({ ssp, lemon }) => ({
    saml: {
      ssp: { at: ssp },
      "ssp-wanted": { at: ssp, policy: named("wanted", { signedAssertion: true }) },
      "ssp-both": { at: ssp, policy: named("both", both), imported: { signs: "both" } },
      "ssp-assertion": { at: ssp, policy: named("assertion"), imported: { signs: "assertion" } },
      "ssp-too-little": { at: ssp, policy: named("too-little", both), imported: { signs: "response" } },
      lemon: { at: lemon },
      "lemon-both": { at: lemon, policy: named("both", both), imported: { signs: "both" } },
      "lemon-assertion": { at: lemon, policy: named("assertion"), imported: { signs: "assertion" } },
      "lemon-too-little": { at: lemon, policy: named("too-little", both), imported: { signs: "assertion" } },
    },
  }));
});
afterAll(() => stage?.stop());
afterEach(() => void stage.takeEvents());

async function signedLaunch(idp: string) {
  const visitor = visitorOf(idp);
  const { end, told } = await launch(stage, idp, visitor);
  return { end, told, signed: visitor.samlResponses.flatMap((form) => signedElements(responseXml(form))) };
}

describe("a response", () => {
  it.each([
    { by: "SimpleSAMLphp by itself", idp: "ssp", signed: ["Response", "Assertion"] },
    {
      by: "SimpleSAMLphp, where our metadata wants signed assertions",
      idp: "ssp-wanted",
      signed: ["Response", "Assertion"],
    },
    { by: "SimpleSAMLphp, told to sign both", idp: "ssp-both", signed: ["Response", "Assertion"] },
    { by: "SimpleSAMLphp, told to sign the assertion", idp: "ssp-assertion", signed: ["Assertion"] },
    { by: "LemonLDAP::NG by itself", idp: "lemon", signed: ["Response", "Assertion"] },
    { by: "LemonLDAP::NG, told to sign both", idp: "lemon-both", signed: ["Response", "Assertion"] },
    { by: "LemonLDAP::NG, told to sign the assertion", idp: "lemon-assertion", signed: ["Assertion"] },
  ])("is accepted as it is signed by $by", async ({ idp, signed }) => {
    expect(await signedLaunch(idp)).toEqual({ ...streamBy(idp), signed });
  });

  it.each([
    { idp: "ssp-too-little", signed: ["Response"] },
    { idp: "lemon-too-little", signed: ["Assertion"] },
  ])("is refused where the policy requires more: $idp", async ({ idp, signed }) => {
    const told = [`sign_in refused ${idp}: saml_signature_required`];
    expect(await signedLaunch(idp)).toEqual({ end: 403, told, signed });
  });
});
