/** Events of a REST API (payload 1.0), made of an HTTP API's: the same request, as the other kind of API passes it on. */
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";
import { callerArnOf } from "../../functions/http/edge.ts";

/** Path and path parameters as they came, the query decoded, headers and cookies as lists. */
export function restEventOf(
  event: APIGatewayProxyEventV2,
  changes: Partial<APIGatewayProxyEvent> = {},
): APIGatewayProxyEvent {
  const { requestContext: context } = event;
  const [httpMethod = "", resource = ""] = event.routeKey.split(" ");
  const path = event.rawPath.split("/").map(encodeURIComponent).join("/");
  const headers = headerValues(event);
  const query = queryValues(event.rawQueryString);
  return {
    resource,
    path,
    httpMethod,
    headers: lastOfEach(headers),
    multiValueHeaders: headers,
    queryStringParameters: query && lastOfEach(query),
    multiValueQueryStringParameters: query,
    pathParameters: event.pathParameters === undefined ? null : encodedValues(event.pathParameters),
    stageVariables: null,
    body: event.body ?? null,
    isBase64Encoded: event.isBase64Encoded,
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      authorizer: null,
      protocol: context.http.protocol,
      httpMethod,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: context.authentication?.clientCert ?? null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: context.http.sourceIp,
        user: null,
        userAgent: context.http.userAgent,
        userArn: callerArnOf(event) ?? null,
      },
      path,
      domainName: context.domainName,
      domainPrefix: context.domainPrefix,
      stage: "live",
      requestId: "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
      requestTime: context.time,
      requestTimeEpoch: context.timeEpoch,
      resourceId: "abc123",
      resourcePath: resource,
    },
    ...changes,
  };
}

/** `Sec-Fetch-Site`, as browsers that speak HTTP/1.1 write it. */
function headerValues({ headers, cookies = [] }: APIGatewayProxyEventV2): Record<string, string[]> {
  const named = Object.entries(headers).map(([name, value = ""]) => [
    name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
    [value],
  ]);
  return Object.fromEntries(cookies.length === 0 ? named : [...named, ["Cookie", [cookies.join("; ")]]]);
}

function queryValues(rawQuery: string): Record<string, string[]> | null {
  const pairs = Map.groupBy(new URLSearchParams(rawQuery), ([name]) => name);
  if (pairs.size === 0) return null;
  return Object.fromEntries([...pairs].map(([name, found]) => [name, found.map(([, value]) => value)]));
}

function lastOfEach(values: Record<string, string[]>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(values).map(([name, given]) => [name, given.at(-1)]));
}

function encodedValues(parameters: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value = ""]) => [name, encodeURIComponent(value)]),
  );
}
