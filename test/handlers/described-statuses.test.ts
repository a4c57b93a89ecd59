/**
 * Every status that the OpenAPI document has for a route, from a request to the running handler. That nothing else comes,
 * and that each answer is as described, is held by the stages on every request of the routes' own tests.
 */
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import type { LaunchAnswer } from "../../functions/broker.ts";
import type { RedeemPorts } from "../../functions/context/redeem.ts";
import { err, ok } from "../../functions/core/result.ts";
import { redeemRoute } from "../../functions/handlers/redeem.ts";
import { ASKED, aContextStage, CALLER } from "../support/context-stage.ts";
import { describedFaults, describedStatuses } from "../support/described-answers.ts";
import { askToExplain, EXPLAIN } from "../support/explain-answers.ts";
import { LUCIA, memoryArchive } from "../support/explain-stage.ts";
import { aBroker, anEvent, answer, type EventFacts } from "../support/http-builders.ts";
import { anOpenSession, aWait } from "../support/launch-builders.ts";
import {
  APPLICATIONS,
  aPortalApiStage,
  END,
  MINT,
  type PortalApiFacts,
  SESSIONS,
} from "../support/portal-api-stage.ts";

type Answer = Promise<APIGatewayProxyStructuredResultV2>;
type Produced = Readonly<Record<number, () => Answer>>;

const REDEEM = "POST /context/redeem";
const broken = async (): Promise<never> => {
  throw new TypeError("a bug");
};

/** What every route of the Portal API refuses before it is asked anything. */
function refusedCallers(routeKey: string, event: EventFacts): Produced {
  const ask = (facts: PortalApiFacts = {}, token?: string) =>
    aPortalApiStage(facts).ask(routeKey, event, token);
  return {
    400: () => {
      const headers = { ...event.headers, authorization: "Bearer ana,Bearer ben" };
      return aPortalApiStage().ask(routeKey, { ...event, headers }, "");
    },
    401: () => ask({}, ""),
    403: () => ask({ tokenRefused: "client_unknown" }),
    429: async () => {
      const stage = aPortalApiStage({ rates: { person: { requests: 1, seconds: 60 } } });
      await stage.ask(routeKey, event);
      return await stage.ask(routeKey, event);
    },
    500: () => {
      const stage = aPortalApiStage();
      Object.assign(stage.ports, { tokens: { verify: broken } });
      return stage.ask(routeKey, event);
    },
    503: () => ask({ tokenRefused: "dpop_store_unavailable" }),
  };
}

const JSON_TYPE = { "content-type": "application/json" };
const LAUNCH = { body: JSON.stringify({ application: "treasury" }), headers: JSON_TYPE };
const LIVE = { pathParameters: { id: "launch-7" } };

function minted(launch: LaunchAnswer): Answer {
  const broker = { requests: [], launch: async () => ok(launch) };
  return aPortalApiStage({ broker }).ask(MINT, LAUNCH);
}

async function redeemed(change: Partial<RedeemPorts> = {}, callerArn = CALLER): Answer {
  const { ports } = await aContextStage();
  const event = anEvent({
    ...{ routeKey: REDEEM, path: "/context/redeem", body: JSON.stringify(ASKED) },
    ...{ callerArn, headers: JSON_TYPE },
  });
  return await answer(redeemRoute, { ...ports, ...change }, event);
}

const explained = async (asked: Parameters<typeof askToExplain>[0] = {}) =>
  (await askToExplain(asked)).response;

const PRODUCED: Readonly<Record<string, Produced>> = {
  [MINT]: {
    ...refusedCallers(MINT, LAUNCH),
    201: () => aPortalApiStage().ask(MINT, LAUNCH),
    202: () => minted({ outcome: "wait", ...aWait() }),
    404: () => aPortalApiStage({ broker: aBroker("application_unknown") }).ask(MINT, LAUNCH),
    409: () => minted({ outcome: "choose", session: anOpenSession(), why: "same_place" }),
    422: async () => {
      const stage = aPortalApiStage();
      const key = { "idempotency-key": "order-1" };
      await stage.mint({ application: "design" }, key);
      return await stage.mint({ application: "treasury" }, key);
    },
  },
  [APPLICATIONS]: {
    ...refusedCallers(APPLICATIONS, {}),
    200: () => aPortalApiStage().ask(APPLICATIONS),
  },
  [SESSIONS]: {
    ...refusedCallers(SESSIONS, {}),
    200: () => aPortalApiStage().ask(SESSIONS),
  },
  [END]: {
    ...refusedCallers(END, LIVE),
    204: () => aPortalApiStage().ask(END, LIVE),
    404: () => aPortalApiStage({ notEnded: "streaming_session_gone" }).ask(END, LIVE),
  },
  [EXPLAIN]: {
    200: () => explained(),
    400: () => explained({ question: {} }),
    401: () => explained({ cookies: [] }),
    403: () => explained({ principal: { ...LUCIA, groups: [] } }),
    404: () => explained({ question: { launchId: "launch-9" } }),
    500: () => explained({ archive: { find: broken } }),
    503: () => explained({ archive: memoryArchive([], ["us-east-1"]) }),
  },
  [REDEEM]: {
    200: () => redeemed(),
    403: () => redeemed({}, CALLER.replace("treasury", "design")),
    500: () => redeemed({ contexts: { redeem: broken } }),
    503: () => redeemed({ contexts: { redeem: async () => err("unavailable" as const) } }),
  },
};

describe("every status that the document describes", () => {
  it.each([...describedStatuses()])("is produced at %s: %j", async (routeKey, statuses) => {
    const produced = Object.entries(PRODUCED[routeKey] ?? {});
    expect(produced.map(([status]) => Number(status))).toEqual(statuses.toSorted((a, b) => a - b));
    for (const [status, ask] of produced) {
      const response = await ask();
      expect(response.statusCode, `${routeKey} ${status}`).toBe(Number(status));
      expect(describedFaults(routeKey, response)).toStrictEqual([]);
    }
  });
});
