/**
 * PURE: a function's result as the HTTP answer of an API Gateway HTTP API, payload format 2.0.
 * A result without `statusCode` is a 200 whose body is the result itself.
 * Invariant: anything the gateway cannot read as a response is an error, never half an answer.
 */

import { validateHeaderName, validateHeaderValue } from "node:http";

/** Set by the gateway itself, whatever the function says. */
const GATEWAY_HEADERS = new Set(["connection", "content-length", "transfer-encoding"]);

export interface HttpAnswer {
  readonly statusCode: number;
  /** Names lower-case. */
  readonly headers: readonly (readonly [string, string])[];
  /** Each becomes one `Set-Cookie` line. */
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/** The gateway's own words, such as `{"message":"Not Found"}`. */
export function gatewayMessage(statusCode: number, message: string): HttpAnswer {
  return jsonAnswer(statusCode, JSON.stringify({ message }));
}

/** Throws a TypeError that names the faulty member; the gateway answers it with 500. */
export function httpAnswer(result: unknown): HttpAnswer {
  if (!isRecord(result) || result.statusCode === undefined) {
    return jsonAnswer(200, typeof result === "string" ? result : JSON.stringify(result ?? null));
  }
  const body = bodyOf(result);
  const headers = headersOf(result.headers);
  const isTyped = headers.some(([name]) => name === "content-type");
  return {
    statusCode: statusOf(result.statusCode),
    headers:
      isTyped || body.length === 0 ? headers : [...headers, ["content-type", "text/plain;charset=UTF-8"]],
    cookies: cookiesOf(result.cookies),
    body,
  };
}

function jsonAnswer(statusCode: number, text: string): HttpAnswer {
  return {
    statusCode,
    headers: [["content-type", "application/json"]],
    cookies: [],
    body: Buffer.from(text),
  };
}

function statusOf(statusCode: unknown): number {
  if (
    typeof statusCode === "number" &&
    Number.isInteger(statusCode) &&
    statusCode >= 200 &&
    statusCode <= 599
  ) {
    return statusCode;
  }
  throw new TypeError(`"statusCode" of the function's response must be an integer from 200 to 599`);
}

function headersOf(headers: unknown): [string, string][] {
  if (headers === undefined) return [];
  if (!isRecord(headers)) throw new TypeError(`"headers" of the function's response must be an object`);
  return Object.entries(headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), headerValue(name, value)])
    .filter(([name]) => !GATEWAY_HEADERS.has(name));
}

function cookiesOf(cookies: unknown): string[] {
  if (cookies === undefined) return [];
  if (!Array.isArray(cookies)) throw new TypeError(`"cookies" of the function's response must be an array`);
  return cookies.map((cookie) => headerValue("set-cookie", cookie));
}

function headerValue(name: string, value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    throw new TypeError(`header "${name}" of the function's response must be a string, number or boolean`);
  }
  validateHeaderName(name);
  validateHeaderValue(name, String(value));
  return String(value);
}

function bodyOf({ body = "", isBase64Encoded }: Record<string, unknown>): Buffer {
  if (typeof body !== "string") throw new TypeError(`"body" of the function's response must be a string`);
  return Buffer.from(body, isBase64Encoded === true ? "base64" : "utf8");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
