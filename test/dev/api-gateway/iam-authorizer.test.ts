import { afterEach, describe, expect, it } from "vitest";
import { type ApiGateway, startApiGateway } from "../../../dev/api-gateway/server.ts";
import { createInstanceRoles } from "../../../dev/world/instance-roles.ts";
import { type InstanceCall, signedRedemption } from "../../support/signed-instance.ts";

const ROLE = "arn:aws:iam::111122223333:role/fleets/treasury-fleet";
const roles = createInstanceRoles();

let gateway: ApiGateway;
afterEach(() => gateway.stop());

async function aCall(change: Partial<InstanceCall> = {}): Promise<InstanceCall> {
  gateway = await startApiGateway({
    port: 0,
    routes: [
      {
        routeKey: "POST /context/redeem",
        handler: ({ requestContext }) => ({
          statusCode: 200,
          body: JSON.stringify("authorizer" in requestContext ? requestContext.authorizer : null),
        }),
        authorizer: { region: "eu-west-1", callerOf: roles.callerOf },
      },
    ],
  });
  const credentials = roles.credentialsOf(ROLE);
  return { origin: gateway.origin, region: "eu-west-1", credentials, body: '{"a":"ñ"}', ...change };
}

describe("authorize", () => {
  it("tells the function whose role signed", async () => {
    const response = await fetch(await signedRedemption(await aCall()));
    expect(response.status).toBe(200);
    expect(await response.json()).toStrictEqual({
      iam: {
        ...{ accessKey: roles.credentialsOf(ROLE).accessKeyId, accountId: "111122223333" },
        ...{ cognitoIdentity: null, principalOrgId: null },
        userArn: expect.stringMatching(
          /^arn:aws:sts::111122223333:assumed-role\/treasury-fleet\/i-[0-9a-f]{16}$/,
        ),
      },
    });
  });

  it("lets through what nobody signed, and what is signed otherwise, as nobody's", async () => {
    const { origin } = await aCall();
    for (const headers of [{}, { authorization: "Streamgate-HMAC-SHA256 Fleet=f" }]) {
      const response = await fetch(`${origin}/context/redeem`, { method: "POST", headers });
      expect([response.status, await response.json()]).toStrictEqual([200, null]);
    }
  });

  const credentials = roles.credentialsOf(ROLE);
  it.each<[string, Partial<InstanceCall>]>([
    ["of a key that nobody has", { credentials: { ...credentials, accessKeyId: "ASIA0000000000000000" } }],
    ["of another secret", { credentials: { ...credentials, secretAccessKey: "guessed" } }],
    ["for another Region", { region: "us-east-1" }],
    ["for another service", { service: "appstream" }],
    ["of an hour ago", { signingDate: new Date(Date.now() - 3_600_000) }],
  ])("refuses a signature %s", async (_name, change) => {
    const response = await fetch(await signedRedemption(await aCall(change)));
    expect([response.status, await response.json()]).toStrictEqual([403, { message: "Forbidden" }]);
  });

  it("refuses a signature over another body, and one that is half there", async () => {
    const signed = await signedRedemption(await aCall());
    const moved = await fetch(new Request(signed.clone(), { body: '{"a":"other"}', method: "POST" }));
    expect(moved.status).toBe(403);
    const half = { authorization: "AWS4-HMAC-SHA256 Credential=ASIA" };
    expect((await fetch(signed.url, { method: "POST", headers: half })).status).toBe(403);
  });

  it("refuses a signature that leaves the moment out", async () => {
    const signed = await signedRedemption(await aCall());
    signed.headers.delete("x-amz-date");
    expect((await fetch(signed)).status).toBe(403);
  });
});

describe("createInstanceRoles", () => {
  it("gives a role the same credentials again, and roles different ones", async () => {
    await aCall();
    expect(roles.credentialsOf(ROLE)).toStrictEqual(roles.credentialsOf(ROLE));
    expect(roles.credentialsOf(`${ROLE}-2`).accessKeyId).not.toBe(roles.credentialsOf(ROLE).accessKeyId);
    expect(roles.callerOf("ASIA")).toBeUndefined();
    expect(() => roles.credentialsOf("treasury-fleet")).toThrow(TypeError);
  });
});
