import { X509Certificate } from "node:crypto";
import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { metadataStage } from "../../support/metadata-stage.ts";
import { withValue } from "../../support/policies.ts";
import {
  aSamlProviderInput,
  entityXml,
  IDP_ENTITY_ID,
  idpKey,
  keyDescriptorXml,
  SLO_URL,
  SSO_URL,
  serviceXml,
} from "../../support/saml-metadata-builders.ts";

const [first, second] = await Promise.all([idpKey("first"), idpKey("second")]);
const one = entityXml({ keyDescriptors: [keyDescriptorXml(first.certificate)] });
const other = entityXml({ keyDescriptors: [keyDescriptorXml(second.certificate)] });
const both = entityXml({
  keyDescriptors: [keyDescriptorXml(first.certificate), keyDescriptorXml(second.certificate)],
});
const oneRenewed = entityXml({
  keyDescriptors: [keyDescriptorXml(first.certificate)],
  attributes: { validUntil: "2027-06-01T00:00:00Z" },
});

const CAUTION =
  "  Ask the identity provider's people for the fingerprints by another way than this address. If they are the same:";

function certificateLine(sign: "+" | "-", pem: string): string {
  const { fingerprint256, subject } = new X509Certificate(pem);
  const fingerprint = fingerprint256.replaceAll(":", "").toLowerCase();
  return `  ${sign} certificate ${fingerprint} ${subject}, ends 2040-01-01`;
}

/** The fingerprint to approve, from the last line of a refusal. */
function approvalIn(out: readonly string[]): string {
  return /--approve ([0-9a-f]{64})$/.exec(out.at(-1) ?? "")?.[1] ?? "";
}

describe("metadataCommand", () => {
  it("leaves a file alone that is what is published", async () => {
    const stage = await metadataStage({ approved: one, published: one });
    expect(await stage.run()).toStrictEqual({
      exitCode: 0,
      out: ["corporate: saml/idp.xml is up to date"],
      error: [],
    });
  });

  it("renews the file where the same keys and endpoints are in it", async () => {
    const stage = await metadataStage({ approved: one, published: oneRenewed });
    expect(await stage.run("corporate")).toMatchObject({
      exitCode: 0,
      out: ["corporate: saml/idp.xml renewed, with the same certificates and endpoints as before"],
    });
    expect(stage.read("saml/idp.xml")).toBe(oneRenewed);
    expect(stage.files()).toStrictEqual(["policy.yaml", "saml", "saml/idp.xml"]);
  });

  it("renews a file that has expired", async () => {
    const expired = oneRenewed.replace("2027-06-01", "2026-06-01");
    const stage = await metadataStage({ approved: expired, published: oneRenewed });
    expect((await stage.run()).exitCode).toBe(0);
    expect(stage.read("saml/idp.xml")).toBe(oneRenewed);
  });

  it("takes the same certificates in another order for the same", async () => {
    const turned = entityXml({
      keyDescriptors: [keyDescriptorXml(second.certificate), keyDescriptorXml(first.certificate)],
    });
    const stage = await metadataStage({ approved: both, published: turned });
    expect((await stage.run()).exitCode).toBe(0);
  });

  it("refuses other keys, and says which, until somebody approves exactly these", async () => {
    const stage = await metadataStage({ approved: one, published: other });
    const refused = await stage.run();
    expect(refused).toStrictEqual({
      exitCode: 1,
      out: [
        "corporate: refused, because what it publishes now has other keys or endpoints than were approved",
        certificateLine("+", second.certificate),
        certificateLine("-", first.certificate),
        CAUTION,
        `  npm run streamgate -- metadata ${stage.path("policy.yaml")} corporate --approve ${approvalIn(refused.out)}`,
      ],
      error: [],
    });
    expect(stage.read("saml/idp.xml")).toBe(one);

    expect(await stage.run("corporate", "--approve", approvalIn(refused.out))).toStrictEqual({
      exitCode: 0,
      out: [
        "corporate: saml/idp.xml written, as approved",
        certificateLine("+", second.certificate),
        certificateLine("-", first.certificate),
      ],
      error: [],
    });
    expect(stage.read("saml/idp.xml")).toBe(other);
    expect((await stage.run()).exitCode).toBe(0);
  });

  it.each([
    ["a key that comes", one, both, ["+"]],
    ["a key that goes", both, one, ["-"]],
  ] as const)("asks about %s", async (_name, approved, published, [sign]) => {
    const stage = await metadataStage({ approved, published });
    const { exitCode, out } = await stage.run();
    expect(exitCode).toBe(1);
    expect(out.slice(1, -2)).toStrictEqual([certificateLine(sign, second.certificate)]);
    expect(stage.read("saml/idp.xml")).toBe(approved);
  });

  it("asks about endpoints as it does about keys", async () => {
    const moved = "https://idp.example.com/new";
    const services = [serviceXml("SingleSignOnService", moved)];
    const published = entityXml({ keyDescriptors: [keyDescriptorXml(first.certificate)], services });
    const stage = await metadataStage({ approved: one, published });
    const { exitCode, out } = await stage.run();
    expect(exitCode).toBe(1);
    expect(out.slice(1, -2)).toStrictEqual([
      `  + SingleSignOnService ${moved}`,
      `  - SingleSignOnService ${SSO_URL}`,
      `  - SingleLogoutService ${SLO_URL}`,
    ]);
  });

  it("does not take an approval for what was published in the meantime", async () => {
    const stage = await metadataStage({ approved: one, published: other });
    const approval = approvalIn((await stage.run()).out);
    const published = other.replaceAll("https://idp.example.com/sso", "https://evil.example.com/sso");
    stage.publication = { body: published };
    const { exitCode, out } = await stage.run("--approve", approval);
    expect(exitCode).toBe(1);
    expect(out[0]).toBe(
      "corporate: refused, because what it publishes now has other keys or endpoints than were approved, and `--approve` names something else",
    );
    expect(out).toContain("  + SingleSignOnService https://evil.example.com/sso?tenant=1");
    expect(stage.read("saml/idp.xml")).toBe(one);
  });

  it("wants an approval for the first file too", async () => {
    const stage = await metadataStage({ published: one });
    const { exitCode, out } = await stage.run();
    expect(exitCode).toBe(1);
    expect(out.slice(0, -2)).toStrictEqual([
      "corporate: refused, because nobody has approved any metadata of it yet",
      certificateLine("+", first.certificate),
      `  + SingleSignOnService ${SSO_URL}`,
      `  + SingleLogoutService ${SLO_URL}`,
    ]);
    expect(stage.read("saml/idp.xml")).toBeUndefined();
    expect((await stage.run("--approve", approvalIn(out))).exitCode).toBe(0);
    expect(stage.read("saml/idp.xml")).toBe(one);
  });

  it("wants one where the file is of no use, and says why it is", async () => {
    const stage = await metadataStage({ approved: "<html/>", published: one });
    const { exitCode, out } = await stage.run();
    expect(exitCode).toBe(1);
    expect(out[0]).toMatch(/^corporate: refused, because the file in `metadata\.file` is no SAML metadata: /);
    expect(stage.read("saml/idp.xml")).toBe("<html/>");
  });

  it.each([
    ["expired metadata", oneRenewed.replace("2027-06-01", "2026-06-01"), "expired on 2026-06-01; "],
    [
      "another entity's",
      one.replaceAll(IDP_ENTITY_ID, "https://other.example/"),
      "is about `https://other.example/`; ",
    ],
    ["a page", "<html><body><p>Sign in</body></html>", "is not well-formed XML: "],
  ])("keeps the old file where %s is published", async (_name, published, fault) => {
    const stage = await metadataStage({ approved: one, published });
    const { exitCode, out } = await stage.run();
    expect(exitCode).toBe(1);
    expect(out.join()).toContain(`corporate: the published metadata ${fault}`);
    expect(stage.read("saml/idp.xml")).toBe(one);
  });

  it("answers in JSON", async () => {
    const stage = await metadataStage({ approved: one, published: other });
    const { exitCode, out } = await stage.run("--json");
    expect(exitCode).toBe(1);
    expect(out).toHaveLength(1);
    expect(JSON.parse(out.join())).toStrictEqual({
      file: stage.path("policy.yaml"),
      identityProviders: {
        corporate: {
          outcome: "refused",
          message: "what it publishes now has other keys or endpoints than were approved",
          changes: {
            added: [
              {
                fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
                subject: "CN=second key",
                notAfter: "2040-01-01T00:00:00.000Z",
              },
            ],
            removed: [expect.objectContaining({ subject: "CN=first key" })],
            endpoints: [],
          },
          approval: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      },
    });
    stage.publication = { body: one };
    expect(JSON.parse((await stage.run("--json")).out.join())).toMatchObject({
      identityProviders: { corporate: { outcome: "unchanged" } },
    });
  });

  it("goes on to the next provider when one fails", async () => {
    const stage = await metadataStage({
      approved: one,
      published: oneRenewed,
      change: (input, url) => {
        const provider = aSamlProviderInput({ file: "saml/second.xml", url }, "urn:second");
        return withValue(["identityProviders", "second"], provider, input);
      },
    });
    const { exitCode, out } = await stage.run();
    expect(exitCode).toBe(1);
    expect(out).toHaveLength(2);
    expect(out[0]).toMatch(/^corporate: saml\/idp\.xml renewed/);
    expect(out[1]).toMatch(/^second: the published metadata is about /);
    expect((await stage.run("corporate")).exitCode).toBe(0);
  });

  it("leaves everything as it was where it may not write", async () => {
    const stage = await metadataStage({ approved: one, published: oneRenewed });
    stage.write("policy.yaml", (stage.read("policy.yaml") ?? "").replace("saml/idp.xml", "none/idp.xml"));
    const approval = approvalIn((await stage.run()).out);
    expect(await stage.run("--approve", approval)).toMatchObject({
      exitCode: 1,
      out: [
        "corporate: the file in `metadata.file` could not be written (ENOENT) and is as it was; is its folder there, and may you write to it?",
      ],
    });
    expect(stage.files()).toStrictEqual(["policy.yaml", "saml", "saml/idp.xml"]);
  });

  it("has nothing to do where no provider has a `metadata.url`", async () => {
    const stage = await metadataStage({
      approved: one,
      published: one,
      change: (input) => withValue(["identityProviders", "corporate", "metadata", "url"], null, input),
    });
    const file = stage.path("policy.yaml");
    expect(await stage.run()).toStrictEqual({
      exitCode: 0,
      out: [`${file}: no identity provider has a \`metadata.url\``],
      error: [],
    });
    expect(await stage.run("corporate")).toStrictEqual({
      exitCode: 2,
      out: [],
      error: [`${file}: \`corporate\` has no \`metadata.url\`; replace its file by hand`],
    });
  });

  it.each([
    [["nobody"], "has no SAML identity provider `nobody`"],
    [["constructor"], "has no SAML identity provider `constructor`"],
    [["--approve", "yes"], "--approve takes the 64 hexadecimal digits that a refusal prints"],
    [["--approve", "A".repeat(64)], "--approve takes the 64 hexadecimal digits that a refusal prints"],
  ])("does not understand %j", async (words, message) => {
    const stage = await metadataStage({ approved: one, published: other });
    const { exitCode, error } = await stage.run(...words);
    expect(exitCode).toBe(2);
    expect(error.join()).toContain(message);
    expect(stage.read("saml/idp.xml")).toBe(one);
  });

  it("says why it cannot read what is there", async () => {
    const stage = await metadataStage({ approved: one, published: one });
    stage.write("policy.yaml", (stage.read("policy.yaml") ?? "").replace("saml/idp.xml", "saml"));
    expect(await stage.run()).toMatchObject({
      exitCode: 1,
      out: ["corporate: the file in `metadata.file`: is a directory"],
    });
    rmSync(stage.path("policy.yaml"));
    expect(await stage.run()).toStrictEqual({
      exitCode: 1,
      out: [],
      error: [`${stage.path("policy.yaml")}: no such file`],
    });
  });

  it("shows the faults of a policy", async () => {
    const stage = await metadataStage({
      published: one,
      change: (input) => withValue(["version"], 2, input),
    });
    const { exitCode, out } = await stage.run();
    expect(exitCode).toBe(1);
    expect(out.at(-1)).toBe(`${stage.path("policy.yaml")}: 1 fault`);
    stage.write("policy.yaml", "");
    expect(JSON.parse((await stage.run("--json")).out.join())).toMatchObject({ valid: false });
  });
});
