/**
 * The OpenAPI 3.1 document of `/api` and `/context`, made of the schemas that requests are checked by and answers are held
 * against. It ships as a file (functions/http/openapi.json), so that the functions carry no generator.
 */
import {
  applicationsAnswer,
  handedOver,
  problem,
  sessionsAnswer,
  streamingUrlAnswer,
  waitAnswer,
} from "../functions/core/portal-answers.ts";
import { redeemRequest } from "../functions/core/redeem-request.ts";
import { streamingUrlRequest } from "../functions/core/streaming-url-request.ts";
import { type JsonSchema, jsonSchemaPart, jsonSchemaText } from "./policy-json-schema.ts";

const COMPONENTS = {
  StreamingUrlRequest: streamingUrlRequest,
  StreamingUrl: streamingUrlAnswer,
  Waiting: waitAnswer,
  Applications: applicationsAnswer,
  Sessions: sessionsAnswer,
  RedeemRequest: redeemRequest,
  HandedOver: handedOver,
  Problem: problem,
};

type ComponentName = keyof typeof COMPONENTS;

/** Why, by status; the coarse reason of the answer is the same for all of them but 422. */
const REFUSED: Readonly<Record<number, string>> = {
  400: "`invalid_request`: the request or its headers are not as described here",
  401: "`unauthenticated`: no access token, or none that is accepted",
  403: "`access_denied`: the policy does not let this person or this client",
  404: "`not_found`",
  409: "`conflict`: a session is in the way, the same request is being answered, or there is no streaming URL",
  422: "`idempotency_key_reused`: the key stands for another request",
  429: "`rate_limited`: `Retry-After` says how long",
  500: "`unavailable`: something broke; the reference finds it",
  503: "`unavailable`: try again after `Retry-After`",
};

const RATE_HEADERS = Object.fromEntries(
  ["RateLimit-Policy", "RateLimit"].map((name) => [
    name,
    { schema: { type: "string" }, description: "draft-ietf-httpapi-ratelimit-headers" },
  ]),
);

export function openApiDocument(): JsonSchema {
  return {
    openapi: "3.1.0",
    info: {
      title: "Streamgate",
      version: "1",
      description:
        "For portals' servers, and for instances. Answers are never cached; there is no CORS, since no browser's page asks.",
    },
    paths: {
      "/api/v1/streaming-urls": {
        post: {
          operationId: "mintStreamingUrl",
          summary: "A streaming URL for the person whose token it is",
          security: TOKEN,
          parameters: [IDEMPOTENCY_KEY],
          requestBody: { required: true, content: content("StreamingUrlRequest") },
          responses: {
            201: answer("The person's browser goes there", "StreamingUrl", RATE_HEADERS),
            202: answer("Nothing is free yet; ask again", "Waiting", RATE_HEADERS),
            ...refused(400, 401, 403, 404, 409, 422, 429, 500, 503),
          },
        },
      },
      "/api/v1/applications": {
        get: {
          operationId: "listApplications",
          summary: "What the person may launch and the client may ask for",
          security: TOKEN,
          responses: {
            200: answer("In the policy's order", "Applications", RATE_HEADERS),
            ...refused(400, 401, 403, 429, 500, 503),
          },
        },
      },
      "/api/v1/sessions": {
        get: {
          operationId: "listSessions",
          summary: "The person's streaming sessions in all Regions",
          security: TOKEN,
          responses: {
            200: answer("The latest first", "Sessions", RATE_HEADERS),
            ...refused(400, 401, 403, 429, 500, 503),
          },
        },
      },
      "/api/v1/sessions/{id}": {
        delete: {
          operationId: "endSession",
          summary: "Ends one of the person's streaming sessions at once",
          security: TOKEN,
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          responses: {
            204: { description: "It is over", headers: RATE_HEADERS },
            ...refused(400, 401, 403, 404, 429, 500, 503),
          },
        },
      },
      "/api/v1/explain": {
        post: {
          operationId: "explain",
          summary: "Why somebody may or may not launch, for the help desk (docs/explain.md)",
          security: [{ brokerSession: [] }],
          requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
          responses: {
            200: {
              description: "An explanation",
              content: { "application/json": { schema: { type: "object" } } },
            },
            ...refused(400, 401, 403, 404, 500, 503),
          },
        },
      },
      "/context/redeem": {
        post: {
          operationId: "redeemContext",
          summary: "An instance exchanges its one-time handle for the launch context",
          security: [{ instanceSignature: [] }],
          requestBody: { required: true, content: content("RedeemRequest") },
          responses: {
            200: answer("What the launcher hands the application", "HandedOver"),
            ...refused(403, 500, 503),
          },
        },
      },
    },
    components: {
      schemas: Object.fromEntries(
        Object.entries(COMPONENTS).map(([name, schema]) => [name, jsonSchemaPart(schema)]),
      ),
      securitySchemes: {
        accessToken: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "RFC 6750, RFC 9068",
        },
        proofOfPossession: { type: "http", scheme: "dpop", bearerFormat: "JWT", description: "RFC 9449" },
        brokerSession: { type: "apiKey", in: "cookie", name: "__Host-streamgate-session" },
        instanceSignature: {
          ...{ type: "apiKey", in: "header", name: "Authorization" },
          description: "AWS Signature Version 4 of the fleet's role, or the signature of the fleet's key",
        },
      },
    },
  };
}

/** Ready for functions/http/openapi.json. */
export function openApiText(): string {
  return jsonSchemaText(openApiDocument());
}

const TOKEN = [{ accessToken: [] }, { proofOfPossession: [] }];

const IDEMPOTENCY_KEY = {
  ...{ name: "Idempotency-Key", in: "header", required: false },
  schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
  description: "The same key with the same request gives the same streaming URL for as long as that is good",
};

function content(name: ComponentName, mediaType = "application/json") {
  return { [mediaType]: { schema: { $ref: `#/components/schemas/${name}` } } };
}

function answer(description: string, name: ComponentName, headers: object = {}) {
  return { description, headers, content: content(name) };
}

function refused(...statuses: readonly number[]) {
  const problemOf = (status: number) => ({
    description: REFUSED[status],
    content: content("Problem", "application/problem+json"),
  });
  return Object.fromEntries(statuses.map((status) => [status, problemOf(status)]));
}
