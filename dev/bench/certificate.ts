/**
 * A self-signed certificate for 127.0.0.1, made anew for every run and gone with it: no private key is ever kept.
 * `openssl` makes it, since Node can read certificates but not make them.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  /** For NODE_EXTRA_CA_CERTS of whoever is to trust it. */
  readonly certificateFile: string;
}

/** Throws an Error that says what to install where `openssl` is missing. */
export function makeCertificate(directory: string): Certificate {
  const keyFile = join(directory, "key.pem");
  const certificateFile = join(directory, "certificate.pem");
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const subject = [
    "-subj",
    "/CN=streamgate benchmark",
    "-addext",
    "subjectAltName=IP:127.0.0.1",
    "-days",
    "2",
  ];
  const files = ["-keyout", keyFile, "-out", certificateFile];
  try {
    execFileSync("openssl", ["req", "-x509", ...curve, ...subject, ...files], { stdio: "pipe" });
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new Error(
      isMissing
        ? "the benchmark needs the openssl command for its TLS endpoint, and there is none on the PATH: install OpenSSL 3"
        : "openssl could not make the certificate of the TLS endpoint",
      { cause },
    );
  }
  return {
    key: readFileSync(keyFile, "utf8"),
    certificate: readFileSync(certificateFile, "utf8"),
    certificateFile,
  };
}
