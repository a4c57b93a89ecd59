import { verify, X509Certificate } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { selfSignedCertificate } from "../../dev/identity-provider/saml/minting/self-signed-certificate.ts";
import type { EmulatedKey } from "../../dev/kms-emulator/key-ring.ts";
import { type KmsEmulator, startKmsEmulator } from "../../dev/kms-emulator/server.ts";
import type { FaultEvent, SignInEvent } from "../../functions/core/audit-event.ts";
import type { SigningCertificate } from "../../functions/core/saml-metadata.ts";
import { signInSamlFunction } from "../../functions/wiring/sign-in-saml.ts";
import { aLambdaContext, anEvent, aPolicy, type MemoryAudit, memoryAudit } from "../support/http-builders.ts";
import { aSamlProvider, samlMetadata } from "../support/saml-provider-builders.ts";
import "../stores/local-credentials.ts";
import { aWorld, type World } from "./environment.ts";

const KEY = "kms:alias/streamgate-signing";
const SP_FILE = "streamgate.pem";

let kms: KmsEmulator;
let certificate: SigningCertificate;
let othersCertificate: SigningCertificate;
let world: World | undefined;

beforeAll(async () => {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "local-secret" };
  kms = await startKmsEmulator({ port: 0, region: "eu-west-1", credentials });
  othersCertificate = certificateOf(await kms.makeKey("alias/other"));
  certificate = certificateOf(await kms.makeKey("alias/streamgate-signing"));
});
afterAll(() => kms.stop());
afterEach(() => {
  kms.clearFaults();
  world?.remove();
});

function certificateOf({ privateKey }: EmulatedKey): SigningCertificate {
  const [notBefore, notAfter] = [new Date("2020-01-01"), new Date("2040-01-01")];
  const pem = selfSignedCertificate(privateKey, { commonName: "streamgate", notBefore, notAfter });
  return { der: new X509Certificate(pem).raw.toString("base64"), fingerprint: "", notAfter: 0 };
}

async function served(
  audit: MemoryAudit,
  certificates: Readonly<Record<string, SigningCertificate>> = { [SP_FILE]: certificate },
) {
  const signingKeys = [{ key: KEY, certificate: SP_FILE }];
  const campus = aSamlProvider({ serviceProvider: { entityId: null, signingKeys, decryptionKeys: [] } });
  const policy = aPolicy({ identityProviders: { campus } });
  world = aWorld(policy, { campus: await samlMetadata() }, certificates);
  return signInSamlFunction({ ...world.environment, AWS_ENDPOINT_URL_KMS: kms.endpoint }, audit);
}

const ask = (handler: Awaited<ReturnType<typeof served>>, routeKey: string) =>
  handler(anEvent({ routeKey, pathParameters: { idp: "campus" } }), aLambdaContext());

describe("signInSamlFunction, with a key in KMS", () => {
  it("leaves with a request that the key signed, and publishes its certificate", async () => {
    const handler = await served(memoryAudit());
    const url = new URL(String((await ask(handler, "GET /login/{idp}/saml")).headers?.location));
    const [, octets = "", signature = ""] = /[?&](SAMLRequest=.*)&Signature=(.*)$/.exec(url.search) ?? [];
    const { publicKey } = new X509Certificate(Buffer.from(certificate.der, "base64"));
    const value = Buffer.from(decodeURIComponent(signature), "base64");
    expect(verify("sha256", Buffer.from(octets), publicKey, value)).toBe(true);
    expect((await ask(handler, "GET /login/{idp}/metadata")).body).toContain(certificate.der);
  });

  it("asks KMS for nothing until something is signed", async () => {
    const before = kms.requests().length;
    await ask(await served(memoryAudit()), "GET /login/{idp}/metadata");
    expect(kms.requests()).toHaveLength(before);
  });

  it.each([
    ["throttle", "throttled"],
    ["access_denied", "access_denied"],
    ["garbage", "garbage_answer"],
  ] as const)("refuses before the browser leaves after %s, and names the key", async (kind, fault) => {
    kms.injectFault({ kind });
    const audit = memoryAudit();
    const response = await ask(await served(audit), "GET /login/{idp}/saml");
    expect([response.statusCode, response.cookies]).toStrictEqual([503, []]);
    expect(audit.events.findLast((event) => event.event === "sign_in")).toMatchObject({
      refusal: { reason: "saml_key_unavailable", evidence: { key: KEY, fault } },
    } satisfies Partial<SignInEvent>);
  });

  it("lets nobody leave with the signature of a key that the certificate is not of", async () => {
    const audit = memoryAudit();
    const handler = await served(audit, { [SP_FILE]: othersCertificate });
    expect((await ask(handler, "GET /login/{idp}/saml")).statusCode).toBe(503);
    expect(audit.events.findLast((event) => event.event === "sign_in")).toMatchObject({
      refusal: { evidence: { key: KEY, fault: "certificate_of_another_key" } },
    });
  });

  it("does not serve a policy that was compiled without the certificate", async () => {
    const audit = memoryAudit();
    expect((await ask(await served(audit, {}), "GET /login/{idp}/saml")).statusCode).toBe(503);
    expect((audit.events as FaultEvent[])[0]?.detail).toMatchObject({
      faults: expect.stringContaining(
        `the compiled policy holds no certificate ${SP_FILE} of ${KEY}; compile it again`,
      ),
    });
  });
});
