import { createPrivateKey, createPublicKey, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { certificateBody, type SamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import { err } from "../../../functions/core/result.ts";
import { certifiedKey } from "../../../functions/identity/saml/certified-key.ts";
import { createKeySource } from "../../../functions/identity/saml/key-source.ts";
import { aSigner, THROTTLED } from "../../support/signers.ts";
import { keyOf } from "./response-builders.ts";

const KEY = "kms:alias/streamgate-signing";
const DATA = Buffer.from("SAMLRequest=a");
const [ours, stranger] = await Promise.all([keyOf("sp"), keyOf("stranger")]);

function signerOf({ privateKey, certificate }: SamlKey) {
  return aSigner({ privateKey: createPrivateKey(privateKey), publicKey: createPublicKey(certificate) });
}
const shipped = { der: certificateBody(ours.certificate), fingerprint: "", notAfter: 0 };

describe("certifiedKey", () => {
  it("shows its certificate, and signs what it verifies", async () => {
    const { certificate, signer } = certifiedKey(KEY, signerOf(ours), shipped);
    expect(certificate).toBe(ours.certificate);
    const signed = await signer.sign(DATA);
    expect(verify("sha256", DATA, certificate, signed.ok ? signed.value : Buffer.alloc(0))).toBe(true);
  });

  it("gives no signature of another key away", async () => {
    const { signer } = certifiedKey(KEY, signerOf(stranger), shipped);
    expect(await signer.sign(DATA)).toStrictEqual(err({ key: KEY, fault: "certificate_of_another_key" }));
  });

  it("passes on why there is no signature", async () => {
    const broken = signerOf(ours);
    broken.fail(THROTTLED);
    expect(await certifiedKey(KEY, broken, shipped).signer.sign(DATA)).toStrictEqual(err(THROTTLED));
  });

  it("stands beside keys that are read from secrets, in the policy's order", async () => {
    const certified = certifiedKey(KEY, signerOf(ours), shipped);
    const pem = `${stranger.privateKey}${stranger.certificate}`;
    const references = { signingKeys: [certified, "secret:next"], decryptionKeys: [] };
    const keys = await createKeySource(references, async () => pem, Date.now)();
    const certificates = keys.ok ? keys.value.signing.map(({ certificate }) => certificate.trim()) : [];
    expect(certificates).toStrictEqual([ours.certificate.trim(), stranger.certificate.trim()]);
  });
});
