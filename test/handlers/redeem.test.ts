import { describe, expect, it } from "vitest";
import type { RedeemPorts } from "../../functions/context/redeem.ts";
import { err } from "../../functions/core/result.ts";
import { redeemRoute } from "../../functions/handlers/redeem.ts";
import { defineFunction } from "../../functions/http/define-function.ts";
import {
  ASKED,
  aContextStage,
  aSignedQuestion,
  CALLER,
  type ContextStage,
  DEAL,
  IN_VIRGINIA,
  keySignature,
  LAUNCH_ID,
} from "../support/context-stage.ts";
import { describedFaults } from "../support/described-answers.ts";
import {
  aLambdaContext,
  anEvent,
  answer,
  type EventFacts,
  NO_TRUST,
  problemOf,
} from "../support/http-builders.ts";
import { restEventOf } from "../support/rest-builders.ts";

const JSON_TYPE = { "content-type": "application/json" };
const EDGE_ONLY = { certificateSubject: "CN=edge", secrets: [], required: true };

interface InstanceFacts extends Omit<EventFacts, "callerArn"> {
  readonly callerArn?: string | null;
}

/** As API Gateway hands on what an instance signed, or where `callerArn` is null nobody did. */
function anInstanceEvent({ callerArn = CALLER, ...facts }: InstanceFacts = {}) {
  return anEvent({
    ...{ routeKey: "POST /context/redeem", path: "/context/redeem", body: JSON.stringify(ASKED) },
    ...facts,
    ...(callerArn !== null && { callerArn }),
    headers: { ...JSON_TYPE, accept: "application/json", ...facts.headers },
  });
}

/** As the OpenAPI document that ships describes it, or it throws. */
async function asked(stage: ContextStage, event = anInstanceEvent(), ports: RedeemPorts = stage.ports) {
  const response = await answer(redeemRoute, ports, event);
  expect(describedFaults(event.routeKey, response)).toStrictEqual([]);
  return response;
}

describe("redeemRoute", () => {
  it("answers what is handed over, to be kept by nobody", async () => {
    const stage = await aContextStage();
    const response = await asked(stage);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      "content-type": "application/json",
      "cache-control": "no-store",
    });
    expect(JSON.parse(response.body ?? "")).toStrictEqual({
      ...{
        launchId: LAUNCH_ID,
        correlationId: response.headers?.["correlation-id"],
        application: "treasury",
      },
      arguments: ["--profile=treasury", `--open=${DEAL}`],
      environment: { TREASURY_USER: "u-ana" },
      browser: expect.objectContaining({ url: `https://treasury.example/open/${DEAL}` }),
      display: { name: "Ana Pérez", application: { en: "Treasury desk" } },
    });
  });

  it("checks a key's signature over the body as it came, in base64 too", async () => {
    const body = JSON.stringify({ ...ASKED, ...IN_VIRGINIA }, null, 2);
    const { evidence } = aSignedQuestion();
    const [, key = "", date = ""] = /Fleet=(\S+), Date=(\d+)/.exec(evidence.authorization ?? "") ?? [];
    const authorization = keySignature(Buffer.from(body), {
      ...{ fleet: key, date: Number(date), key: "k".repeat(43) },
    });
    for (const isBase64Encoded of [false, true]) {
      const stage = await aContextStage({ fleetId: "virginia" });
      const sent = Buffer.from(body).toString(isBase64Encoded ? "base64" : "utf8");
      const event = anInstanceEvent({
        callerArn: null,
        body: sent,
        isBase64Encoded,
        headers: { authorization },
      });
      expect((await asked(stage, event)).statusCode).toBe(200);
    }
  });

  it("answers a REST API, whose authorizer says who signed in a place of its own", async () => {
    const stage = await aContextStage();
    const event = restEventOf(anInstanceEvent());
    expect(event.requestContext.identity.userArn).toBe(CALLER);
    const handler = defineFunction({
      routes: { "POST /context/redeem": redeemRoute },
      ports: async () => stage.ports,
      edgeTrust: async () => NO_TRUST,
      audit: stage.ports.audit,
    });
    const response = await handler(event as never, aLambdaContext());
    expect(response).toMatchObject({ statusCode: 200 });
  });

  it("takes no header's word for who signed", async () => {
    const stage = await aContextStage();
    const headers = { "x-amzn-iam-user-arn": CALLER, authorization: `AWS4-HMAC-SHA256 Credential=${CALLER}` };
    const response = await asked(stage, anInstanceEvent({ callerArn: null, headers }));
    expect(response.statusCode).toBe(403);
  });

  it("says the same of everything it refuses", async () => {
    const stage = await aContextStage();
    await asked(stage);
    const events = [
      anInstanceEvent({ body: JSON.stringify({ ...ASKED, attempt: "b".repeat(22) }) }),
      anInstanceEvent({ body: JSON.stringify({ ...ASKED, userName: "u-ben" }) }),
      anInstanceEvent({ body: JSON.stringify({ ...ASKED, context: `${ASKED.context.slice(0, -1)}_` }) }),
      anInstanceEvent({ body: JSON.stringify({ ...ASKED, context: "x".repeat(1_000_000) }) }),
      anInstanceEvent({ body: `${JSON.stringify(ASKED)}${" ".repeat(4_096)}` }),
      anInstanceEvent({ body: "{" }),
      anInstanceEvent({ headers: { "content-type": "text/plain" } }),
      anInstanceEvent({ callerArn: null }),
      anInstanceEvent({ callerArn: CALLER.replace("treasury", "design") }),
    ];
    const responses = await Promise.all(events.map((event) => asked(stage, event)));
    for (const response of responses) {
      expect(response.statusCode).toBe(403);
      expect(response.headers).not.toHaveProperty("retry-after");
      expect(response.headers?.["content-type"]).toBe("application/problem+json");
      expect(problemOf(response)).toStrictEqual({
        ...{ type: "about:blank", title: "The session context was not accepted", status: 403 },
        ...{ reason: "context_refused", correlationId: response.headers?.["correlation-id"] },
      });
    }
    const reasons = stage.ports.audit.events.flatMap((event) =>
      "refusal" in event && event.refusal !== null ? [event.refusal.reason] : [],
    );
    expect(new Set(reasons)).toEqual(
      new Set([
        ...["handle_spent", "handle_of_another_user", "handle_altered", "redemption_malformed"],
        ...["instance_unauthenticated", "instance_not_allowed"],
      ]),
    );
  });

  it("asks an instance to come again where a store does not answer", async () => {
    const stage = await aContextStage();
    const contexts = { redeem: async () => err("unavailable" as const) };
    const response = await asked(stage, anInstanceEvent(), { ...stage.ports, contexts });
    expect(response).toMatchObject({ statusCode: 503, headers: { "retry-after": "2" } });
    expect(problemOf(response)).toMatchObject({ reason: "unavailable", status: 503 });
  });

  it("tells an instance no more of what is broken than where to look, whatever it accepts", async () => {
    const stage = await aContextStage();
    const contexts = {
      async redeem(): Promise<never> {
        throw new TypeError("a bug");
      },
    };
    const event = anInstanceEvent({ headers: { accept: "text/html" } });
    const response = await asked(stage, event, { ...stage.ports, contexts });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain("a bug");
  });

  it("lets in whom AWS vouches for past an edge that all others must come through", async () => {
    const stage = await aContextStage();
    const vouched = await answer(redeemRoute, stage.ports, anInstanceEvent(), EDGE_ONLY);
    const others = await answer(redeemRoute, stage.ports, anInstanceEvent({ callerArn: null }), EDGE_ONLY);
    expect([vouched.statusCode, others.statusCode]).toEqual([200, 403]);
    expect(stage.ports.audit.events.at(-1)).toMatchObject({ refusal: { reason: "edge_required" } });
  });
});
