import { createHash, generateKeyPairSync, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { checkCommand } from "../../cli/commands/check.ts";
import { compilePolicy } from "../../cli/compile-policy.ts";
import { readerBeside } from "../../cli/read-text-file.ts";
import { runCommandLine } from "../../cli/runner.ts";
import { makeSamlKey } from "../../dev/identity-provider/saml/minting/saml-key.ts";
import type { Json } from "../support/policies.ts";
import { recordedTerminal } from "../support/recorded-terminal.ts";
import {
  entityXml,
  IDP_ENTITY_ID,
  idpKey,
  keyDescriptorXml,
  METADATA_NOW,
} from "../support/saml-metadata-builders.ts";

const ALIAS = "kms:alias/streamgate-signing";
const DAY = 86_400;
const identityProvider = await idpKey("first");
const [key, other] = await Promise.all([ending(400), ending(10)]);
const weak = await makeSamlKey({ commonName: "weak", bits: 1024 });
const metadata = entityXml({ keyDescriptors: [keyDescriptorXml(identityProvider.certificate)] });

function ending(days: number) {
  const notAfter = new Date((METADATA_NOW + days * DAY) * 1000);
  return makeSamlKey({ commonName: "streamgate", notAfter });
}

function textWith(...files: string[]): string {
  const signingKeys: Json = files.map((certificate) => ({ key: ALIAS, certificate }));
  const provider: Json = {
    protocol: "saml",
    name: "Corporate sign-in",
    entityId: IDP_ENTITY_ID,
    metadata: { file: "idp.xml" },
    serviceProvider: { signingKeys },
  };
  return stringify({ version: 1, identityProviders: { corporate: provider }, fleets: {}, applications: {} });
}

const terminalWith = (files: Readonly<Record<string, string | Error>>, text: string) =>
  recordedTerminal({ "policy.yaml": text, "idp.xml": metadata, ...files });

function compile(files: Readonly<Record<string, string | Error>>, text = textWith("sp.pem")) {
  const beside = readerBeside("policy.yaml", terminalWith(files, text));
  return compilePolicy(text, "policy.yaml", beside, METADATA_NOW);
}

async function faultOf(files: Readonly<Record<string, string | Error>>): Promise<string> {
  const compiled = await compile(files);
  if (compiled.ok) throw new Error("accepted");
  expect(compiled.error).toHaveLength(1);
  expect(compiled.error[0]?.path).toBe(
    "identityProviders.corporate.serviceProvider.signingKeys[0].certificate",
  );
  return compiled.error[0]?.message ?? "";
}

describe("compileSigningCertificates", () => {
  it("ships each certificate by the name of its file", async () => {
    const text = textWith("sp.pem", "next/sp.pem");
    const compiled = await compile({ "sp.pem": key.certificate, "next/sp.pem": other.certificate }, text);
    const shipped = ({ certificate }: typeof key) => {
      const { raw, validTo } = new X509Certificate(certificate);
      const fingerprint = createHash("sha256").update(raw).digest("hex");
      return { der: raw.toString("base64"), fingerprint, notAfter: Date.parse(validTo) / 1000 };
    };
    expect(compiled.ok && compiled.value.signingCertificates).toStrictEqual({
      "sp.pem": shipped(key),
      "next/sp.pem": shipped(other),
    });
  });

  it("takes the words that `openssl x509 -text` writes around it, and counts them for nothing", async () => {
    const plain = await compile({ "sp.pem": key.certificate });
    const wordy = await compile({ "sp.pem": `Certificate:\n    Data:\n${key.certificate}\n\n` });
    expect(plain.ok && wordy.ok && wordy.value.version).toBe(plain.ok && plain.value.version);
    const renewed = await compile({ "sp.pem": other.certificate });
    expect(renewed.ok && renewed.value.version).not.toBe(plain.ok && plain.value.version);
  });

  it("refuses a private key loudly, whatever else is there", async () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const kinds = [
      key.privateKey,
      rsa.export({ type: "pkcs1", format: "pem" }).toString(),
      rsa.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }).toString(),
    ];
    for (const text of kinds) {
      const message = await faultOf({ "sp.pem": `${key.certificate}${text}` });
      expect(message).toBe(
        "holds a private key, which must never lie beside a policy; take it out, and replace that key wherever it is in use",
      );
    }
  });

  it.each<[string, Readonly<Record<string, string | Error>>, string]>([
    ["no file", {}, "there is no such file; `streamgate signing-certificate` makes what belongs there"],
    [
      "a file that cannot be read",
      { "sp.pem": Object.assign(new Error("x"), { code: "EACCES" }) },
      "permission denied",
    ],
    [
      "no certificate",
      { "sp.pem": "MIID" },
      "holds no certificate in PEM, as `streamgate signing-certificate` prints it",
    ],
    [
      "two certificates",
      { "sp.pem": key.certificate + other.certificate },
      "holds 2 certificates; leave only the one of this key",
    ],
    [
      "a broken certificate",
      { "sp.pem": key.certificate.replace(/MII\w{20}/, "MIIA") },
      "holds a certificate that cannot be read; save it again",
    ],
    [
      "a weak key's certificate",
      { "sp.pem": weak.certificate },
      "holds the certificate of another kind of key; in KMS it must be RSA, of 2048, 3072 or 4096 bits",
    ],
  ])("refuses %s", async (_name, files, message) => {
    expect(await faultOf(files)).toBe(message);
  });

  it("is told together with what is wrong with the metadata", async () => {
    const compiled = await compile({ "idp.xml": "<a/>" });
    expect(compiled.ok ? [] : compiled.error.map(({ path }) => path)).toStrictEqual([
      "identityProviders.corporate.metadata.file",
      "identityProviders.corporate.serviceProvider.signingKeys[0].certificate",
    ]);
  });
});

describe("certificateWarnings", () => {
  async function warningsAfter(days: number): Promise<readonly string[]> {
    const terminal = terminalWith({ "sp.pem": key.certificate }, textWith("sp.pem"));
    const then = { ...terminal, nowEpochSeconds: () => METADATA_NOW + days * DAY };
    expect(await runCommandLine(["check", "policy.yaml"], [checkCommand], then)).toBe(0);
    return terminal.outLines.filter((line) => line.includes("signingKeys[0].certificate"));
  }

  it.each([
    [0, []],
    [370, []],
    [371, ["holds a certificate that ends in 29 days"]],
    [399, ["holds a certificate that ends in 1 day"]],
    [402, ["holds a certificate that ended 2 days ago"]],
  ])("after %i days are %j", async (days, expected) => {
    const advice = "make the next one, list it as the second key, and give it to the identity provider";
    expect(await warningsAfter(days)).toStrictEqual(
      expected.map((when) => expect.stringContaining(`warning: ${when}; ${advice}`)),
    );
  });
});
