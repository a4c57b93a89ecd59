/** An RSA key with a self-signed certificate, made by `openssl` and never in a file of the repository. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

export interface KeyPair {
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  /** PEM. */
  readonly certificate: string;
}

export async function makeKeyPair(name: string): Promise<KeyPair> {
  const key = ["-newkey", "rsa:2048", "-nodes", "-keyout", "-"];
  const certificate = ["-subj", `/CN=${name}`, "-days", "2", "-out", "-"];
  const { stdout } = await promisify(execFile)("openssl", ["req", "-x509", ...key, ...certificate]);
  const start = stdout.indexOf("-----BEGIN CERTIFICATE-----");
  return { privateKey: stdout.slice(0, start), certificate: stdout.slice(start) };
}
