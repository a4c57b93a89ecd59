import { DescribeFleetsCommand, DescribeUsersCommand } from "@aws-sdk/client-appstream";
import { describe, expect, it } from "vitest";
import { clientFor, SIGNED_HEADERS, startStage } from "./stage.ts";

interface WireAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly requestId: string | null;
  readonly body: unknown;
}

async function post(url: string, headers: Record<string, string>, body = "{}"): Promise<WireAnswer> {
  const response = await fetch(url, { method: "POST", headers, body });
  return {
    status: response.status,
    contentType: response.headers.get("content-type"),
    requestId: response.headers.get("x-amzn-requestid"),
    body: await response.json(),
  };
}

describe("the wire protocol", () => {
  it.each(["/eu-west-1", "/eu-west-1/"])("answers a POST to %s with a request id", async (path) => {
    const { emulator } = await startStage();
    expect(await post(emulator.origin + path, SIGNED_HEADERS)).toMatchObject({
      status: 200,
      contentType: "application/x-amz-json-1.1",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("shows the request id to the SDK", async () => {
    const { client } = await startStage();
    const { $metadata } = await client.send(new DescribeFleetsCommand({}));
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("writes errors as __type and Message, with a request id", async () => {
    const { emulator } = await startStage();
    expect(
      await post(`${emulator.origin}/eu-west-1/`, SIGNED_HEADERS, '{"Names":["nowhere"]}'),
    ).toMatchObject({
      status: 404,
      requestId: expect.any(String),
      body: { __type: "ResourceNotFoundException", Message: "Fleet nowhere does not exist." },
    });
  });

  it("takes an empty body for an empty input", async () => {
    const { emulator } = await startStage();
    expect(await post(`${emulator.origin}/eu-west-1/`, SIGNED_HEADERS, "")).toMatchObject({ status: 200 });
  });

  it("refuses an operation it does not know", async () => {
    const { client } = await startStage();
    await expect(
      client.send(new DescribeUsersCommand({ AuthenticationType: "USERPOOL" })),
    ).rejects.toMatchObject({
      name: "UnknownOperationException",
    });
  });

  it("refuses a client whose Region is not the path's", async () => {
    const { emulator } = await startStage();
    const client = clientFor(emulator, { region: "us-east-1", endpoint: `${emulator.origin}/eu-west-1` });
    await expect(client.send(new DescribeFleetsCommand({}))).rejects.toMatchObject({
      name: "InvalidSignatureException",
      message: expect.stringContaining("us-east-1"),
    });
  });

  it.each([
    ["no signature", { authorization: "" }, "IncompleteSignatureException"],
    ["another scheme", { authorization: "Bearer abc" }, "IncompleteSignatureException"],
    [
      "the endpoint's name for a service",
      { authorization: SIGNED_HEADERS.authorization.replace("/appstream/", "/appstream2/") },
      "InvalidSignatureException",
    ],
    [
      "another service's target",
      { "x-amz-target": "DynamoDB_20120810.ListTables" },
      "UnknownOperationException",
    ],
    ["another content type", { "content-type": "application/json" }, "SerializationException"],
  ])("refuses %s", async (_name, deviation, type) => {
    const { emulator } = await startStage();
    const answer = await post(`${emulator.origin}/eu-west-1/`, { ...SIGNED_HEADERS, ...deviation });
    expect(answer).toMatchObject({ status: 400, body: { __type: type } });
  });

  it("refuses a request without an Authorization header", async () => {
    const { emulator } = await startStage();
    const { authorization: _removed, ...unsigned } = SIGNED_HEADERS;
    expect(await post(`${emulator.origin}/eu-west-1/`, unsigned)).toMatchObject({
      status: 400,
      body: { __type: "MissingAuthenticationTokenException" },
    });
  });

  it.each([
    ["text that is no JSON", "{"],
    ["a list", "[]"],
    ["a body longer than 1 MiB", JSON.stringify({ Names: ["a".repeat(1024 * 1024)] })],
  ])("refuses %s as not serialized", async (_name, body) => {
    const { emulator } = await startStage();
    expect(await post(`${emulator.origin}/eu-west-1/`, SIGNED_HEADERS, body)).toMatchObject({
      status: 400,
      body: { __type: "SerializationException" },
    });
  });

  it("answers the CBOR protocol with a 404 that names the other one", async () => {
    const { emulator } = await startStage();
    const url = `${emulator.origin}/eu-west-1/service/PhotonAdminProxyService/operation/CreateStreamingURL`;
    const response = await fetch(url, { method: "POST", headers: { "smithy-protocol": "rpc-v2-cbor" } });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("AwsJson1_1Protocol");
  });

  it.each(["/", "/nowhere/", "/eu-west-1/elsewhere", "//", "/eu-west-1/%E0%A4%A"])(
    "answers GET %s with 404",
    async (path) => {
      const { emulator } = await startStage();
      expect((await fetch(emulator.origin + path)).status).toBe(404);
    },
  );
});
