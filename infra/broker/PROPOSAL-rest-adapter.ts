/**
 * PROPOSAL: to become functions/http/rest-event.ts.
 *
 * PURE: a REST API's proxy event (payload 1.0) as the payload 2.0 the routes read, and their answer as a REST API takes
 * it. Nothing is trusted here either: the peer's address is API Gateway's own, and no header can change it.
 *
 * What 1.0 does not have is the query string as it came: API Gateway decodes it and gives names and values. It is
 * written anew, percent-encoded as `encodeURIComponent` does, each name's values together. A signature over the query
 * (SAML's HTTP-Redirect binding, used by `GET /logout/{idp}/saml`) so verifies only if the sender encoded it like that.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyResult,
  APIGatewayProxyStructuredResultV2,
} from "aws-lambda";

/** A REST API's event has no `version`; an HTTP API's payload 1.0 has `1.0`, and nobody here asks for that one. */
export function isRestEvent(event: object): event is APIGatewayProxyEvent {
  return (
    !("version" in event) && "httpMethod" in event && "resource" in event && "multiValueHeaders" in event
  );
}

export function fromRestEvent(event: APIGatewayProxyEvent): APIGatewayProxyEventV2 {
  const { requestContext: context, httpMethod, resource, path } = event;
  const routeKey = `${httpMethod} ${resource}`;
  const { cookies, headers } = headersOf(event.multiValueHeaders ?? {});
  const rawQueryString = queryOf(event.multiValueQueryStringParameters ?? {});
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(event.pathParameters && { pathParameters: event.pathParameters }),
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      domainName: context.domainName ?? "",
      domainPrefix: context.domainPrefix ?? "",
      http: {
        method: httpMethod,
        path,
        protocol: context.protocol,
        sourceIp: context.identity.sourceIp,
        userAgent: context.identity.userAgent ?? "",
      },
      requestId: context.requestId,
      routeKey,
      stage: context.stage,
      time: context.requestTime ?? "",
      timeEpoch: context.requestTimeEpoch,
      ...(context.identity.clientCert && { authentication: { clientCert: context.identity.clientCert } }),
    },
    ...(event.body !== null && { body: event.body }),
    isBase64Encoded: event.isBase64Encoded,
  };
}

/** `cookies` of payload 2.0 are a header of several values in 1.0. */
export function toRestResult(result: APIGatewayProxyStructuredResultV2): APIGatewayProxyResult {
  const { statusCode = 200, headers = {}, cookies = [], body = "", isBase64Encoded = false } = result;
  return {
    statusCode,
    headers,
    ...(cookies.length > 0 && { multiValueHeaders: { "set-cookie": [...cookies] } }),
    body,
    isBase64Encoded,
  };
}

interface Headers {
  readonly headers: Record<string, string>;
  readonly cookies: string[];
}

/** Names in lower case, values of one name joined with a comma, cookies apart: what an HTTP API does. */
function headersOf(given: NonNullable<APIGatewayProxyEvent["multiValueHeaders"]>): Headers {
  const headers = new Map<string, string>();
  const cookies: string[] = [];
  for (const [name, values = []] of Object.entries(given)) {
    const key = name.toLowerCase();
    if (key === "cookie") cookies.push(...values.flatMap(splitCookies));
    else headers.set(key, [...(headers.has(key) ? [headers.get(key)] : []), ...values].join(","));
  }
  return { headers: Object.fromEntries(headers), cookies };
}

function splitCookies(value: string): readonly string[] {
  return value
    .split(";")
    .map((cookie) => cookie.replace(/^[ \t]+|[ \t]+$/g, ""))
    .filter((cookie) => cookie !== "");
}

function queryOf(given: NonNullable<APIGatewayProxyEvent["multiValueQueryStringParameters"]>): string {
  return Object.entries(given)
    .flatMap(([name, values = []]) =>
      values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
    )
    .join("&");
}
