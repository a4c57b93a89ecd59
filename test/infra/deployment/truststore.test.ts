import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { selfSignedCertificate } from "../../../dev/identity-provider/saml/minting/self-signed-certificate.ts";
import { truststoreFaults } from "../../../infra/deployment/truststore.ts";
import { AUTHORITY_PEM } from "./deployments.ts";

const NOW = Date.UTC(2027, 0, 1) / 1_000;

/** An authority with an RSA key of 1,024 bits; its private key was thrown away. */
const SMALL_AUTHORITY = `-----BEGIN CERTIFICATE-----
MIICBjCCAW+gAwIBAgIUXacbCWKtjHY9cqjgGytiIopW0i0wDQYJKoZIhvcNAQEL
BQAwFDESMBAGA1UEAwwJdG9vIHNtYWxsMCAXDTI2MTEyMTA4Mjk0M1oYDzIwNTYx
MTEzMDgyOTQzWjAUMRIwEAYDVQQDDAl0b28gc21hbGwwgZ8wDQYJKoZIhvcNAQEB
BQADgY0AMIGJAoGBAMM+lN8ExPXaYVQfX/ZGjTjA8+Ujpnr//STqfNTicq/RfLFk
2+VhpvC7YzJyq+59l8/T1DwBqRUFafgyCiIJbZIivwUOpdas2MpmzpFWewkmf62V
2/hx7jsk0mgJK5eZaPFcLOj50nsPg3qsAJhF1ryH0EKm8bsZWE0Jvy7lxSHzAgMB
AAGjUzBRMB0GA1UdDgQWBBSPZb64TOdwoP60PFxCZAQ+T14IiDAfBgNVHSMEGDAW
gBSPZb64TOdwoP60PFxCZAQ+T14IiDAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3
DQEBCwUAA4GBAJMy5DVvsSc31BBl+oCXbJPMO9k1zeJn5IRVdPKpE3MqFValLRSA
8y0er7xZxHWeXfTM2HtexsXHQVJ/DkZ7dB8bItTJpG1SncfhG+GHNXWCw6msWer/
2n5UzVGB1ufFUPDMtWODee51JwVhcWtLaRnbq7m+jRZ+DnOb5AGQExMS
-----END CERTIFICATE-----`;

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

function ofNoAuthority(): string {
  return selfSignedCertificate(privateKey, {
    commonName: "client",
    notBefore: new Date(0),
    notAfter: new Date(NOW * 2_000),
  });
}

describe("truststoreFaults", () => {
  it("takes the certificates of authorities", () => {
    expect(truststoreFaults(AUTHORITY_PEM, NOW)).toStrictEqual([]);
    expect(truststoreFaults(`Ours\n${AUTHORITY_PEM}\n${AUTHORITY_PEM}`, NOW)).toStrictEqual([]);
  });

  it.each(["", "not a certificate", "-----BEGIN CERTIFICATE-----"])(
    "refuses %j, which holds none",
    (text) => {
      expect(truststoreFaults(text, NOW)).toStrictEqual([
        expect.stringContaining("holds no certificate in PEM"),
      ]);
    },
  );

  it("refuses a certificate that cannot be read, and says which", () => {
    const broken = AUTHORITY_PEM.replace("MII", "AAA");
    expect(truststoreFaults(AUTHORITY_PEM + broken, NOW)).toStrictEqual([
      "certificate 2 cannot be read; export it again",
    ]);
  });

  it("refuses the client certificate itself", () => {
    expect(truststoreFaults(ofNoAuthority(), NOW)).toStrictEqual([
      expect.stringContaining("certificate 1 is no authority's"),
    ]);
  });

  it("refuses a key that API Gateway does not take", () => {
    expect(truststoreFaults(SMALL_AUTHORITY, NOW)).toStrictEqual([
      expect.stringContaining("has an RSA key of fewer than 2048 bits"),
    ]);
  });

  it("refuses a certificate that does not hold today", () => {
    expect(truststoreFaults(AUTHORITY_PEM, Date.UTC(2100) / 1_000)).toStrictEqual([
      "certificate 1 ended on 2056-11-13; put its successor there",
    ]);
    expect(truststoreFaults(AUTHORITY_PEM, 0)).toStrictEqual([
      "certificate 1 does not hold before 2026-11-21",
    ]);
  });

  it("refuses a private key, with or without certificates, and all else at once", () => {
    const key = privateKey.export({ type: "pkcs8", format: "pem" });
    expect(truststoreFaults(String(key), NOW)).toStrictEqual([
      expect.stringContaining("holds a private key"),
    ]);
    expect(truststoreFaults(AUTHORITY_PEM + key + ofNoAuthority(), NOW)).toStrictEqual([
      expect.stringContaining("holds a private key"),
      expect.stringContaining("certificate 2 is no authority's"),
    ]);
  });
});
