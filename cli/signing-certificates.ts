/**
 * The certificates of SAML keys in KMS, from the PEM files that a policy names to the form that ships. KMS has the keys
 * and knows of no certificate; identity providers know keys by their certificates only.
 */
import { createHash, X509Certificate } from "node:crypto";
import type { CompiledPolicy } from "../functions/core/compiled-policy.ts";
import type { Policy } from "../functions/core/policy.ts";
import type { PolicyIssue } from "../functions/core/policy-schema.ts";
import { err, ok, type Result } from "../functions/core/result.ts";
import type { SigningCertificate } from "../functions/core/saml-metadata.ts";
import { counted } from "./counted.ts";
import { samlProviders } from "./metadata/compile-metadata.ts";
import { NO_SUCH_FILE, type ReadBeside } from "./read-text-file.ts";

interface NamedFile {
  readonly file: string;
  readonly path: PolicyIssue["path"];
}

const MISSING = "there is no such file; `streamgate signing-certificate` makes what belongs there";
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
/** What KMS has of RSA. */
const BITS: readonly number[] = [2_048, 3_072, 4_096];
const DAY_SECONDS = 86_400;
/** Long enough to agree on a new certificate with another organisation. */
const WARNING_DAYS = 30;

/** By file name; or every file that will not do. */
export async function compileSigningCertificates(
  policy: Policy,
  readBeside: ReadBeside,
): Promise<Result<CompiledPolicy["signingCertificates"], readonly PolicyIssue[]>> {
  const compiled: [string, SigningCertificate][] = [];
  const issues: PolicyIssue[] = [];
  for (const { file, path } of namedFiles(policy)) {
    const text = await readBeside(file);
    const certificate = text.ok
      ? parseSigningCertificate(text.value)
      : err(text.error === NO_SUCH_FILE ? MISSING : text.error);
    if (certificate.ok) compiled.push([file, certificate.value]);
    else issues.push({ path, message: certificate.error });
  }
  return issues.length > 0 ? err(issues) : ok(Object.fromEntries(compiled));
}

/** Most identity providers never look at the date; those that do refuse every request from then on. */
export function certificateWarnings(
  { policy, signingCertificates }: CompiledPolicy,
  nowEpochSeconds: number,
): readonly PolicyIssue[] {
  return namedFiles(policy).flatMap(({ file, path }) => {
    const notAfter = signingCertificates[file]?.notAfter ?? Number.POSITIVE_INFINITY;
    const days = Math.floor((notAfter - nowEpochSeconds) / DAY_SECONDS);
    if (days >= WARNING_DAYS) return [];
    const when = days < 0 ? `ended ${counted(-days, "day")} ago` : `ends in ${counted(days, "day")}`;
    const advice = "make the next one, list it as the second key, and give it to the identity provider";
    const message = `holds a certificate that ${when}; ${advice}`;
    return [{ path, message, rule: "signing_certificate_ends" }];
  });
}

function namedFiles(policy: Policy): readonly NamedFile[] {
  return samlProviders(policy).flatMap(([id, { serviceProvider }]) =>
    serviceProvider.signingKeys.flatMap((key, index) =>
      typeof key === "string"
        ? []
        : [
            {
              file: key.certificate,
              path: ["identityProviders", id, "serviceProvider", "signingKeys", index, "certificate"],
            },
          ],
    ),
  );
}

/** The error is the end of a sentence that begins with the file; it never quotes it. */
export function parseSigningCertificate(text: string): Result<SigningCertificate, string> {
  if (text.includes("PRIVATE KEY-----")) {
    return err(
      "holds a private key, which must never lie beside a policy; take it out, and replace that key wherever it is in use",
    );
  }
  const [pem, ...more] = text.match(CERTIFICATE) ?? [];
  if (pem === undefined)
    return err("holds no certificate in PEM, as `streamgate signing-certificate` prints it");
  if (more.length > 0) return err(`holds ${more.length + 1} certificates; leave only the one of this key`);
  const certificate = readCertificate(pem);
  if (certificate === undefined) return err("holds a certificate that cannot be read; save it again");
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== "rsa" || !BITS.includes(asymmetricKeyDetails?.modulusLength ?? 0)) {
    return err(
      "holds the certificate of another kind of key; in KMS it must be RSA, of 2048, 3072 or 4096 bits",
    );
  }
  return ok({
    der: certificate.raw.toString("base64"),
    fingerprint: createHash("sha256").update(certificate.raw).digest("hex"),
    notAfter: Math.floor(Date.parse(certificate.validTo) / 1000),
  });
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    // OpenSSL's message says no more than that it is none.
    return undefined;
  }
}
