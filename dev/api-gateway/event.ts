/**
 * PURE: one HTTP request as the event of an API Gateway HTTP API, payload format 2.0.
 * Invariant: `sourceIp` is the connection's peer; no header of the client can change it.
 * As in AWS, `rawPath` is percent-decoded although its name says otherwise, and `rawQueryString` is verbatim.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */

import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { functionHeaders } from "./headers.ts";
import type { IamCaller } from "./iam-authorizer.ts";

export interface HttpRequestFacts {
  readonly method: string;
  /** The request target as sent: path and query, still percent-encoded. */
  readonly url: string;
  readonly httpVersion: string;
  /** Names and values alternating, as node:http gives them. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly remoteAddress: string;
  /** The gateway's own public origin. */
  readonly origin: URL;
  readonly requestId: string;
  readonly receivedAtMs: number;
}

export interface MatchedRoute {
  readonly routeKey: string;
  /** Percent-decoded. */
  readonly pathParameters: Record<string, string>;
  /** Whose signature the route's authorizer found good. */
  readonly caller?: Pick<IamCaller, "accessKeyId" | "userArn">;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const TEXT_TYPES = new Set(["application/json", "application/xml", "application/javascript"]);

export function apiGatewayEvent(facts: HttpRequestFacts, route: MatchedRoute): APIGatewayProxyEventV2 {
  const { headers, cookies } = functionHeaders(facts);
  const { rawQueryString } = splitTarget(facts.url);
  const rawPath = decodedPath(facts.url);
  const isBase64Encoded = facts.body.length > 0 && !isText(headers["content-type"]);
  return {
    version: "2.0",
    routeKey: route.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(rawQueryString !== "" && { queryStringParameters: queryParameters(rawQueryString) }),
    requestContext: {
      accountId: "123456789012",
      apiId: "local",
      domainName: facts.origin.hostname,
      domainPrefix: facts.origin.hostname.split(".")[0] ?? "",
      http: {
        method: facts.method,
        path: rawPath,
        protocol: `HTTP/${facts.httpVersion}`,
        sourceIp: facts.remoteAddress,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: facts.requestId,
      routeKey: route.routeKey,
      stage: "$default",
      time: commonLogTime(new Date(facts.receivedAtMs)),
      timeEpoch: facts.receivedAtMs,
      ...(route.caller && { authorizer: { iam: iamContext(route.caller) } }),
    },
    ...(facts.body.length > 0 && { body: facts.body.toString(isBase64Encoded ? "base64" : "utf8") }),
    ...(Object.keys(route.pathParameters).length > 0 && { pathParameters: route.pathParameters }),
    isBase64Encoded,
  };
}

/** Of `authorizer.iam` what says who it is; the rest is of people who signed in with Cognito. */
function iamContext({ accessKeyId: accessKey, userArn }: Pick<IamCaller, "accessKeyId" | "userArn">) {
  const [, , , , accountId = ""] = userArn.split(":");
  return { accessKey, accountId, cognitoIdentity: null, principalOrgId: null, userArn };
}

/** Throws a URIError for an escape that is not UTF-8, which the gateway answers with 400. */
export function decodedPath(url: string): string {
  return decodeURIComponent(splitTarget(url).path);
}

function splitTarget(url: string): { path: string; rawQueryString: string } {
  const mark = url.indexOf("?");
  return mark === -1
    ? { path: url, rawQueryString: "" }
    : { path: url.slice(0, mark), rawQueryString: url.slice(mark + 1) };
}

function queryParameters(rawQueryString: string): Record<string, string> {
  const values = Map.groupBy(new URLSearchParams(rawQueryString), ([name]) => name);
  return Object.fromEntries(
    [...values].map(([name, pairs]) => [name, pairs.map(([, value]) => value).join(",")]),
  );
}

/** Everything else arrives base64, and so does a form: the SAML response of the HTTP-POST binding among them. */
function isText(contentType: string | undefined): boolean {
  const mediaType = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return mediaType.startsWith("text/") || TEXT_TYPES.has(mediaType);
}

function commonLogTime(date: Date): string {
  const [day, clock] = date.toISOString().split("T");
  const [year, month, dayOfMonth] = (day ?? "").split("-");
  return `${dayOfMonth}/${MONTHS[Number(month) - 1]}/${year}:${clock?.slice(0, 8)} +0000`;
}
