import { describe, expect, it } from "vitest";
import { trustChanges, trustFingerprint } from "../../../cli/metadata/trust-changes.ts";
import type { SamlMetadata } from "../../../functions/core/saml-metadata.ts";
import { parseIdpMetadata } from "../../../functions/identity/saml/idp-metadata.ts";
import {
  entityXml,
  IDP_ENTITY_ID,
  idpKey,
  keyDescriptorXml,
  METADATA_NOW,
} from "../../support/saml-metadata-builders.ts";

const [first, second] = await Promise.all([idpKey("first"), idpKey("second")]);
const parsed = parseIdpMetadata(
  entityXml({ keyDescriptors: [first, second].map(({ certificate }) => keyDescriptorXml(certificate)) }),
  { entityId: IDP_ENTITY_ID, nowEpochSeconds: METADATA_NOW, allowLoopbackHttp: false },
);
if (!parsed.ok) throw new Error(parsed.error);
const metadata = parsed.value;
const fewer = { ...metadata, signingCertificates: metadata.signingCertificates.slice(1) };

describe("trustFingerprint", () => {
  it.each<readonly [string, Partial<SamlMetadata>]>([
    ["the end of its validity", { validUntil: 1 }],
    ["how long it may be kept", { cacheSeconds: 1 }],
    ["the order of certificates", { signingCertificates: metadata.signingCertificates.toReversed() }],
  ])("does not depend on %s", (_name, change) => {
    expect(trustFingerprint({ ...metadata, ...change })).toBe(trustFingerprint(metadata));
  });

  it.each<readonly [string, Partial<SamlMetadata>]>([
    ["the entity id", { entityId: "https://other.example/" }],
    ["where people sign in", { singleSignOnUrl: "https://other.example/" }],
    ["where people sign out", { singleLogoutUrl: null }],
    ["the certificates", { signingCertificates: fewer.signingCertificates }],
  ])("depends on %s", (_name, change) => {
    expect(trustFingerprint({ ...metadata, ...change })).not.toBe(trustFingerprint(metadata));
    expect(trustFingerprint(metadata)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("trustChanges", () => {
  it("sees none where trust is the same", () => {
    expect(trustChanges(metadata, { ...metadata, validUntil: 1 })).toBeUndefined();
  });

  it("sees certificates come and go", () => {
    const going = trustChanges(metadata, fewer);
    expect(going?.removed.map(({ subject }) => subject)).toStrictEqual(["CN=first key"]);
    expect([going?.added, going?.endpoints]).toStrictEqual([[], []]);
    const coming = trustChanges(fewer, metadata);
    expect(coming?.added.map(({ subject }) => subject)).toStrictEqual(["CN=first key"]);
    expect([coming?.removed, coming?.endpoints]).toStrictEqual([[], []]);
  });

  it("sees everything come where there was nothing", () => {
    const changes = trustChanges(undefined, metadata);
    expect([changes?.added.length, changes?.removed.length]).toStrictEqual([2, 0]);
    expect(changes?.endpoints).toStrictEqual([
      { service: "SingleSignOnService", from: null, to: metadata.singleSignOnUrl },
      { service: "SingleLogoutService", from: null, to: metadata.singleLogoutUrl },
    ]);
  });
});
