/**
 * A signing key that is kept elsewhere, with the certificate that identity providers know it by. Every signature is
 * verified before it leaves: to an alias that leads to another key, each provider would say no in words of its own.
 */
import { createPublicKey, verify } from "node:crypto";
import { err } from "../../core/result.ts";
import type { SigningCertificate } from "../../core/saml-metadata.ts";
import type { Signer } from "../../ports.ts";
import type { SigningKey } from "./service-provider-keys.ts";
import { pemOf } from "./signature-check.ts";

/** `key`: the policy's reference. Throws for a certificate that cannot be read: it was checked when it was compiled. */
export function certifiedKey(key: string, signer: Signer, { der }: SigningCertificate): SigningKey {
  const certificate = pemOf(der);
  const publicKey = createPublicKey(certificate);
  return {
    certificate,
    signer: {
      async sign(data) {
        const signed = await signer.sign(data);
        if (!signed.ok || verify("sha256", data, publicKey, signed.value)) return signed;
        return err({ key, fault: "certificate_of_another_key" });
      },
    },
  };
}
