import { describe, expect, it } from "vitest";
import { responseXml } from "../../../dev/identity-provider/saml/minting/response-xml.ts";
import { signedResponse } from "../../../dev/identity-provider/saml/minting/signed-response.ts";
import { refusal } from "../../../functions/core/refusal.ts";
import { type DocumentFacts, factsOf } from "../../../functions/identity/saml/document-rules.ts";
import { aSpec, elementFrom, keyOf, pathOf } from "./response-builders.ts";

const SAML = "urn:oasis:names:tc:SAML:2.0:assertion";
const DS = "http://www.w3.org/2000/09/xmldsig#";

/** What is refused, or nothing. */
function faultIn(xml: string) {
  const facts = factsOf(elementFrom(xml));
  return facts.ok ? undefined : facts.error;
}

function countsIn(xml: string): Record<keyof DocumentFacts, number> {
  const facts = factsOf(elementFrom(xml));
  if (!facts.ok) throw new Error(`refused: ${facts.error.reason}`);
  const { assertions, encryptedAssertions, signatures } = facts.value;
  return {
    assertions: assertions.length,
    encryptedAssertions: encryptedAssertions.length,
    signatures: signatures.length,
  };
}

describe("factsOf", () => {
  it("finds the assertion and every signature, in document order", async () => {
    const xml = signedResponse(aSpec(), { key: await keyOf("idp"), sign: "both" });
    const facts = factsOf(elementFrom(xml));
    if (!facts.ok) throw new Error(`refused: ${facts.error.reason}`);
    const { assertions, encryptedAssertions, signatures } = facts.value;
    expect(assertions.map(pathOf)).toStrictEqual(["Response/Assertion"]);
    expect(encryptedAssertions).toStrictEqual([]);
    expect(signatures.map(pathOf)).toStrictEqual(["Response/Signature", "Response/Assertion/Signature"]);
  });

  it("finds assertions wherever they stand and whatever namespace they claim", () => {
    const xml = `<r><a><Assertion/><x:Assertion xmlns:x="urn:x"/></a><s:EncryptedAssertion xmlns:s="${SAML}"/><EncryptedAssertion/></r>`;
    expect(countsIn(xml)).toStrictEqual({ assertions: 2, encryptedAssertions: 2, signatures: 0 });
  });

  it("counts the root itself", () => {
    expect(countsIn(`<Assertion xmlns="${SAML}"/>`).assertions).toBe(1);
    expect(countsIn(`<Signature xmlns="${DS}"/>`).signatures).toBe(1);
  });

  it.each(["Advice", "Object", "Manifest", "Response", "ArtifactResponse", "Extensions"])(
    "refuses %s anywhere below the root, in any namespace",
    (name) => {
      const refused = refusal("saml_structure", { element: name });
      const places = [
        `<${name}/>`,
        `<x:${name} xmlns:x="urn:x"/>`,
        `<${name} xmlns="${SAML}"/>`,
        `<a><b><${name}/></b></a>`,
      ];
      for (const place of places) expect(faultIn(`<r>${place}</r>`)).toStrictEqual(refused);
      expect(faultIn(`<${name}/>`)).toBeUndefined();
    },
  );

  it("refuses a message within the message", () => {
    const inner = responseXml(aSpec({ responseId: "_inner", assertionId: "_inner-assertion" }));
    expect(faultIn(responseXml(aSpec({ extraResponseXml: inner })))).toStrictEqual(
      refusal("saml_structure", { element: "Response" }),
    );
  });

  it.each(["<Signature/>", '<Signature xmlns="urn:x"/>', `<x:Signature xmlns:x="${DS}x"/>`])(
    "refuses %s, which another reader might take for one",
    (signature) => {
      expect(faultIn(`<r><a>${signature}</a></r>`)).toStrictEqual(
        refusal("saml_signature_placement", { rule: "namespace" }),
      );
    },
  );
});

describe("factsOf, of ids", () => {
  it.each([
    ..."_a a A _ a1 a.b a-b a_b _7f3a1c52-94de _0".split(" "),
    `_${"a".repeat(127)}`,
    "constructor",
    "__proto__",
  ])("permits %s", (id) => {
    expect(faultIn(`<a ID="${id}"/>`)).toBeUndefined();
  });

  it.each([
    "",
    " _a",
    "_a ",
    "1a",
    "-a",
    ".a",
    "a:b",
    "a b",
    "a'b",
    "a&quot;b",
    "a&#xA;b",
    "á",
    "a]",
    "*",
    "#a",
    "_a&#xA;",
    `_${"a".repeat(128)}`,
  ])("refuses %j", (id) => {
    expect(faultIn(`<r><a ID="${id}"/></r>`)).toStrictEqual(refusal("saml_id", { rule: "form" }));
  });

  it.each([
    ["of two elements", '<r ID="_a"><a ID="_a"/></r>'],
    ["far apart", '<r><a><b ID="_a"/></a><c><d><e ID="_a"/></d></c></r>'],
    ["in another spelling", '<r ID="_a"><a Id="_a"/></r>'],
    ["in small letters", '<r ID="_a"><a id="_a"/></r>'],
    ["by SAML 1's name", '<r ID="_a"><a AssertionID="_a"/></r>'],
    ["of one element", '<r ID="_a" Id="_a"/>'],
  ])("refuses one that comes twice, %s", (_name, xml) => {
    expect(faultIn(xml)).toStrictEqual(refusal("saml_id", { rule: "duplicate" }));
  });

  it.each([
    '<r xml:id="_a"/>',
    '<r xmlns:u="urn:x" u:Id="_a"/>',
    '<r xmlns:u="urn:x"><a u:ID="_b" ID="_a"/></r>',
    '<r xmlns:u="urn:x"><a u:assertionid="_b"/></r>',
  ])("refuses one with a prefix: %s", (xml) => {
    expect(faultIn(xml)).toStrictEqual(refusal("saml_id", { rule: "prefixed" }));
  });

  it("permits a prefix of that name, which is no id", () => {
    expect(faultIn('<r xmlns:id="urn:x" xmlns:ID="urn:y"><ID:a/></r>')).toBeUndefined();
  });

  it("does not mind other attributes", () => {
    expect(faultIn('<r URI="#_a" Ident="" xid="1"><a ref="_a" Version=""/></r>')).toBeUndefined();
  });
});
