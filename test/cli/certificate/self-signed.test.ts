import { spawnSync } from "node:child_process";
import { generateKeyPairSync, sign, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { distinguishedName } from "../../../cli/certificate/distinguished-name.ts";
import {
  type CertificateFacts,
  signedCertificate,
  unsignedCertificate,
} from "../../../cli/certificate/self-signed.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const name = distinguishedName("CN=streamgate,O=Northwind Bank,C=IE");
const FACTS: CertificateFacts = {
  publicKey,
  name: name.ok ? name.value : Buffer.alloc(0),
  notBefore: new Date("2026-11-21T00:00:00Z"),
  notAfter: new Date("2051-11-21T00:00:00Z"),
  use: "signatures",
};

function certificate(): string {
  const unsigned = unsignedCertificate(FACTS);
  return signedCertificate(unsigned, sign("sha256", unsigned, privateKey));
}

/** Standard output and error, or undefined where there is no OpenSSL. */
function openssl(...words: readonly string[]): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "self-signed-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "certificate.pem");
  writeFileSync(file, certificate());
  const { error, stdout, stderr } = spawnSync(
    "openssl",
    words.map((word) => word.replace("FILE", file)),
    {
      encoding: "utf8",
    },
  );
  return error === undefined ? stdout + stderr : undefined;
}

describe("signedCertificate", () => {
  it("is one that Node reads, of this key and signed by it", () => {
    const read = new X509Certificate(certificate());
    expect(read.verify(publicKey)).toBe(true);
    expect(read.publicKey.equals(publicKey)).toBe(true);
    expect([read.subject, read.issuer]).toStrictEqual(Array(2).fill("C=IE\nO=Northwind Bank\nCN=streamgate"));
    expect([read.validFromDate, read.validToDate]).toStrictEqual([FACTS.notBefore, FACTS.notAfter]);
    expect(read.ca).toBe(false);
    expect(certificate()).not.toBe(certificate());
  });

  it("is one that OpenSSL verifies", ({ skip }) => {
    const said = openssl("verify", "-x509_strict", "-partial_chain", "-trusted", "FILE", "FILE");
    skip(said === undefined, "there is no openssl");
    expect(said).toMatch(/: OK\n$/);
  });

  it("says to OpenSSL what it is for", ({ skip }) => {
    const said = openssl("x509", "-in", "FILE", "-noout", "-text");
    skip(said === undefined, "there is no openssl");
    for (const line of [
      "Version: 3 (0x2)",
      "Signature Algorithm: sha256WithRSAEncryption",
      "Issuer: C = IE, O = Northwind Bank, CN = streamgate",
      "Not Before: Nov 21 00:00:00 2026 GMT",
      "Not After : Nov 21 00:00:00 2051 GMT",
      "Public-Key: (2048 bit)",
      "X509v3 Key Usage: critical\n                Digital Signature\n",
      "X509v3 Basic Constraints: critical\n                CA:FALSE\n",
    ]) {
      expect(said?.replaceAll(/\b([CO]|CN)=/g, "$1 = ")).toContain(line);
    }
  });
});
