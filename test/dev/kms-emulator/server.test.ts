import { createHash, createPublicKey, verify } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KmsEmulator, startKmsEmulator } from "../../../dev/kms-emulator/server.ts";
import { err } from "../../../functions/core/result.ts";
import { createKmsClient, type KmsCall } from "../../../functions/stores/kms-client.ts";
import "../../stores/local-credentials.ts";

const ALIAS = "alias/streamgate-signing";
const DATA = Buffer.from("what is signed");
const SIGNING = { KeyId: ALIAS, SigningAlgorithm: "RSASSA_PKCS1_V1_5_SHA_256" };
const digest = createHash("sha256").update(DATA).digest("base64");

let kms: KmsEmulator;
let call: KmsCall;

beforeAll(async () => {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "local-secret" };
  kms = await startKmsEmulator({ port: 0, region: "eu-west-1", credentials });
  await kms.makeKey(ALIAS);
  call = createKmsClient({ region: "eu-west-1", endpoint: kms.endpoint, now: Date.now });
});
afterAll(() => kms.stop());

async function post(headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(kms.endpoint, { method: "POST", headers, body: "{}" });
  return await response.json();
}

describe("startKmsEmulator", () => {
  it("shows the public half of the key that signs", async () => {
    const shown = await call("GetPublicKey", { KeyId: ALIAS });
    if (!shown.ok) throw new Error(shown.error);
    expect(shown.value).toMatchObject({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" });
    const der = Buffer.from(String(shown.value.PublicKey), "base64");
    const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
    for (const [Message, MessageType] of [
      [DATA.toString("base64"), "RAW"],
      [digest, "DIGEST"],
    ] as const) {
      const signed = await call("Sign", { ...SIGNING, Message, MessageType });
      const signature = Buffer.from(String(signed.ok && signed.value.Signature), "base64");
      expect(verify("sha256", DATA, publicKey, signature)).toBe(true);
    }
  });

  it("gives an alias another key when told to", async () => {
    const { publicKey } = await kms.makeKey("alias/other");
    expect((await kms.makeKey("alias/other")).publicKey.equals(publicKey)).toBe(false);
  });

  it.each([
    ["an alias it does not know", { KeyId: "alias/nowhere", Message: digest }, "key_not_found"],
    ["another algorithm", { SigningAlgorithm: "RSASSA_PSS_SHA_256", Message: digest }, "key_unusable"],
    ["a digest that is none", { MessageType: "DIGEST", Message: "AAAA" }, "request_refused"],
    ["a long message", { Message: Buffer.alloc(4_097).toString("base64") }, "request_refused"],
    ["a type it does not know", { MessageType: "HASH", Message: digest }, "request_refused"],
    ["no message", {}, "request_refused"],
  ])("refuses %s", async (_name, input, fault) => {
    expect(await call("Sign", { ...SIGNING, ...input })).toStrictEqual(err(fault));
  });

  it("refuses a request that nobody signed, or that is for another service", async () => {
    const target = { "x-amz-target": "TrentService.Sign", "content-type": "application/x-amz-json-1.1" };
    expect(await post(target)).toMatchObject({ __type: "MissingAuthenticationTokenException" });
    const scope = "AKIDEXAMPLE/20300101/eu-west-1/appstream/aws4_request";
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;
    expect(await post({ ...target, authorization })).toMatchObject({
      __type: "InvalidSignatureException",
      Message: expect.stringContaining("'kms'"),
    });
  });
});
