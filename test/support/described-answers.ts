/** Answers of running handlers against the OpenAPI document that ships. */
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import document from "../../functions/http/openapi.json" with { type: "json" };
import { schemaFaults } from "./json-schema.ts";

/** Header fields that mean something to a caller: none is sent that the document does not have. */
const TOLD = ["retry-after", "www-authenticate", "ratelimit-policy", "ratelimit"];

/** Statuses by route, as the document has them. */
export function describedStatuses(): ReadonlyMap<string, readonly number[]> {
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { responses }]): [string, readonly number[]] => [
      `${method.toUpperCase()} ${path}`,
      Object.keys(responses).map(Number),
    ]),
  );
  return new Map(routes);
}

/** What of the answer the OpenAPI document does not have; empty: it is described. */
export function describedFaults(
  routeKey: string,
  { statusCode, headers = {}, body }: APIGatewayProxyStructuredResultV2,
): readonly string[] {
  const [method = "", path = ""] = routeKey.split(" ");
  const operation = Object(Object(document.paths)[path])[method.toLowerCase()];
  const described = Object(Object(operation).responses)[String(statusCode)];
  if (described === undefined) return ["no such status"];
  return [...headerFaults(Object(described.headers), headers), ...bodyFaults(described, headers, body)];
}

export function requestFaults(name: "StreamingUrlRequest" | "ExplainRequest", value: unknown) {
  return schemaFaults(document.components.schemas[name], value, document);
}

type Headers = NonNullable<APIGatewayProxyStructuredResultV2["headers"]>;

function headerFaults(
  described: Readonly<Record<string, { readonly required?: boolean; readonly schema: object }>>,
  headers: Headers,
): readonly string[] {
  const fields = new Map(Object.entries(described).map(([name, field]) => [name.toLowerCase(), field]));
  const surplus = TOLD.filter((name) => headers[name] !== undefined && !fields.has(name));
  const wrong = [...fields].flatMap(([name, { required = false, schema }]) => {
    const value = headers[name];
    if (value === undefined) return required ? [`no ${name}`] : [];
    const read = Object(schema).type === "integer" ? Number(value) : value;
    return schemaFaults(schema, read, document, name);
  });
  return [...surplus.map((name) => `${name}: not described`), ...wrong];
}

function bodyFaults(
  { content }: { readonly content?: Readonly<Record<string, { readonly schema: object }>> },
  headers: Headers,
  body: string | undefined,
): readonly string[] {
  if (content === undefined) return body === undefined || body === "" ? [] : ["a body"];
  const type = String(headers["content-type"]);
  const described = content[type];
  return described === undefined
    ? [`no such type: ${type}`]
    : schemaFaults(described.schema, JSON.parse(body ?? ""), document);
}
