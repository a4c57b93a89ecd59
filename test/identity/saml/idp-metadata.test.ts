import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { SamlMetadata } from "../../../functions/core/saml-metadata.ts";
import { type ExpectedMetadata, parseIdpMetadata } from "../../../functions/identity/saml/idp-metadata.ts";
import {
  entitiesXml,
  entityXml,
  IDP_ENTITY_ID,
  idpKey,
  keyDescriptorXml,
  METADATA_NOW,
  SAML2,
  SLO_URL,
  SSO_URL,
  serviceXml,
} from "../../support/saml-metadata-builders.ts";

const { certificate } = await idpKey("first");
const keyDescriptors = [keyDescriptorXml(certificate)];
const valid = entityXml({ keyDescriptors });

function parse(xml: string, overrides: Partial<ExpectedMetadata> = {}) {
  const expected = { entityId: IDP_ENTITY_ID, nowEpochSeconds: METADATA_NOW, allowLoopbackHttp: false };
  return parseIdpMetadata(xml, { ...expected, ...overrides });
}

function parsed(xml: string, overrides: Partial<ExpectedMetadata> = {}): SamlMetadata {
  const result = parse(xml, overrides);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function faultOf(xml: string, overrides: Partial<ExpectedMetadata> = {}): string {
  const result = parse(xml, overrides);
  return result.ok ? "none" : result.error;
}

describe("parseIdpMetadata", () => {
  it("reads what the functions need", () => {
    const { raw, validTo, fingerprint256 } = new X509Certificate(certificate);
    expect(parsed(valid)).toStrictEqual({
      entityId: IDP_ENTITY_ID,
      singleSignOnUrl: SSO_URL,
      singleLogoutUrl: SLO_URL,
      signingCertificates: [
        {
          der: raw.toString("base64"),
          fingerprint: fingerprint256.replaceAll(":", "").toLowerCase(),
          notAfter: Date.parse(validTo) / 1000,
        },
      ],
      validUntil: null,
      cacheSeconds: null,
    });
  });

  it("finds the entity in nested federations", () => {
    const other = entityXml({
      keyDescriptors,
      attributes: { ID: "_other", entityID: "https://other.example/" },
    });
    const federation = entitiesXml({}, other, entitiesXml({}, entitiesXml({}, valid)));
    expect(parsed(federation)).toStrictEqual(parsed(valid));
  });

  it.each([
    ["another entity", valid, "https://idp.example.com/metadata/", `is about \`${IDP_ENTITY_ID}\`;`],
    ["an entity in other letters", valid, IDP_ENTITY_ID.toUpperCase(), `is about \`${IDP_ENTITY_ID}\`;`],
    [
      "an entity without id",
      entityXml({ keyDescriptors, attributes: { entityID: null } }),
      IDP_ENTITY_ID,
      "is about ``;",
    ],
    [
      "other entities",
      entitiesXml({}, valid, valid),
      "https://nobody.example/",
      "describes 2 entities, none of them this one;",
    ],
  ])("refuses a document about %s", (_name, xml, entityId, fault) => {
    expect(faultOf(xml, { entityId })).toBe(
      `${fault} \`entityId\` must be written exactly as here, and a slash at the end counts`,
    );
  });

  it("does not repeat what a terminal would act on", () => {
    const xml = entityXml({ keyDescriptors, attributes: { entityID: "https://\u009b31m\u202eevil" } });
    expect(faultOf(xml)).toContain("is about `https://?31m?evil`;");
  });

  it("refuses a federation that has the entity twice", () => {
    expect(faultOf(entitiesXml({}, valid, entitiesXml({}, valid)))).toBe(
      "describes this entityId 2 times; the publisher must say which one counts",
    );
  });

  it.each([
    ["an entity in an extension", entitiesXml({}, `<md:Extensions>${valid}</md:Extensions>`)],
    ["an entity in another namespace", valid.replaceAll("SAML:2.0:metadata", "SAML:1.0:metadata")],
    ["an empty federation", entitiesXml({})],
    ["a page", "<html><body>Sign in</body></html>"],
  ])("does not take %s for metadata", (_name, xml) => {
    expect(faultOf(xml)).toMatch(/^is no SAML metadata: /);
  });

  it.each([
    ["a service provider", { roleName: "md:SPSSODescriptor" }],
    ["SAML 1.1", { roleAttributes: { protocolSupportEnumeration: "urn:oasis:names:tc:SAML:1.1:protocol" } }],
    ["no protocol", { roleAttributes: { protocolSupportEnumeration: null } }],
    ["a longer protocol", { roleAttributes: { protocolSupportEnumeration: `${SAML2}:ext` } }],
  ])("refuses the metadata of %s", (_name, parts) => {
    expect(faultOf(entityXml({ keyDescriptors, ...parts }))).toMatch(
      /^has no IDPSSODescriptor for SAML 2\.0: .*; ask for the identity provider's$/,
    );
  });

  it("takes an identity provider that speaks other protocols too", () => {
    const roleAttributes = { protocolSupportEnumeration: `urn:oasis:names:tc:SAML:1.1:protocol ${SAML2}` };
    expect(parsed(entityXml({ keyDescriptors, roleAttributes }))).toStrictEqual(parsed(valid));
  });

  it("does not choose between two roles", () => {
    const role = /<md:IDPSSODescriptor.*<\/md:IDPSSODescriptor>/s.exec(valid)?.[0] ?? "";
    expect(faultOf(valid.replace(role, role + role))).toMatch(/^has several IDPSSODescriptors /);
  });

  it("takes the earliest end of all that is around the role", () => {
    const end = (day: number) => ({ validUntil: `2027-02-0${day}T00:00:00Z` });
    const nested = entitiesXml(
      end(4),
      entitiesXml(end(3), entityXml({ keyDescriptors, attributes: end(2), roleAttributes: end(5) })),
    );
    expect(parsed(nested).validUntil).toBe(Date.parse("2027-02-02T00:00:00Z") / 1000);
  });

  it.each([
    ["the federation", (past: object) => entitiesXml({ ...past }, valid)],
    ["the entity", (past: object) => entityXml({ keyDescriptors, attributes: { ...past } })],
    ["the role", (past: object) => entityXml({ keyDescriptors, roleAttributes: { ...past } })],
  ])("refuses metadata when %s has expired", (_name, build) => {
    expect(faultOf(build({ validUntil: "2027-01-15T07:59:59Z" }))).toBe(
      "expired on 2027-01-15; replace it by what the identity provider publishes now",
    );
    expect(faultOf(build({ validUntil: "2027-01-15T08:00:01Z" }))).toBe("none");
  });

  it("leaves the end of a neighbour alone", () => {
    const expired = entityXml({
      keyDescriptors,
      attributes: { entityID: "https://other.example/", validUntil: "2020-01-01T00:00:00Z" },
    });
    expect(parsed(entitiesXml({}, expired, valid))).toStrictEqual(parsed(valid));
  });

  it("takes the shortest time it may be kept", () => {
    const xml = entitiesXml(
      { cacheDuration: "P1D" },
      entityXml({
        keyDescriptors,
        attributes: { cacheDuration: "PT6H" },
        roleAttributes: { cacheDuration: "P7D" },
      }),
    );
    expect(parsed(xml).cacheSeconds).toBe(21_600);
  });

  it("tells of the certificates and of the endpoints what is wrong", () => {
    expect(faultOf(entityXml({ keyDescriptors: [] }))).toMatch(/^names no X\.509 certificate to sign with/);
    expect(faultOf(entityXml({ keyDescriptors, services: [] }))).toMatch(/^has no SingleSignOnService /);
    const services = [serviceXml("SingleSignOnService", "http://localhost:8000/sso")];
    expect(faultOf(entityXml({ keyDescriptors, services }))).toContain("development: true");
    expect(faultOf(entityXml({ keyDescriptors, services }), { allowLoopbackHttp: true })).toBe("none");
  });
});
