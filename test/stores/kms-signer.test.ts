import { createHash, createPublicKey, verify } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { EmulatedKey } from "../../dev/kms-emulator/key-ring.ts";
import { type KmsEmulator, startKmsEmulator } from "../../dev/kms-emulator/server.ts";
import { err } from "../../functions/core/result.ts";
import type { SigningFault } from "../../functions/ports.ts";
import { createKmsClient } from "../../functions/stores/kms-client.ts";
import { createKmsSigner } from "../../functions/stores/kms-signer.ts";
import "./local-credentials.ts";
import { answeringEndpoint, closedPort, silentEndpoint } from "./troubled-endpoints.ts";

const ALIAS = "alias/streamgate-signing";
const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "local-secret" };
const LONGEST_WAIT = 3_500;
const DATA = Buffer.from("SAMLRequest=a&RelayState=b");

let kms: KmsEmulator;
let key: EmulatedKey;

beforeAll(async () => {
  kms = await startKmsEmulator({ port: 0, region: "eu-west-1", credentials: CREDENTIALS });
  key = await kms.makeKey(ALIAS);
});
afterAll(() => kms.stop());
afterEach(() => kms.clearFaults());

const signerAt = (endpoint: string | undefined = kms.endpoint, alias = ALIAS, region = "eu-west-1") =>
  createKmsSigner(createKmsClient({ region, endpoint, now: Date.now }), alias);
const failed = (fault: SigningFault) => err({ key: `kms:${ALIAS}`, fault });

/** What `sign` says, and how many requests it took. */
async function counted(signer = signerAt()) {
  const before = kms.requests().length;
  const answer = await signer.sign(DATA);
  return { answer, requests: kms.requests().length - before };
}

describe("createKmsSigner", () => {
  it.each([0, 26, 4_096, 1_000_000])("signs %i octets with RSA and SHA-256", async (length) => {
    const data = Buffer.alloc(length, 7);
    const signed = await signerAt().sign(data);
    if (!signed.ok) throw new Error(signed.error.fault);
    expect(verify("sha256", data, key.publicKey, signed.value)).toBe(true);
    expect(verify("sha256", Buffer.from("other"), key.publicKey, signed.value)).toBe(false);
  });

  it("sends the digest, and nothing of what is signed", async () => {
    await signerAt().sign(DATA);
    expect(kms.requests().at(-1)).toStrictEqual({
      operation: "Sign",
      input: {
        KeyId: ALIAS,
        Message: createHash("sha256").update(DATA).digest("base64"),
        MessageType: "DIGEST",
        SigningAlgorithm: "RSASSA_PKCS1_V1_5_SHA_256",
      },
    });
  });

  it("shows the public half of its key", async () => {
    const shown = await signerAt().publicKey();
    if (!shown.ok) throw new Error(shown.error.fault);
    const der = { key: Buffer.from(shown.value), type: "spki", format: "der" } as const;
    expect(createPublicKey(der).equals(key.publicKey)).toBe(true);
  });

  it("says what kept it from the public half", async () => {
    kms.injectFault({ kind: "access_denied" });
    expect(await signerAt().publicKey()).toStrictEqual(failed("access_denied"));
    const shown = async (answer: object) =>
      await signerAt(await answeringEndpoint(200, JSON.stringify(answer))).publicKey();
    expect(await shown({ KeyUsage: "SIGN_VERIFY" })).toStrictEqual(failed("garbage_answer"));
    expect(await shown({ KeyUsage: "ENCRYPT_DECRYPT", PublicKey: "AAAA" })).toStrictEqual(
      failed("key_unusable"),
    );
  });

  it("signs its requests for its Region, with the credentials of the environment", async () => {
    expect((await signerAt(kms.endpoint, ALIAS, "us-east-1").sign(DATA)).ok).toBe(false);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "another");
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await signerAt().sign(DATA)).toStrictEqual(failed("credentials_refused"));
  });

  it("says so where there are no credentials", async () => {
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) vi.stubEnv(name, undefined);
    for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) vi.stubEnv(name, "/dev/null");
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await signerAt().sign(DATA)).toStrictEqual(failed("credentials_refused"));
  });

  it("names the key where there is none", async () => {
    expect(await signerAt(kms.endpoint, "alias/nowhere").sign(DATA)).toStrictEqual(
      err({ key: "kms:alias/nowhere", fault: "key_not_found" }),
    );
  });
});

describe("createKmsSigner, in trouble", () => {
  it.each(["throttle", "internal_failure", "service_unavailable", "reset"] as const)(
    "tries once more after %s",
    async (kind) => {
      kms.injectFault({ kind, times: 1 });
      expect(await counted()).toMatchObject({ answer: { ok: true }, requests: 2 });
    },
  );

  it.each([
    ["throttle", "throttled"],
    ["internal_failure", "server_error"],
    ["service_unavailable", "server_error"],
    ["reset", "unreachable"],
  ] as const)("gives up after the second %s", async (kind, fault) => {
    kms.injectFault({ kind });
    expect(await counted()).toStrictEqual({ answer: failed(fault), requests: 2 });
  });

  it.each([
    ["access_denied", "access_denied"],
    ["expired_token", "credentials_refused"],
    ["garbage", "garbage_answer"],
    ["oversize", "garbage_answer"],
  ] as const)("does not ask again after %s", async (kind, fault) => {
    kms.injectFault({ kind });
    expect(await counted()).toStrictEqual({ answer: failed(fault), requests: 1 });
  });

  it("waits for nobody who is silent, slow, or stops half-way", async () => {
    kms.injectFault({ kind: "slow", delayMilliseconds: 10_000 });
    const endpoints = [
      await silentEndpoint(),
      await answeringEndpoint(200, "{", { end: false }),
      kms.endpoint,
    ];
    const started = performance.now();
    const answers = await Promise.all(endpoints.map((endpoint) => signerAt(endpoint).sign(DATA)));
    expect(answers).toStrictEqual(endpoints.map(() => failed("timed_out")));
    expect(performance.now() - started).toBeLessThan(LONGEST_WAIT);
  });

  it("signs after one try that hangs", async () => {
    kms.injectFault({ kind: "black_hole", times: 1 });
    expect(await signerAt().sign(DATA)).toMatchObject({ ok: true });
  });

  it("says so where nobody is there", async () => {
    expect(await signerAt(await closedPort()).sign(DATA)).toStrictEqual(failed("unreachable"));
  });

  it.each([
    ["no signature", 200, "{}", "garbage_answer"],
    ["a signature that is none", 200, '{"Signature":"<html>"}', "garbage_answer"],
    ["an empty one", 200, '{"Signature":""}', "garbage_answer"],
    ["a number", 200, '{"Signature":7}', "garbage_answer"],
    ["no object", 200, "null", "garbage_answer"],
    ["a redirect", 307, "", "unreachable"],
    ["a disabled key", 400, '{"__type":"DisabledException"}', "key_unusable"],
    ["a key that encrypts", 400, '{"__type":"InvalidKeyUsageException"}', "key_unusable"],
    ["a deleted key", 409, '{"__type":"com.amazonaws.kms#KMSInvalidStateException"}', "key_unusable"],
    ["a name of no meaning", 400, '{"__type":"SomethingNewException"}', "request_refused"],
    ["a 429 without a name", 429, "", "throttled"],
    ["a 502 of something in between", 502, "<html>arn:aws:kms:secret</html>", "server_error"],
  ] as const)("takes %s for what it is", async (_name, status, body, fault) => {
    const endpoint = await answeringEndpoint(status, body);
    expect(await signerAt(endpoint).sign(DATA)).toStrictEqual(failed(fault));
  });

  it("repeats nothing of an answer", async () => {
    const body = '{"__type":"AccessDeniedException","Message":"User: arn:aws:sts::111122223333 is not"}';
    const endpoint = await answeringEndpoint(400, body);
    expect(await signerAt(endpoint).sign(DATA)).toStrictEqual(failed("access_denied"));
  });
});
