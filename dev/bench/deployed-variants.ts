/**
 * The bundles that are deployed beside the launch function, each with the first thing it is asked. A launch and a posted
 * SAML response do their whole work; the others answer what costs no call to somebody else's server.
 */

import { randomBytes } from "node:crypto";
import { FUNCTIONS } from "../../functions/routes.ts";
import { bundled, ROOT, type Source, type Variant } from "./build-variant.ts";
import { REGION } from "./environment.ts";
import { answersWith, redirectTo } from "./expected-answer.ts";
import { browserEvent } from "./launch-calls.ts";
import { type SignInCall, TO_LAUNCH } from "./saml/sign-in-call.ts";

type Asked = Omit<Source, "id" | "entry">;

/** Throws TypeError for a function of the route table that nothing is known to ask of. */
export async function deployedVariants(signIn: SignInCall): Promise<readonly Variant[]> {
  const asked: Readonly<Record<string, Asked>> = {
    "sign-in-oidc": {
      name: "sign-in-oidc: an unknown provider, 404",
      events: [browserEvent("GET /login/{idp}", "/login/nobody", { idp: "nobody" })],
      environment: signInEnvironment("sign-in-oidc"),
      expected: answersWith(/"statusCode":404/),
    },
    "sign-in-saml": {
      name: "sign-in-saml: a response posted",
      events: [signIn.event],
      environment: signIn.environment,
      expected: redirectTo(TO_LAUNCH),
    },
    portal: {
      name: "portal: the health, one read of DynamoDB",
      events: [browserEvent("GET /healthz", "/healthz", {})],
      environment: { AWS_LAMBDA_FUNCTION_NAME: "portal" },
      expected: answersWith(/"statusCode":200/),
    },
    sessions: {
      name: "sessions: a form from another site, 403",
      events: [browserEvent("POST /sessions", "/sessions", {})],
      environment: signInEnvironment("sessions"),
      expected: answersWith(/"statusCode":403/),
    },
    operator: {
      name: "operator: a question from another site, 403",
      events: [browserEvent("POST /api/v1/explain", "/api/v1/explain", {})],
      environment: { AWS_LAMBDA_FUNCTION_NAME: "operator", BROKER_REGIONS: REGION },
      expected: answersWith(/"statusCode":403/),
    },
    approvals: {
      name: "approvals: a form from another site, 403",
      events: [browserEvent("POST /approvals", "/approvals", {})],
      environment: { AWS_LAMBDA_FUNCTION_NAME: "approvals", BROKER_REGIONS: REGION },
      expected: answersWith(/"statusCode":403/),
    },
    "portal-api": {
      name: "portal-api: a request without a token, 401",
      events: [browserEvent("GET /api/v1/applications", "/api/v1/applications", {})],
      environment: {
        ...{ AWS_LAMBDA_FUNCTION_NAME: "portal-api", BROKER_REGIONS: REGION },
        ...{ LOGIN_TABLE: "logins", PSEUDONYM_KEY: "env:BENCH_PSEUDONYM_KEY" },
        BENCH_PSEUDONYM_KEY: "b".repeat(43),
      },
      expected: answersWith(/"statusCode":401/),
    },
    context: {
      name: "context: a redemption that nobody signed, 403",
      events: [browserEvent("POST /context/redeem", "/context/redeem", {})],
      environment: { AWS_LAMBDA_FUNCTION_NAME: "context", BROKER_REGIONS: REGION },
      expected: answersWith(/"statusCode":403/),
    },
    keeper: {
      name: "keeper: a run with nobody to look after",
      events: ["{}"],
      environment: { AWS_LAMBDA_FUNCTION_NAME: "keeper", BROKER_REGIONS: REGION },
      expected: answersWith(/./),
    },
  };
  const sources = FUNCTIONS.filter(({ name }) => name !== "launch").map(({ name: id }): Source => {
    const call = asked[id];
    if (call === undefined) throw new TypeError(`dev/bench/deployed-variants.ts asks nothing of ${id}`);
    return { ...call, id, entry: new URL(`functions/entries/${id}.ts`, ROOT) };
  });
  return await Promise.all([...sources, ...OTHERS].map(bundled));
}

/** What CloudFormation and Secrets Manager call. */
const OTHERS: readonly Source[] = [
  {
    id: "rotation",
    name: "rotation: the step that has nothing to do",
    entry: new URL("infra/broker/rotation/entry.ts", ROOT),
    events: [JSON.stringify({ Step: "setSecret", SecretId: "sealing-keys", ClientRequestToken: "token" })],
    expected: answersWith(/^null$/),
  },
  {
    id: "fleet-state",
    name: "fleet-state: the beginning of an update",
    entry: new URL("infra/streaming/fleet-state/entry.ts", ROOT),
    exportName: "onEvent",
    events: [JSON.stringify(fleetRequest())],
    expected: answersWith(/"Goal":"running"/),
  },
];

function signInEnvironment(name: string): Readonly<Record<string, string>> {
  return {
    AWS_LAMBDA_FUNCTION_NAME: name,
    BROKER_REGIONS: REGION,
    LOGIN_TABLE: "logins",
    PSEUDONYM_KEY: "env:BENCH_PSEUDONYM_KEY",
    BENCH_PSEUDONYM_KEY: randomBytes(32).toString("base64url"),
  };
}

function fleetRequest(): object {
  return {
    RequestType: "Create",
    ResourceProperties: {
      Phase: "after_update",
      Fleet: "fleet-0",
      Replacement: "stop_and_start",
      IsInUse: "true",
      LongestWaitSeconds: "1200",
      AfterLongestWait: "give_up",
      Attributes: {},
    },
  };
}
