/**
 * The OpenAPI 3.1 document of `/api` and `/context`, made of the schemas that requests are checked by and answers are held
 * against. It ships as a file (functions/http/openapi.json), so that the functions carry no generator.
 */
import { explainRequestSchema } from "../functions/core/explain-request.ts";
import { explanationAnswer } from "../functions/core/explanation-answer.ts";
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
import {
  content,
  EXPLAIN_REFUSALS,
  portalAnswer,
  portalRefusals,
  REDEEM_REFUSALS,
} from "./openapi-responses.ts";
import { type JsonSchema, jsonSchemaPart, jsonSchemaText } from "./policy-json-schema.ts";

/** Of any policy: names that a policy lacks are for the broker to refuse. */
const explainRequest = explainRequestSchema({ identityProviders: [], networks: [], fleets: [], regions: [] });

const COMPONENTS = {
  StreamingUrlRequest: streamingUrlRequest,
  StreamingUrl: streamingUrlAnswer,
  Waiting: waitAnswer,
  Applications: applicationsAnswer,
  Sessions: sessionsAnswer,
  ExplainRequest: explainRequest,
  Explanation: explanationAnswer,
  RedeemRequest: redeemRequest,
  HandedOver: handedOver,
  Problem: problem,
};

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
            ...portalAnswer(201, "The person's browser goes there", "StreamingUrl"),
            ...portalAnswer(202, "Nothing is free yet; ask again", "Waiting"),
            ...portalRefusals(400, 401, 403, 404, 409, 422, 429, 500, 503),
          },
        },
      },
      "/api/v1/applications": {
        get: {
          operationId: "listApplications",
          summary: "What the person may launch and the client may ask for",
          security: TOKEN,
          responses: {
            ...portalAnswer(200, "In the policy's order", "Applications"),
            ...portalRefusals(400, 401, 403, 429, 500, 503),
          },
        },
      },
      "/api/v1/sessions": {
        get: {
          operationId: "listSessions",
          summary: "The person's streaming sessions in all Regions",
          security: TOKEN,
          responses: {
            ...portalAnswer(200, "The latest first", "Sessions"),
            ...portalRefusals(400, 401, 403, 429, 500, 503),
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
            ...portalAnswer(204, "It is over"),
            ...portalRefusals(400, 401, 403, 404, 429, 500, 503),
          },
        },
      },
      "/api/v1/explain": {
        post: {
          operationId: "explain",
          summary: "Why somebody may or may not launch, for the help desk (docs/explain.md)",
          security: [{ brokerSession: [] }],
          requestBody: { required: true, content: content("ExplainRequest") },
          responses: {
            200: { description: "The decision as data and as sentences", content: content("Explanation") },
            ...EXPLAIN_REFUSALS,
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
            200: { description: "What the launcher hands the application", content: content("HandedOver") },
            ...REDEEM_REFUSALS,
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
