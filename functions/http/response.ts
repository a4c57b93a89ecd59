/** Answers as payload 2.0 structures. Security headers are added once, for all, in define-function.ts. */
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

export type HttpResponse = APIGatewayProxyStructuredResultV2;

/** 303: the browser comes with GET whatever it came with before, and a POST body is not sent again. */
export function redirect(location: string, cookies: readonly string[] = []): HttpResponse {
  return { statusCode: 303, headers: { location }, cookies: [...cookies] };
}

export function html(statusCode: number, body: string, cookies: readonly string[] = []): HttpResponse {
  return { statusCode, headers: { "content-type": "text/html; charset=utf-8" }, body, cookies: [...cookies] };
}

export function json(statusCode: number, body: unknown, contentType = "application/json"): HttpResponse {
  return { statusCode, headers: { "content-type": contentType }, body: JSON.stringify(body) };
}
