import { createHash, X509Certificate } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { signingCertificateCommand } from "../../../cli/commands/signing-certificate.ts";
import { runCommandLine } from "../../../cli/runner.ts";
import { parseSigningCertificate } from "../../../cli/signing-certificates.ts";
import type { EmulatedKey } from "../../../dev/kms-emulator/key-ring.ts";
import { type KmsEmulator, startKmsEmulator } from "../../../dev/kms-emulator/server.ts";
import { answeringEndpoint } from "../../stores/troubled-endpoints.ts";
import { recordedTerminal } from "../../support/recorded-terminal.ts";
import "../../stores/local-credentials.ts";

const KEY = "kms:alias/streamgate-signing";
const SUBJECT = ["--subject", "CN=streamgate,O=Northwind Bank"];

let kms: KmsEmulator;
let key: EmulatedKey;

beforeAll(async () => {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "local-secret" };
  kms = await startKmsEmulator({ port: 0, region: "eu-west-1", credentials });
  key = await kms.makeKey("alias/streamgate-signing");
});
afterAll(() => kms.stop());
afterEach(() => kms.clearFaults());

async function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const terminal = recordedTerminal();
  const command = signingCertificateCommand({
    AWS_REGION: "eu-west-1",
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
    ...environment,
  });
  const exitCode = await runCommandLine(["signing-certificate", ...words], [command], terminal);
  return { exitCode, out: terminal.outLines.join("\n"), error: terminal.errorLines.join("\n") };
}

describe("signingCertificateCommand", () => {
  it("prints a certificate of the key, signed by it, with its fingerprint", async () => {
    const { exitCode, out, error } = await run([KEY, ...SUBJECT]);
    expect([exitCode, error]).toStrictEqual([0, ""]);
    const certificate = new X509Certificate(out.slice(out.indexOf("-----BEGIN")));
    expect(certificate.publicKey.equals(key.publicKey)).toBe(true);
    expect(certificate.verify(key.publicKey)).toBe(true);
    expect(certificate.subject).toBe("O=Northwind Bank\nCN=streamgate");
    expect(certificate.validToDate.getTime() - Date.now()).toBeGreaterThan(3_650 * 86_400_000);
    expect(certificate.validFromDate.getTime()).toBeLessThan(Date.now());
    const fingerprint = createHash("sha256").update(certificate.raw).digest("hex");
    expect(out).toContain(`SHA-256 fingerprint: ${fingerprint}\n`);
    // All that it prints may be saved as the file that the policy names.
    expect(parseSigningCertificate(out)).toMatchObject({ ok: true, value: { fingerprint } });
  });

  it("prints the key for an OpenID provider, by the thumbprint of RFC 7638", async () => {
    const { exitCode, out } = await run([KEY]);
    expect(exitCode).toBe(0);
    const jwk = JSON.parse(out.replace(/^JWK: /, ""));
    const { n, e } = key.publicKey.export({ format: "jwk" });
    const kid = await calculateJwkThumbprint({ kty: "RSA", n: String(n), e: String(e) });
    expect(jwk).toStrictEqual({ kty: "RSA", n, e, kid, alg: "RS256", use: "sig" });
  });

  it("needs no permission to sign for that", async () => {
    kms.injectFault({ kind: "access_denied", operation: "Sign" });
    expect((await run([KEY])).exitCode).toBe(0);
    const denied = await run([KEY, ...SUBJECT]);
    expect(denied).toStrictEqual({
      exitCode: 1,
      out: "",
      error: `${KEY} in eu-west-1: no certificate: KMS does not let you sign; the key of a deployment signs for its functions alone, and docs/identity-providers.md says how to be let for a moment`,
    });
  });

  it("answers in JSON", async () => {
    const { certificate, fingerprint, jwk } = JSON.parse((await run([KEY, "--json", ...SUBJECT])).out);
    expect(new X509Certificate(certificate).fingerprint256.replaceAll(":", "").toLowerCase()).toBe(
      fingerprint,
    );
    expect(jwk).toMatchObject({ kty: "RSA", use: "sig" });
    expect(JSON.parse((await run([KEY, "--json"])).out)).toMatchObject({
      certificate: null,
      fingerprint: null,
    });
  });

  it("lasts as many years as it is told to", async () => {
    const { out } = await run([KEY, ...SUBJECT, "--years", "2"]);
    const { validToDate } = new X509Certificate(out.slice(out.indexOf("-----BEGIN")));
    expect(validToDate.getUTCFullYear()).toBe(new Date().getUTCFullYear() + 2);
  });

  it.each([
    [["secret:key"], "KEY must be `kms:alias/NAME`; a key of another kind holds its certificate"],
    [["kms:alias/aws/lambda"], "KEY must name the key in KMS by its alias"],
    [[KEY, "--region", "Ireland"], "name the key's Region"],
    [[KEY, "--years", "0"], "--years takes a whole number from 1 to 30"],
    [[KEY, "--years", "1.5"], "--years takes a whole number from 1 to 30"],
    [[KEY, "--subject", "streamgate"], "--subject is a list such as"],
  ])("refuses %j", async (words, message) => {
    const { exitCode, out, error } = await run(words);
    expect([exitCode, out]).toStrictEqual([2, ""]);
    expect(error).toContain(message);
  });

  it("takes the Region from the option before the environment, and asks for one where there is none", async () => {
    expect((await run([KEY, "--region", "eu-west-1"], { AWS_REGION: "us-east-1" })).exitCode).toBe(0);
    const terminal = recordedTerminal();
    expect(
      await runCommandLine(["signing-certificate", KEY], [signingCertificateCommand({})], terminal),
    ).toBe(2);
    expect(terminal.errorLines.join()).toContain("name the key's Region");
  });

  it.each([
    ["kms:alias/nowhere", [], "there is no such key in this Region"],
    [KEY, ["--region", "us-east-1"], "there are no AWS credentials here, or KMS does not accept them"],
  ])("says why there is nothing of %s with %j", async (reference, words, message) => {
    const { exitCode, out, error } = await run([reference, ...words]);
    expect([exitCode, out]).toStrictEqual([1, ""]);
    expect(error).toContain(`${reference} in `);
    expect(error).toContain(message);
  });

  it.each([
    ['{"KeyUsage":"SIGN_VERIFY","PublicKey":"AAAA"}', "what answered is not KMS"],
    [
      '{"KeyUsage":"SIGN_VERIFY","PublicKey":"MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="}',
      "not one that signs with RSA",
    ],
  ])("refuses the answer %s", async (body, message) => {
    const { exitCode, error } = await run([KEY], {
      AWS_ENDPOINT_URL_KMS: await answeringEndpoint(200, body),
    });
    expect(exitCode).toBe(1);
    expect(error).toContain(message);
  });
});
