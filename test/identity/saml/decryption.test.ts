import { describe, expect, it } from "vitest";
import {
  type EncryptionOptions,
  encryptedAssertionXml,
} from "../../../dev/identity-provider/saml/minting/encrypt-assertion.ts";
import { refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import { decryptAssertion } from "../../../functions/identity/saml/decryption.ts";
import { elementFrom, keyOf } from "./response-builders.ts";

const [current, next, stranger] = await Promise.all([keyOf("sp"), keyOf("sp-next"), keyOf("stranger")]);
const PLAINTEXT =
  '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">Lucía 😀</saml:Assertion>';
const encrypted = (options: Partial<EncryptionOptions> = {}, plaintext = PLAINTEXT) =>
  encryptedAssertionXml(plaintext, { certificate: current.certificate, ...options });
const decrypt = (xml: string, ...keys: readonly { readonly privateKey: string }[]) =>
  decryptAssertion(
    elementFrom(xml),
    keys.map(({ privateKey }) => privateKey),
  );

const NOT_DECRYPTED = err(refusal("saml_decryption"));
/** Of the content: the last value. */
const CONTENT = /(<xenc:CipherValue>)([^<]*)/;
const KEY_VALUE = /(<e:CipherValue>)([^<]*)/;

function withValue(xml: string, pattern: RegExp, change: (bytes: Buffer) => Buffer): string {
  return xml.replace(pattern, (_all, tag: string, value: string) => {
    return `${tag}${change(Buffer.from(value, "base64")).toString("base64")}`;
  });
}

/** Every byte of it in turn would take long; the first, the last and some between show as much. */
function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  const index = at < 0 ? bytes.length + at : at;
  changed[index] = (changed[index] ?? 0) ^ 1;
  return changed;
}

describe("decryptAssertion", () => {
  it.each(["aes128-gcm", "aes256-gcm", "aes128-cbc", "aes256-cbc"] as const)(
    "decrypts %s",
    async (content) => {
      expect(await decrypt(await encrypted({ content }), current)).toStrictEqual(
        ok({ plaintext: PLAINTEXT, privateKey: current.privateKey }),
      );
    },
  );

  it("tries every key and says which one fitted", async () => {
    const xml = await encrypted();
    expect(await decrypt(xml, next, current)).toStrictEqual(
      ok({ plaintext: PLAINTEXT, privateKey: current.privateKey }),
    );
  });

  it("finds a key that stands beside the ciphertext", async () => {
    const xml = await encrypted();
    const [key = ""] = /<e:EncryptedKey.*<\/e:EncryptedKey>/.exec(xml) ?? [];
    const beside = xml
      .replace(key, '<RetrievalMethod URI="#_key"/>')
      .replace("</xenc:EncryptedData>", `$&${key.replace("<e:EncryptedKey ", '<e:EncryptedKey Id="_key" ')}`);
    expect(await decrypt(beside, current)).toMatchObject(ok({ plaintext: PLAINTEXT }));
  });

  it("refuses where there is no key of ours at all", async () => {
    expect(await decrypt(await encrypted())).toStrictEqual(err(refusal("saml_decryption_key_missing")));
  });

  it("refuses what was encrypted to somebody else", async () => {
    expect(await decrypt(await encrypted(), stranger, next)).toStrictEqual(NOT_DECRYPTED);
  });

  it.each([0, 11, 12, 40, -17, -16, -1])("refuses a ciphertext with byte %i changed", async (at) => {
    const xml = withValue(await encrypted(), CONTENT, (bytes) => flipped(bytes, at));
    expect(await decrypt(xml, current)).toStrictEqual(NOT_DECRYPTED);
  });

  it.each([0, 1, 16, 27, 28])("refuses a ciphertext of %i bytes", async (length) => {
    const xml = withValue(await encrypted(), CONTENT, (bytes) => bytes.subarray(0, length));
    expect(await decrypt(xml, current)).toStrictEqual(NOT_DECRYPTED);
  });

  it.each([0, 128, -1])("refuses an encrypted key with byte %i changed", async (at) => {
    const xml = withValue(await encrypted(), KEY_VALUE, (bytes) => flipped(bytes, at));
    expect(await decrypt(xml, current)).toStrictEqual(NOT_DECRYPTED);
  });

  it("refuses CBC whose padding is none", async () => {
    const xml = withValue(await encrypted({ content: "aes256-cbc" }), CONTENT, (bytes) =>
      bytes.subarray(0, -16),
    );
    expect(await decrypt(xml, current)).toStrictEqual(NOT_DECRYPTED);
  });

  it("refuses an algorithm that is not known", async () => {
    const xml = (await encrypted()).replace("xmlenc11#aes256-gcm", "xmlenc11#aes192-gcm");
    expect(await decrypt(xml, current)).toStrictEqual(NOT_DECRYPTED);
  });

  it("refuses what holds nothing to decrypt", async () => {
    expect(await decrypt("<EncryptedAssertion/>", current)).toStrictEqual(NOT_DECRYPTED);
  });

  it("refuses a plaintext that is no UTF-8, which was made readable on the way", async () => {
    expect(await decrypt(await encrypted({}, "<a>\ufffd</a>"), current)).toStrictEqual(
      err(refusal("saml_utf8")),
    );
  });
});
