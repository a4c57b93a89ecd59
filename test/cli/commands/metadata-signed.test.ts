import { describe, expect, it } from "vitest";
import { metadataStage } from "../../support/metadata-stage.ts";
import { entityXml, idpKey, keyDescriptorXml, signedMetadata } from "../../support/saml-metadata-builders.ts";

const [first, second, federation, stranger] = await Promise.all([
  idpKey("first"),
  idpKey("second"),
  idpKey("federation"),
  idpKey("stranger"),
]);
const one = entityXml({ keyDescriptors: [keyDescriptorXml(first.certificate)] });
const other = entityXml({ keyDescriptors: [keyDescriptorXml(second.certificate)] });
const until = (year: number, key = second) =>
  entityXml({
    keyDescriptors: [keyDescriptorXml(key.certificate)],
    attributes: { validUntil: `${year}-01-01T00:00:00Z` },
  });
const signedBy = federation.certificate;

describe("metadataCommand with a pinned certificate", () => {
  it("takes other keys that it signed, and writes what was signed and nothing else", async () => {
    const published = `<?xml version="1.0"?><!-- outside -->${signedMetadata(until(2090), federation)}`;
    const stage = await metadataStage({ approved: one, published, signedBy });
    const { exitCode, out } = await stage.run();
    expect(exitCode).toBe(0);
    expect(out[0]).toBe(
      "corporate: saml/idp.xml written, since the certificate in `metadata.signedBy` signed it",
    );
    expect(out).toHaveLength(3);
    const written = stage.read("saml/idp.xml") ?? "";
    expect(written).toMatch(/^<md:EntityDescriptor .*<\/md:EntityDescriptor>$/s);
    expect(written).not.toContain("Signature");
    expect((await stage.run()).out).toStrictEqual(["corporate: saml/idp.xml is up to date"]);
  });

  it("needs nobody's approval for the first file", async () => {
    const stage = await metadataStage({
      published: signedMetadata(until(2090, first), federation),
      signedBy,
    });
    expect((await stage.run()).exitCode).toBe(0);
    expect(stage.read("saml/idp.xml")).toContain("IDPSSODescriptor");
  });

  it.each([
    ["does not say how long it holds", other],
    ["holds for less long than what was approved", until(2080)],
  ])("asks where what it signed %s: a withdrawn key may be in it", async (_name, published) => {
    const stage = await metadataStage({
      approved: until(2090, first),
      published: signedMetadata(published, federation),
      signedBy,
    });
    const { exitCode, out } = await stage.run();
    expect(exitCode).toBe(1);
    const approval = /[0-9a-f]{64}$/.exec(out.at(-1) ?? "")?.[0] ?? "";
    expect(stage.read("saml/idp.xml")).toBe(until(2090, first));
    expect((await stage.run("--approve", approval)).exitCode).toBe(0);
  });

  it.each([
    ["unsigned", one, "is not signed; "],
    ["signed by somebody else", signedMetadata(one, stranger), "is not signed by the pinned certificate; "],
    [
      "changed after it was signed",
      signedMetadata(one, federation).replace("tenant=1", "tenant=2"),
      "was changed after it was signed; ",
    ],
  ])("refuses metadata that is %s, even with nothing else new in it", async (_name, published, fault) => {
    const stage = await metadataStage({ approved: one, published, signedBy });
    const { exitCode, out } = await stage.run();
    expect(exitCode).toBe(1);
    expect(out.join()).toContain(`corporate: the published metadata ${fault}`);
    expect(stage.read("saml/idp.xml")).toBe(one);
  });

  it("does not let an approval stand in for the signature", async () => {
    const asking = await metadataStage({ approved: one, published: other });
    const approval = /[0-9a-f]{64}$/.exec((await asking.run()).out.at(-1) ?? "")?.[0] ?? "";
    const stage = await metadataStage({ approved: one, published: other, signedBy });
    expect((await stage.run("--approve", approval)).exitCode).toBe(1);
    expect(stage.read("saml/idp.xml")).toBe(one);
  });

  it("says so where the pinned certificate is missing", async () => {
    const published = signedMetadata(one, federation);
    const stage = await metadataStage({ approved: one, published, signedBy });
    stage.write("policy.yaml", (stage.read("policy.yaml") ?? "").replace("federation.pem", "lost.pem"));
    expect((await stage.run()).out).toStrictEqual([
      "corporate: the file in `metadata.signedBy`: no such file",
    ]);
  });
});
