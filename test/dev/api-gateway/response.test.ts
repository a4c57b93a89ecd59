import { describe, expect, it } from "vitest";
import { gatewayMessage, httpAnswer } from "../../../dev/api-gateway/response.ts";

describe("httpAnswer", () => {
  it("passes status, headers, cookies and body", () => {
    const result = {
      statusCode: 303,
      headers: { Location: "https://stream.example/", "X-Count": 3, "X-Flag": true },
      cookies: ["a=1; Path=/", "b=2"],
      body: "ñ",
    };
    expect(httpAnswer(result)).toStrictEqual({
      statusCode: 303,
      headers: [
        ["location", "https://stream.example/"],
        ["x-count", "3"],
        ["x-flag", "true"],
        ["content-type", "text/plain;charset=UTF-8"],
      ],
      cookies: ["a=1; Path=/", "b=2"],
      body: Buffer.from("ñ"),
    });
  });

  it("decodes a base64 body and keeps its content type", () => {
    const result = {
      statusCode: 200,
      headers: { "Content-Type": "image/png" },
      body: "iVBORw==",
      isBase64Encoded: true,
    };
    const answer = httpAnswer(result);
    expect(answer.body).toStrictEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47]));
    expect(answer.headers).toStrictEqual([["content-type", "image/png"]]);
  });

  it.each([
    [{ hello: "world" }, '{"hello":"world"}'],
    ["plain", "plain"],
    [[1, 2], "[1,2]"],
    [null, "null"],
    [undefined, "null"],
  ])("answers 200 with JSON where the result has no statusCode: %j", (result, body) => {
    const answer = httpAnswer(result);
    expect([answer.statusCode, answer.body.toString()]).toStrictEqual([200, body]);
    expect(answer.headers).toStrictEqual([["content-type", "application/json"]]);
  });

  it.each([
    [{ statusCode: "200" }, /statusCode/],
    [{ statusCode: 99 }, /statusCode/],
    [{ statusCode: 200, body: { a: 1 } }, /body/],
    [{ statusCode: 200, headers: { a: ["1"] } }, /"a"/],
    [{ statusCode: 200, headers: { a: "1\r\nset-cookie: b=2" } }, /"a"/],
    [{ statusCode: 200, headers: "a: 1" }, /headers/],
    [{ statusCode: 200, cookies: "a=1" }, /cookies/],
    [{ statusCode: 200, cookies: ["a=1\n"] }, /set-cookie/],
  ])("refuses %j", (result, message) => {
    expect(() => httpAnswer(result)).toThrow(message);
  });

  it("leaves framing to the gateway", () => {
    const headers = { "Content-Length": 999, "Transfer-Encoding": "chunked", Connection: "upgrade" };
    expect(httpAnswer({ statusCode: 200, headers }).headers).toStrictEqual([]);
  });
});

describe("gatewayMessage", () => {
  it("speaks as API Gateway does", () => {
    expect(gatewayMessage(404, "Not Found").body.toString()).toBe('{"message":"Not Found"}');
  });
});
