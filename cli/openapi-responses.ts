/** What the routes of the OpenAPI document answer, status by status, with the header fields that come along. */
import type { JsonSchema } from "./policy-json-schema.ts";

type Reasons = Readonly<Record<number, string>>;

const BROKEN = "`unavailable`: something broke; the reference finds it";

/** Why, by status; the coarse reason of the answer is the same for all of them but 422. */
const PORTAL: Reasons = {
  400: "`invalid_request`: the request or its headers are not as described here",
  401: "`unauthenticated`: no access token, or none that is accepted",
  403: "`access_denied`: the policy does not let this person or this client",
  404: "`not_found`",
  409: "`conflict`: a session is in the way, the same request is being answered, or there is no streaming URL",
  422: "`idempotency_key_reused`: the key stands for another request",
  429: "`rate_limited`: `Retry-After` says how long",
  500: BROKEN,
  503: "`unavailable`: try again after `Retry-After`",
};

/** Operators are told the exact reason. */
const EXPLAIN: Reasons = {
  400: "`explain_request_invalid`: `faults` lists what is wrong with the question",
  401: "`not_signed_in`: no broker session",
  403: "`cross_site_request`: not from the broker's own origin; `not_an_operator`; `access_denied`: they were disabled",
  404: "`launch_not_found`: it is over, or was refused before there was a record",
  500: BROKEN,
  503: "`launch_archive_unavailable`: a table of records is silent; `unavailable`: try again after `Retry-After`",
};

const REDEEM: Reasons = {
  403: "`context_refused`, whatever is wrong with it; `access_denied`: it did not come by the broker's edge",
  500: BROKEN,
  503: "`unavailable`: the same `attempt` once more after `Retry-After`",
};

const field = (description: string, schema: JsonSchema = { type: "string" }) => ({ description, schema });

const RETRY_AFTER = {
  "Retry-After": { required: true, ...field("Seconds", { type: "integer", minimum: 1 }) },
};

const WWW_AUTHENTICATE = {
  "WWW-Authenticate": field(
    "RFC 6750, RFC 9449; an API Gateway REST API renames it `x-amzn-remapped-www-authenticate`",
  ),
};

const RATES = Object.fromEntries(
  ["RateLimit-Policy", "RateLimit"].map((name) => [name, field("draft-ietf-httpapi-ratelimit-headers")]),
);

/** A token that came at the wrong place is a fault of the request, and challenged all the same. */
const CHALLENGED = [400, 401];
const COME_AGAIN = [202, 429, 503];

/** How the caller stands with their limits is on every answer of the Portal API but the one that nobody meant to give. */
function portalHeaders(status: number): object {
  return {
    ...(status !== 500 && RATES),
    ...(CHALLENGED.includes(status) && WWW_AUTHENTICATE),
    ...(COME_AGAIN.includes(status) && RETRY_AFTER),
  };
}

export function portalAnswer(status: number, description: string, name?: string) {
  const headers = portalHeaders(status);
  return { [status]: { description, headers, ...(name !== undefined && { content: content(name) }) } };
}

export function portalRefusals(...statuses: readonly number[]) {
  return refusals(PORTAL, statuses, portalHeaders);
}

/** Everything that these refuse with. */
export const EXPLAIN_REFUSALS = refusals(EXPLAIN, Object.keys(EXPLAIN).map(Number), comeAgain);
export const REDEEM_REFUSALS = refusals(REDEEM, Object.keys(REDEEM).map(Number), comeAgain);

function comeAgain(status: number): object {
  return COME_AGAIN.includes(status) ? RETRY_AFTER : {};
}

function refusals(reasons: Reasons, statuses: readonly number[], headersOf: (status: number) => object) {
  const refusal = (status: number) => ({
    description: reasons[status],
    headers: headersOf(status),
    content: content("Problem", "application/problem+json"),
  });
  return Object.fromEntries(statuses.map((status) => [status, refusal(status)]));
}

export function content(name: string, mediaType = "application/json") {
  return { [mediaType]: { schema: { $ref: `#/components/schemas/${name}` } } };
}
