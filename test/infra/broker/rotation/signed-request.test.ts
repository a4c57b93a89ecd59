import { describe, expect, it } from "vitest";
import { parseAuthorization } from "../../../../dev/appstream-emulator/protocol/authorization.ts";
import { requireSignature } from "../../../../dev/appstream-emulator/protocol/signature-v4.ts";
import { type Credentials, signedRequest } from "../../../../infra/broker/rotation/signed-request.ts";

const NOW = Date.UTC(2026, 10, 21, 7, 59, 0);
const CREDENTIALS: Credentials = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  sessionToken: undefined,
};
const CALL = {
  region: "eu-west-1",
  service: "secretsmanager",
  target: "secretsmanager.GetSecretValue",
  body: '{"SecretId":"streamgate/sealing-keys"}',
};

describe("signedRequest", () => {
  it("signs as the SDK does", () => {
    const credentials = { ...CREDENTIALS, sessionToken: "session/token==" };
    // Of the same request, by @smithy/signature-v4 5.
    expect(signedRequest(CALL, credentials, NOW).headers.authorization).toBe(
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261121/eu-west-1/secretsmanager/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=b5464ad4d70a25d649d7566bea77816df29972c60f1c9b08c47ab9c32a4f925b",
    );
  });

  it("passes the emulator's own verification, with and without a session", () => {
    for (const sessionToken of [undefined, "token"]) {
      const { headers, body } = signedRequest(CALL, { ...CREDENTIALS, sessionToken }, NOW);
      const authorization = parseAuthorization(headers.authorization);
      expect(() => requireSignature(authorization, { path: "/", headers, body }, CREDENTIALS)).not.toThrow();
    }
  });

  it("covers the body, the operation and the moment", () => {
    const { headers, body } = signedRequest(CALL, CREDENTIALS, NOW);
    const authorization = parseAuthorization(headers.authorization);
    const other = { ...headers, "x-amz-target": "secretsmanager.DeleteSecret" };
    for (const request of [
      { path: "/", headers, body: `${body} ` },
      { path: "/", headers: other, body },
      { path: "/", headers: { ...headers, "x-amz-date": "20261121T080000Z" }, body },
    ]) {
      expect(() => requireSignature(authorization, request, CREDENTIALS)).toThrow("signature");
    }
  });

  it("goes to the Region's own endpoint", () => {
    expect(signedRequest(CALL, CREDENTIALS, NOW).host).toBe("secretsmanager.eu-west-1.amazonaws.com");
  });
});
