import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { SamlMetadata } from "../../functions/core/saml-metadata.ts";
import { loadPolicy, policyDigest } from "../../functions/stores/policy-source.ts";
import { aPolicy } from "../support/broker-builders.ts";

const POLICY = aPolicy();
const METADATA: SamlMetadata = {
  entityId: "https://idp.example.com/",
  singleSignOnUrl: "https://idp.example.com/sso",
  singleLogoutUrl: null,
  signingCertificates: [{ der: "MIIC", fingerprint: "0123", notAfter: 2_000_000_000 }],
  validUntil: null,
  cacheSeconds: null,
};
const CERTIFICATE = { der: "MIID", fingerprint: "4567", notAfter: 2_000_000_000 };
const CONTENT = {
  policy: POLICY,
  samlMetadata: { campus: METADATA },
  signingCertificates: { "sp.pem": CERTIFICATE },
};
const COMPILED = { format: 1, version: policyDigest(CONTENT), ...CONTENT };

const UNREADABLE = "cannot be read as a compiled policy; the functions refuse to serve without one";
const CHANGED = "not a compiled policy of this version, or changed by hand; compile and deploy it again";

function fileWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "policy-source-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "policy.json");
  writeFileSync(file, content);
  return file;
}

describe("loadPolicy", () => {
  it("indexes the policy and keeps its version", () => {
    const index = loadPolicy(fileWith(JSON.stringify(COMPILED)));
    expect(index.policy).toStrictEqual(POLICY);
    expect(index.samlMetadata).toStrictEqual({ campus: METADATA });
    expect(index.signingCertificates).toStrictEqual({ "sp.pem": CERTIFICATE });
    expect(index.version).toBe(COMPILED.version);
    expect([...index.applications.keys()]).toStrictEqual(["treasury"]);
  });

  it("does not mind the layout of the file", () => {
    expect(loadPolicy(fileWith(JSON.stringify(COMPILED, null, 2))).version).toBe(COMPILED.version);
  });

  it("refuses a file that was compiled before there were certificates in it", () => {
    const { signingCertificates: _none, ...older } = COMPILED;
    const file = fileWith(JSON.stringify(older));
    expect(() => loadPolicy(file)).toThrow(new Error(`${file}: ${CHANGED}`));
  });

  it("refuses a file that is not there, by name", () => {
    const file = join(tmpdir(), "no-such-folder", "policy.json");
    expect(() => loadPolicy(file)).toThrow(new Error(`${file}: ${UNREADABLE}`));
  });

  it.each([
    ["empty", ""],
    ["truncated", JSON.stringify(COMPILED).slice(0, -1)],
    ["YAML", "version: 1\n"],
    ["null", "null"],
    ["a text", '"policy"'],
    ["a list", "[]"],
    ["without a policy", '{"format":1,"version":"0123456789abcdef","samlMetadata":{}}'],
    ["without metadata", JSON.stringify({ ...COMPILED, samlMetadata: undefined })],
  ])("refuses a file that is %s, by name", (_name, content) => {
    const file = fileWith(content);
    expect(() => loadPolicy(file)).toThrow(new Error(`${file}: ${UNREADABLE}`));
  });

  it.each([
    ["another format", { ...COMPILED, format: 2 }],
    ["no format", { ...COMPILED, format: undefined }],
    ["another version", { ...COMPILED, version: "0123456789abcdef" }],
    ["no version", { ...COMPILED, version: undefined }],
    ["a version in capitals", { ...COMPILED, version: COMPILED.version.toUpperCase() }],
    ["a longer version", { ...COMPILED, version: `${COMPILED.version}0` }],
    ["a policy changed by hand", { ...COMPILED, policy: { ...POLICY, development: false } }],
    ["a policy that is null", { ...COMPILED, policy: null }],
    [
      "a key that nobody approved",
      { ...COMPILED, samlMetadata: { campus: { ...METADATA, signingCertificates: [] } } },
    ],
    ["the metadata of another provider", { ...COMPILED, samlMetadata: { other: METADATA } }],
    ["metadata that is null", { ...COMPILED, samlMetadata: null }],
  ])("refuses a file with %s, by name", (_name, compiled) => {
    const file = fileWith(JSON.stringify(compiled));
    expect(() => loadPolicy(file)).toThrow(new Error(`${file}: ${CHANGED}`));
  });

  it("keeps what the reader said as the cause", () => {
    const file = fileWith("{");
    expect(() => loadPolicy(file)).toThrow(expect.objectContaining({ cause: expect.any(SyntaxError) }));
  });
});

describe("policyDigest", () => {
  it("is the first sixteen hexadecimal digits of the SHA-256 over policy, metadata and certificates", () => {
    const json = JSON.stringify([CONTENT.policy, CONTENT.samlMetadata, CONTENT.signingCertificates]);
    const whole = createHash("sha256").update(json).digest("hex");
    expect(policyDigest(CONTENT)).toBe(whole.slice(0, 16));
    expect(policyDigest(CONTENT)).toMatch(/^[0-9a-f]{16}$/);
  });

  it("changes with any of them", () => {
    const development = { ...POLICY, development: !POLICY.development };
    const others = [
      { ...CONTENT, policy: development },
      { ...CONTENT, samlMetadata: {} },
      { ...CONTENT, signingCertificates: {} },
    ];
    const digests = [CONTENT, ...others].map(policyDigest);
    expect(new Set(digests).size).toBe(4);
  });
});
