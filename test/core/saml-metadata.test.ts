import { describe, expect, it } from "vitest";
import { metadataLifetime, type SamlMetadata } from "../../functions/core/saml-metadata.ts";

const DAY = 86_400;
const now = 1_800_000_000;

const certificate = (notAfter: number) => ({ der: "MII=", fingerprint: "00".repeat(32), notAfter });

const metadata: SamlMetadata = {
  entityId: "https://idp.example.com/metadata",
  singleSignOnUrl: "https://idp.example.com/sso",
  singleLogoutUrl: null,
  signingCertificates: [certificate(now + 90 * DAY)],
  validUntil: null,
  cacheSeconds: null,
};

describe("metadataLifetime", () => {
  it("counts the days of the certificate, and none of metadata that sets no end", () => {
    expect(metadataLifetime(metadata, now)).toStrictEqual({ certificateDays: 90, metadataDays: null });
  });

  it("counts to the last certificate while the keys roll over", () => {
    const signingCertificates = [certificate(now + 5 * DAY), certificate(now + 700 * DAY), certificate(now)];
    expect(metadataLifetime({ ...metadata, signingCertificates }, now).certificateDays).toBe(700);
  });

  it("counts whole days only, and below zero what is over", () => {
    const ends = [2 * DAY, 2 * DAY - 1, 0, -1, -DAY, -DAY - 1];
    const days = ends.map((seconds) => {
      const signingCertificates = [certificate(now + seconds)];
      return metadataLifetime({ ...metadata, signingCertificates }, now).certificateDays;
    });
    expect(days).toStrictEqual([2, 1, 0, -1, -1, -2]);
  });

  it("counts the metadata's own end apart from the certificate's", () => {
    expect(metadataLifetime({ ...metadata, validUntil: now + 7 * DAY - 1 }, now)).toStrictEqual({
      certificateDays: 90,
      metadataDays: 6,
    });
    expect(metadataLifetime({ ...metadata, validUntil: now - 1 }, now).metadataDays).toBe(-1);
  });
});
