import { describe, expect, it } from "vitest";
import type { AttributeSpec } from "../../../dev/identity-provider/saml/minting/response-spec.ts";
import type { RawXml } from "../../../dev/identity-provider/saml/minting/xml.ts";
import { refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import { readAttributes } from "../../../functions/identity/saml/assertion-attributes.ts";
import { anAssertion } from "./response-builders.ts";

const read = (attributes: readonly (AttributeSpec | RawXml)[], extraAssertionXml = "") =>
  readAttributes(anAssertion({ attributes, extraAssertionXml }));
const raw = (xml: string) => readAttributes(anAssertion({ attributes: [], extraAssertionXml: xml }));
const refused = (rule: string) => err(refusal("saml_attributes", { rule }));
const is = (...entries: readonly (readonly [string, readonly string[]])[]) => ok(new Map(entries));

describe("readAttributes", () => {
  it("reads names with their values, in their order", () => {
    expect(
      read([
        { name: "mail", values: ["lucia@northwind.example"] },
        { name: "groups", values: ["treasury", "staff", "treasury"] },
        { name: "https://northwind.example/claims/office", values: ["Madrid & <Centro>"] },
      ]),
    ).toStrictEqual(
      is(
        ["mail", ["lucia@northwind.example"]],
        ["groups", ["treasury", "staff", "treasury"]],
        ["https://northwind.example/claims/office", ["Madrid & <Centro>"]],
      ),
    );
  });

  it("reads none where there is no statement, or an empty one", () => {
    expect(read([])).toStrictEqual(is());
    expect(raw("<AttributeStatement/>")).toStrictEqual(is());
  });

  it("reads several statements", () => {
    const second =
      '<AttributeStatement><Attribute Name="b"><AttributeValue>2</AttributeValue></Attribute></AttributeStatement>';
    expect(read([{ name: "a", values: ["1"] }], second)).toStrictEqual(is(["a", ["1"]], ["b", ["2"]]));
  });

  it("keeps values as they stand", () => {
    expect(read([{ name: "a", values: ["", " b ", "c\nd"] }])).toStrictEqual(is(["a", ["", " b ", "c\nd"]]));
    expect(read([{ name: "a", values: [] }])).toStrictEqual(is(["a", []]));
    expect(read([{ name: " a ", values: ["b"], nameFormat: null, valueType: "xs:anyURI" }])).toStrictEqual(
      is([" a ", ["b"]]),
    );
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "reads a name like %s as any other",
    (name) => {
      expect(read([{ name, values: ["x"] }])).toStrictEqual(is([name, ["x"]]));
    },
  );

  it.each([
    ["no name", "<Attribute/>"],
    ["an empty name", '<Attribute Name=""/>'],
    ["a name in another namespace", '<Attribute xmlns:x="urn:x" x:Name="a"/>'],
  ])("refuses an attribute of %s", (_name, xml) => {
    expect(read([{ xml }])).toStrictEqual(refused("unnamed"));
  });

  it("refuses a name that comes twice, in one statement or in two", () => {
    const attribute = '<Attribute Name="a"><AttributeValue>2</AttributeValue></Attribute>';
    expect(read([{ name: "a", values: ["1"] }, { xml: attribute }])).toStrictEqual(refused("repeated"));
    expect(
      read([{ name: "a", values: ["1"] }], `<AttributeStatement>${attribute}</AttributeStatement>`),
    ).toStrictEqual(refused("repeated"));
    expect(
      read([
        { name: "a", values: [], nameFormat: "urn:1" },
        { name: "a", values: [], nameFormat: "urn:2" },
      ]),
    ).toStrictEqual(refused("repeated"));
  });

  it("tells names apart by case", () => {
    expect(
      read([
        { name: "a", values: ["1"] },
        { name: "A", values: ["2"] },
      ]),
    ).toStrictEqual(is(["a", ["1"]], ["A", ["2"]]));
  });

  it.each([
    ["an element", "<AttributeValue><b/></AttributeValue>"],
    ["a NameID", '<AttributeValue><NameID Format="x">a</NameID></AttributeValue>'],
    ["text around an element", "<AttributeValue>a<b/>c</AttributeValue>"],
    ["another element beside it", "<AttributeValue>a</AttributeValue><b/>"],
    ["text beside it", "a<AttributeValue>a</AttributeValue>"],
    ["a value of another namespace", '<AttributeValue xmlns="urn:x">a</AttributeValue>'],
  ])("refuses a value with %s", (_name, content) => {
    expect(read([{ xml: `<Attribute Name="a">${content}</Attribute>` }])).toStrictEqual(refused("mixed"));
  });

  it.each([
    ["an encrypted attribute", "<EncryptedAttribute/>"],
    ["text", "a"],
    ["a foreign element", '<Attribute xmlns="urn:x" Name="a"/>'],
  ])("refuses a statement with %s", (_name, xml) => {
    expect(read([{ xml }])).toStrictEqual(refused("unknown"));
  });
});
