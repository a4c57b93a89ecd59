/**
 * The truststore: PEM certificates of the authorities whose client certificates the Regional APIs accept. API Gateway
 * only warns of a bad one and then refuses every request, so each is looked at here
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mutual-tls.html#http-api-mutual-tls-create-trust-store).
 */
import { X509Certificate } from "node:crypto";

const BLOCK = /-----BEGIN CERTIFICATE-----[^\-]*-----END CERTIFICATE-----/gv;
const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/v;

const MIN_RSA_BITS = 2_048;

/** Ends of sentences that begin with the file; none: it will do. */
export function truststoreFaults(pem: string, nowEpochSeconds: number): readonly string[] {
  const blocks = pem.match(BLOCK) ?? [];
  const faults = blocks.flatMap((block, index) => {
    const fault = certificateFault(block, nowEpochSeconds);
    return fault === undefined ? [] : [`certificate ${index + 1} ${fault}`];
  });
  if (PRIVATE_KEY.test(pem)) {
    return [
      "holds a private key, which must not leave where it was made; keep only the authorities' certificates here, and replace the key",
      ...faults,
    ];
  }
  return blocks.length > 0
    ? faults
    : [
        "holds no certificate in PEM; save the certificates of the authorities that issue the client certificate there",
      ];
}

function certificateFault(block: string, nowEpochSeconds: number): string | undefined {
  const certificate = parse(block);
  if (certificate === undefined) return "cannot be read; export it again";
  if (!certificate.ca) {
    return "is no authority's (basicConstraints has no CA:TRUE); it takes the issuer's certificate, not the client certificate itself";
  }
  const { asymmetricKeyDetails, asymmetricKeyType } = certificate.publicKey;
  if (asymmetricKeyType === "rsa" && Number(asymmetricKeyDetails?.modulusLength) < MIN_RSA_BITS) {
    return `has an RSA key of fewer than ${MIN_RSA_BITS} bits, which API Gateway does not take`;
  }
  const now = nowEpochSeconds * 1_000;
  if (certificate.validToDate.getTime() <= now) {
    return `ended on ${certificate.validToDate.toISOString().slice(0, 10)}; put its successor there`;
  }
  return certificate.validFromDate.getTime() > now
    ? `does not hold before ${certificate.validFromDate.toISOString().slice(0, 10)}`
    : undefined;
}

function parse(block: string): X509Certificate | undefined {
  try {
    return new X509Certificate(block);
  } catch {
    // OpenSSL's error names its own source lines and nothing else.
    return undefined;
  }
}
