/**
 * `streamgate signing-certificate KEY`: what the other sides get to know of a key in KMS. The JWK for OpenID providers
 * needs the public half alone; the certificate for SAML is signed by the key itself.
 */
import { createHash, type KeyObject, verify, X509Certificate } from "node:crypto";
import * as v from "valibot";
import { kmsAlias } from "../../functions/core/kms-key.ts";
import { kmsKeyReference } from "../../functions/core/policy-schema-references.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import { createKmsClient, type KmsCall } from "../../functions/stores/kms-client.ts";
import { createKmsSigner } from "../../functions/stores/kms-signer.ts";
import { distinguishedName } from "../certificate/distinguished-name.ts";
import { signedCertificate, unsignedCertificate } from "../certificate/self-signed.ts";
import type { Command, CommandArguments } from "../command.ts";
import { faultText, kmsPublicKey, registrationJwk } from "../kms-key.ts";

interface Request {
  readonly alias: string;
  readonly region: string;
  /** DER; undefined: no certificate is wanted. */
  readonly name: Buffer | undefined;
  readonly years: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_YEARS = 10;
const MAX_YEARS = 30;
const DAY_MILLISECONDS = 86_400_000;
const NOT_A_SIGNER =
  "KMS does not let you sign; the key of a deployment signs for its functions alone, and docs/identity-providers.md says how to be let for a moment";

/** `environment`: for the Region and for another endpoint, by the names that AWS's own tools know. */
export function signingCertificateCommand(environment: Environment): Command {
  return {
    name: "signing-certificate",
    summary: "show a key in KMS to the other side: its JWK, and with --subject a certificate to save as PEM",
    positionals: ["KEY"],
    options: {
      subject: { type: "string", summary: "of a certificate for SAML, such as CN=streamgate,O=Example" },
      region: { type: "string", summary: "default AWS_REGION" },
      years: { type: "string", summary: `how long the certificate lasts; default ${DEFAULT_YEARS}` },
      json: { type: "boolean", summary: "one line of JSON instead of text" },
    },
    async run(args, terminal) {
      const request = readRequest(args, environment);
      if (!request.ok) {
        terminal.error(request.error);
        return 2;
      }
      const now = () => terminal.nowEpochSeconds() * 1000;
      const { alias, region } = request.value;
      const call = createKmsClient({ region, endpoint: environment.AWS_ENDPOINT_URL_KMS, now });
      const publicKey = await kmsPublicKey(call, alias);
      if (!publicKey.ok) {
        terminal.error(`kms:${alias} in ${region}: ${publicKey.error}`);
        return 1;
      }
      const jwk = await registrationJwk(publicKey.value);
      const certificate = await certificateOf(request.value, publicKey.value, call, now());
      if (!certificate.ok) {
        terminal.error(`kms:${alias} in ${region}: no certificate: ${certificate.error}`);
        return 1;
      }
      const { pem = null, fingerprint = null } = certificate.value ?? {};
      if (args.values.json === true) terminal.out(JSON.stringify({ certificate: pem, fingerprint, jwk }));
      else {
        // Before the PEM, where every reader of PEM passes over it (RFC 7468 §2).
        terminal.out(`JWK: ${JSON.stringify(jwk)}`);
        if (pem !== null) terminal.out(`SHA-256 fingerprint: ${fingerprint}\n${pem.trimEnd()}`);
      }
      return 0;
    },
  };
}

function readRequest(
  { positionals, values }: CommandArguments,
  environment: Environment,
): Result<Request, string> {
  const reference = v.safeParse(kmsKeyReference, positionals[0]);
  if (!reference.success) return err(`KEY ${reference.issues[0].message}`);
  const region = values.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  if (region === undefined || !/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(String(region))) {
    return err("name the key's Region: --region eu-west-1, or AWS_REGION");
  }
  const years = Number(values.years ?? DEFAULT_YEARS);
  if (!Number.isInteger(years) || years < 1 || years > MAX_YEARS) {
    return err(`--years takes a whole number from 1 to ${MAX_YEARS}`);
  }
  const name = values.subject === undefined ? ok(undefined) : distinguishedName(String(values.subject));
  if (!name.ok) return err(`--subject ${name.error}`);
  const alias = kmsAlias(reference.output) ?? "";
  return ok({ alias, region: String(region), name: name.value, years });
}

async function certificateOf(
  { alias, name, years }: Request,
  publicKey: KeyObject,
  call: KmsCall,
  now: number,
): Promise<Result<{ readonly pem: string; readonly fingerprint: string } | undefined, string>> {
  if (name === undefined) return ok(undefined);
  // A day back, for clocks that are late.
  const notBefore = new Date(now - DAY_MILLISECONDS);
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  const unsigned = unsignedCertificate({ publicKey, name, notBefore, notAfter, use: "signatures" });
  const signed = await createKmsSigner(call, alias).sign(unsigned);
  if (!signed.ok)
    return err(signed.error.fault === "access_denied" ? NOT_A_SIGNER : faultText(signed.error.fault));
  if (!verify("sha256", unsigned, publicKey, signed.value))
    return err(faultText("certificate_of_another_key"));
  const pem = signedCertificate(unsigned, signed.value);
  const { raw } = new X509Certificate(pem);
  return ok({ pem, fingerprint: createHash("sha256").update(raw).digest("hex") });
}
