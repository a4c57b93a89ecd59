/**
 * EncryptedAssertion → its plaintext, tried with each of our keys. Only ever called for a Response whose signature has
 * been verified, so that nobody but the identity provider can ask what a ciphertext decrypts to.
 */
import { type Element, XMLSerializer } from "xmldom-strict";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";

export interface Decrypted {
  readonly plaintext: string;
  /** PEM of the key that fitted. */
  readonly privateKey: string;
}

export async function decryptAssertion(
  encryptedAssertion: Element,
  privateKeys: readonly string[],
): Promise<Result<Decrypted, Refusal>> {
  if (privateKeys.length === 0) return err(refusal("saml_decryption_key_missing"));
  const { decrypt } = await import("xml-encryption");
  const xml = new XMLSerializer().serializeToString(encryptedAssertion);
  for (const key of privateKeys) {
    const plaintext = await new Promise<string | undefined>((resolve) => {
      const options = { key, warnInsecureAlgorithm: false };
      // Which of its steps failed is nobody's business.
      decrypt(xml, options, (error, result) => resolve(error ? undefined : result));
    });
    // Bytes that are no UTF-8 were replaced by this character on the way.
    if (plaintext?.includes("\ufffd")) return err(refusal("saml_utf8"));
    if (plaintext !== undefined) return ok({ plaintext, privateKey: key });
  }
  return err(refusal("saml_decryption"));
}
