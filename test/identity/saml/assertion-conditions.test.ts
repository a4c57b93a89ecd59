import { describe, expect, it } from "vitest";
import type { ConditionsSpec } from "../../../dev/identity-provider/saml/minting/response-spec.ts";
import type { RawXml } from "../../../dev/identity-provider/saml/minting/xml.ts";
import { type Evidence, type RefusalReason, refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import { readConditions } from "../../../functions/identity/saml/assertion-conditions.ts";
import { anAssertion, at, ENTITY_ID, NOW } from "./response-builders.ts";

const read = (conditions: ConditionsSpec | RawXml | null, extraAssertionXml = "") =>
  readConditions(anAssertion({ conditions, extraAssertionXml }), ENTITY_ID, NOW);
const refused = (reason: RefusalReason, evidence: Evidence = {}) => err(refusal(reason, evidence));
const OTHER = "https://other.example/";

describe("readConditions", () => {
  it("gives the moment of their end", () => {
    expect(read({})).toStrictEqual(ok(NOW + 300_000));
    expect(read({ notOnOrAfter: at(3_600) })).toStrictEqual(ok(NOW + 3_600_000));
  });

  it("refuses none, and two", () => {
    expect(read(null)).toStrictEqual(refused("saml_conditions", { rule: "count" }));
    expect(read({}, "<Conditions/>")).toStrictEqual(refused("saml_conditions", { rule: "count" }));
    expect(read({ xml: '<Conditions xmlns="urn:x"/>' })).toStrictEqual(
      refused("saml_conditions", { rule: "count" }),
    );
  });

  it.each(["<OneTimeUse/>", '<ProxyRestriction Count="0"/>', "<OneTimeUse/><ProxyRestriction/>"])(
    "understands %s",
    (extraXml) => {
      expect(read({ extraXml }).ok).toBe(true);
    },
  );

  it.each([
    "<Condition/>",
    '<x:Condition xmlns:x="urn:x"/>',
    '<OneTimeUse xmlns="urn:x"/>',
    "text",
    "<AudienceRestriction/><Delegate/>",
  ])("refuses %s, which it does not understand", (extraXml) => {
    expect(read({ extraXml })).toStrictEqual(refused("saml_conditions", { rule: "unknown" }));
  });
});

describe("readConditions, of time", () => {
  it.each<readonly [string, ConditionsSpec]>([
    ["no beginning", { notBefore: null }],
    ["no end", { notOnOrAfter: null }],
    ["neither", { notBefore: null, notOnOrAfter: null }],
    ["a beginning that is no moment", { notBefore: "yesterday" }],
    ["an end in local time", { notOnOrAfter: "2099-01-01T00:00:00+01:00" }],
  ])("refuses %s", (_name, conditions) => {
    expect(read(conditions)).toStrictEqual(refused("saml_timestamp", { rule: "Conditions" }));
  });

  it("refuses an end that does not follow the beginning", () => {
    const reversed = refused("saml_conditions", { rule: "reversed" });
    expect(read({ notBefore: at(10), notOnOrAfter: at(10) })).toStrictEqual(reversed);
    expect(read({ notBefore: at(10), notOnOrAfter: at(9) })).toStrictEqual(reversed);
  });

  it("allows for a minute at each end, to the millisecond", () => {
    expect(read({ notBefore: at(60) }).ok).toBe(true);
    expect(read({ notBefore: at(60.001) })).toStrictEqual(refused("saml_not_yet_valid"));
    expect(read({ notBefore: at(-600), notOnOrAfter: at(-59.999) }).ok).toBe(true);
    expect(read({ notBefore: at(-600), notOnOrAfter: at(-60) })).toStrictEqual(refused("saml_expired"));
  });
});

describe("readConditions, of the audience", () => {
  it.each([
    ["us", [[ENTITY_ID]]],
    ["us among others", [[OTHER, ENTITY_ID]]],
    ["us in each of several restrictions", [[ENTITY_ID], [OTHER, ENTITY_ID]]],
  ])("accepts %s", (_name, audiences) => {
    expect(read({ audiences }).ok).toBe(true);
  });

  it.each([
    ["nobody", []],
    ["an empty restriction", [[]]],
    ["somebody else", [[OTHER]]],
    ["us in one restriction and not in the other", [[ENTITY_ID], [OTHER]]],
    ["us and an empty restriction", [[ENTITY_ID], []]],
    ["our name with more behind it", [[`${ENTITY_ID}/`]]],
    ["our name with a blank", [[` ${ENTITY_ID}`]]],
    ["our name in capitals", [[ENTITY_ID.toUpperCase()]]],
  ])("refuses %s", (_name, audiences) => {
    expect(read({ audiences })).toStrictEqual(refused("saml_audience", { restrictions: audiences.length }));
  });

  it.each([
    ["an element in our name", `<Audience>${ENTITY_ID}<x/></Audience>`],
    ["text beside it", `x<Audience>${ENTITY_ID}</Audience>`],
    ["another element beside it", `<Audience>${ENTITY_ID}</Audience><x/>`],
    ["our name in another namespace", `<Audience xmlns="urn:x">${ENTITY_ID}</Audience>`],
  ])("refuses %s", (_name, content) => {
    const extraXml = `<AudienceRestriction>${content}</AudienceRestriction>`;
    expect(read({ audiences: [], extraXml })).toStrictEqual(refused("saml_audience", { restrictions: 1 }));
  });
});
