import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { compilePolicy, serializeCompiledPolicy } from "../../cli/compile-policy.ts";
import { readerBeside } from "../../cli/read-text-file.ts";
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import { parseIdpMetadata } from "../../functions/identity/saml/idp-metadata.ts";
import { aPolicyInput, type Json, withValue } from "../support/policies.ts";
import { recordedTerminal } from "../support/recorded-terminal.ts";
import {
  aSamlPolicyInput,
  entityXml,
  IDP_ENTITY_ID,
  idpKey,
  keyDescriptorXml,
  METADATA_NOW,
} from "../support/saml-metadata-builders.ts";

const [first, second] = await Promise.all([idpKey("first"), idpKey("second")]);
const metadata = entityXml({ keyDescriptors: [keyDescriptorXml(first.certificate)] });
const metadataOfOtherKey = entityXml({ keyDescriptors: [keyDescriptorXml(second.certificate)] });

/** The policy lies in `company/`, the files beside it. */
function compile(text: string, files: Readonly<Record<string, string | Error>> = {}) {
  const beside = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [`company/${name}`, content]),
  );
  const file = "company/policy.yaml";
  return compilePolicy(text, file, readerBeside(file, recordedTerminal(beside)), METADATA_NOW);
}

async function compiled(
  input: Json,
  files: Readonly<Record<string, string | Error>> = {},
): Promise<CompiledPolicy> {
  const result = await compile(stringify(input), files);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe("compilePolicy", () => {
  it("names the policy by the digest of what it says", async () => {
    const { version } = await compiled(aPolicyInput());
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect((await compiled(withValue(["development"], true))).version).not.toBe(version);
  });

  it("gives a default that is written out the version of one that is not", async () => {
    const written = await compiled(withValue(["development"], false));
    expect(written.version).toBe((await compiled(aPolicyInput())).version);
  });

  it("returns the faults of a policy that has some", async () => {
    expect((await compile("version: 2\n")).ok).toBe(false);
  });

  it("has no metadata without SAML providers", async () => {
    expect((await compiled(aPolicyInput())).samlMetadata).toStrictEqual({});
  });

  it("reads the metadata of SAML providers from beside the policy", async () => {
    const input = aSamlPolicyInput({ file: "saml/idp.xml" });
    const expected = { entityId: IDP_ENTITY_ID, nowEpochSeconds: METADATA_NOW, allowLoopbackHttp: false };
    const parsed = parseIdpMetadata(metadata, expected);
    expect((await compiled(input, { "saml/idp.xml": metadata })).samlMetadata).toStrictEqual({
      corporate: parsed.ok && parsed.value,
    });
  });

  it("gives the same policy with other keys another version", async () => {
    const { version } = await compiled(aSamlPolicyInput(), { "idp.xml": metadata });
    const other = await compiled(aSamlPolicyInput(), { "idp.xml": metadataOfOtherKey });
    expect(other.version).not.toBe(version);
    const commented = await compiled(aSamlPolicyInput(), { "idp.xml": `<!-- ours -->${metadata}` });
    expect(commented.version).toBe(version);
  });

  it.each([
    [
      "a missing file",
      {},
      "there is no such file; save the identity provider's metadata there, or let `streamgate metadata` fetch it from `metadata.url`",
    ],
    [
      "an unreadable one",
      { "idp.xml": Object.assign(new Error("x"), { code: "EACCES" }) },
      "permission denied",
    ],
    ["one that is none", { "idp.xml": "<!DOCTYPE html>" }, expect.stringMatching(/^holds a DOCTYPE/)],
    [
      "an expired one",
      { "idp.xml": metadata.replace(" entityID", ' validUntil="2026-01-01T00:00:00Z" entityID') },
      "expired on 2026-01-01; replace it by what the identity provider publishes now",
    ],
  ])("points at `file` for %s", async (_name, files, message) => {
    const text = [
      "identityProviders:",
      "  corporate:",
      "    protocol: saml",
      "    name: Corporate",
      `    entityId: ${IDP_ENTITY_ID}`,
      "    metadata:",
      "      file: idp.xml",
      "    serviceProvider: { signingKeys: [env:SP_KEY] }",
      "version: 1",
      "fleets: {}",
      "applications: {}",
      "",
    ].join("\n");
    expect(await compile(text, files)).toStrictEqual({
      ok: false,
      error: [
        {
          line: 7,
          column: 7,
          path: "identityProviders.corporate.metadata.file",
          message,
          rule: "named_file",
        },
      ],
    });
  });

  it("takes endpoints of plain http on this machine only in development", async () => {
    const local = metadata.replaceAll("https://idp.example.com/s", "http://127.0.0.1:8400/s");
    expect((await compile(stringify(aSamlPolicyInput()), { "idp.xml": local })).ok).toBe(false);
    const development = withValue(["development"], true, aSamlPolicyInput());
    expect((await compile(stringify(development), { "idp.xml": local })).ok).toBe(true);
  });
});

describe("serializeCompiledPolicy", () => {
  it("can be verified by whoever reads it back", async () => {
    const policy = await compiled(aSamlPolicyInput(), { "idp.xml": metadata });
    const parsed: CompiledPolicy = JSON.parse(serializeCompiledPolicy(policy));
    expect(parsed).toStrictEqual(policy);
    const digest = createHash("sha256")
      .update(JSON.stringify([parsed.policy, parsed.samlMetadata, parsed.signingCertificates]))
      .digest("hex");
    expect(digest.slice(0, 16)).toBe(parsed.version);
  });
});
