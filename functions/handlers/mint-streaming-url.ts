/** `POST /api/v1/streaming-urls`: a portal's server asks for a streaming URL for a person. */
import { apiProblem } from "../http/api-problem.ts";
import type { Route } from "../http/define-function.ts";
import { readFlatJsonBody } from "../http/flat-json-body.ts";
import { json } from "../http/response.ts";
import { type MintPorts, mintStreamingUrl } from "../portal-api/mint-streaming-url.ts";
import { rfc3339 } from "../timestamps.ts";
import { type ApiCallerPorts, asCaller } from "./api-caller.ts";

export type MintRoutePorts = ApiCallerPorts & MintPorts;

/** An id, a context and a ticket; base64 included. */
const MAX_BODY_LENGTH = 16_384;

export const mintStreamingUrlRoute: Route<MintRoutePorts> = (request, ports) =>
  asCaller(request, ports, true, async (caller) => {
    const { routeKey, correlationId, headers } = request;
    const input = readFlatJsonBody(request, MAX_BODY_LENGTH);
    const question = { caller, input, idempotencyKey: headers["idempotency-key"], routeKey, correlationId };
    const minted = await mintStreamingUrl(ports, question);
    if (!minted.ok) {
      const { refusal, faults } = minted.error;
      return apiProblem(
        request,
        refusal,
        faults.map(({ path, message }) => ({ path: path.join("."), message })),
      );
    }
    const { outcome, ...answer } = minted.value;
    if (outcome === "minted") return json(201, { ...answer, expiresAt: rfc3339(minted.value.expiresAt) });
    const response = json(202, answer);
    const retryAfter = String(minted.value.retryAfterSeconds);
    return { ...response, headers: { ...response.headers, "retry-after": retryAfter } };
  });
