/**
 * PURE: a REST API's proxy event (payload 1.0) as the payload 2.0 the routes read, and their answer as a REST API takes
 * it. Nothing is trusted here either: the peer's address is API Gateway's own, and no header can change it.
 *
 * A REST API hands the path and its parameters over as they came, and the query decoded, `+` as a blank; an HTTP API
 * does it the other way round. So here the path is decoded and the query is written anew, each name's values together.
 * How the sender wrote it is lost: identity/saml/redirect-signature.ts, the one reader of the raw query, copes with it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 * https://github.com/aws/aws-sam-cli/issues/771 (the path), https://github.com/aws/aws-cdk/issues/19827 (the query)
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
  const { requestContext: context, httpMethod, resource } = event;
  const routeKey = `${httpMethod} ${resource}`;
  const path = decoded(event.path);
  const { cookies, headers } = headersOf(event.multiValueHeaders ?? {});
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString: queryOf(event.multiValueQueryStringParameters ?? {}),
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(event.pathParameters && { pathParameters: decodedValues(event.pathParameters) }),
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
      ...(context.identity.userArn && { authorizer: { iam: { userArn: context.identity.userArn } } }),
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

type Values = Readonly<Record<string, readonly string[] | undefined>>;

interface Headers {
  readonly headers: Record<string, string>;
  readonly cookies: string[];
}

/** Names in lower case, values of one name joined with a comma, cookies apart: what an HTTP API does. */
function headersOf(given: Values): Headers {
  const headers = new Map<string, string>();
  const cookies: string[] = [];
  for (const [name, values = []] of Object.entries(given)) {
    const key = name.toLowerCase();
    if (key === "cookie") cookies.push(...values.flatMap(splitCookies));
    else headers.set(key, [...(headers.has(key) ? [headers.get(key)] : []), ...values].join(","));
  }
  return { headers: Object.fromEntries(headers), cookies };
}

/** Nothing but space and tab is trimmed, as http/request.ts does and says why. */
function splitCookies(value: string): readonly string[] {
  return value
    .split(";")
    .map((cookie) => cookie.replace(/^[ \t]+|[ \t]+$/g, ""))
    .filter((cookie) => cookie !== "");
}

function queryOf(given: Values): string {
  return Object.entries(given)
    .flatMap(([name, values = []]) => values.map((value) => `${encoded(name)}=${encoded(value)}`))
    .join("&");
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function decodedValues(parameters: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value = ""]) => [name, decoded(value)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A URIError says only that some escape is not UTF-8; nothing of ours is called like that, so it is found nowhere.
    return text;
  }
}
