import { describe, expect, it } from "vitest";
import { explainRoute } from "../../functions/handlers/explain.ts";
import type { LaunchArchive } from "../../functions/ports.ts";
import { anExplainIndex, NOON } from "../support/explain-builders.ts";
import { anExplainStage, LUCIA, memoryArchive } from "../support/explain-stage.ts";
import {
  aRequest,
  aSealer,
  aSession,
  type EventFacts,
  ORIGIN,
  sessionCookies,
} from "../support/http-builders.ts";
import { NO_REVOCATIONS } from "../support/memory-revocations.ts";

const SEALER = aSealer();
const SESSION = aSession({ principal: LUCIA, createdAt: NOON - 60, expiresAt: NOON + 600 });

interface Asked extends EventFacts {
  readonly question?: unknown;
  readonly principal?: typeof LUCIA;
  readonly archive?: LaunchArchive;
}

async function ask({ question, principal = LUCIA, archive = memoryArchive(), ...facts }: Asked = {}) {
  const stage = anExplainStage({ archive });
  const request = aRequest({
    routeKey: "POST /api/v1/explain",
    body: JSON.stringify(question ?? { launchId: "launch-7" }),
    cookies: await sessionCookies({ ...SESSION, principal }, SEALER),
    ...facts,
    headers: { "content-type": "application/json", origin: ORIGIN, ...facts.headers },
  });
  const ports = {
    ...stage,
    revocations: NO_REVOCATIONS,
    sealer: SEALER,
    index: anExplainIndex(),
    origin: ORIGIN,
  };
  const response = await explainRoute(request, ports);
  return {
    status: response.statusCode,
    type: response.headers?.["content-type"],
    retryAfter: response.headers?.["retry-after"],
    body: JSON.parse(response.body ?? ""),
    text: response.body ?? "",
    events: stage.audit.events,
  };
}

describe("explainRoute", () => {
  it("answers an operator with the decision as data and as sentences", async () => {
    const { status, type, body, events } = await ask();
    expect([status, type]).toStrictEqual([200, "application/json"]);
    expect(body).toMatchObject({
      data: { schema: "streamgate.explanation.v1", launch: { launchId: "launch-7", replayed: "same" } },
      correlationId: "0123-4567-89AB-CDEF",
    });
    expect(body.sentences[0]).toContain("Launch launch-7 of 2026-07-08 10:00 UTC went to `madrid`");
    expect(events.map(({ event }) => event)).toStrictEqual(["explained"]);
  });

  it("answers without anybody's name, address, identifier or a URL", async () => {
    const { text } = await ask();
    for (const secret of ["ana-7", "u-ana", "lucia", "@", "https:"]) expect(text).not.toContain(secret);
  });

  it("reads a body in base64, as API Gateway sends it", async () => {
    const body = Buffer.from(JSON.stringify({ launchId: "launch-7" })).toString("base64");
    expect((await ask({ body, isBase64Encoded: true })).status).toBe(200);
  });

  it("takes a question from our own site only, and does not look who asks", async () => {
    const { status, type, body, events } = await ask({ headers: { origin: "https://elsewhere.example" } });
    expect([status, type]).toStrictEqual([403, "application/problem+json"]);
    expect(body.reason).toBe("cross_site_request");
    expect(events).toMatchObject([{ event: "request_refused", route: "POST /api/v1/explain" }]);
  });

  it("sends whoever is signed out to sign in", async () => {
    const { status, body, events } = await ask({ cookies: [] });
    expect([status, body.reason]).toStrictEqual([401, "not_signed_in"]);
    expect(events).toMatchObject([{ event: "request_refused", refusal: { reason: "not_signed_in" } }]);
  });

  it("tells whoever is no operator that they are none, whatever they ask", async () => {
    const principal = { ...LUCIA, groups: ["treasury"] };
    const { status, body } = await ask({ principal, body: "{" });
    expect(status).toBe(403);
    expect(body).toStrictEqual({
      ...{ type: "about:blank", title: "Not an operator", status: 403, reason: "not_an_operator" },
      detail:
        "The policy's `operators.helpDesk` does not have you. If it should, ask whoever keeps the policy.",
      correlationId: "0123-4567-89AB-CDEF",
    });
  });

  it("lists every fault of a question", async () => {
    const { status, body } = await ask({
      question: { launchId: "launch-7", fleetsDown: ["madird"], principal: { groups: "treasury" } },
    });
    expect([status, body.reason]).toStrictEqual([400, "explain_request_invalid"]);
    expect(body.faults).toContainEqual({
      path: "fleetsDown.0",
      message: "the policy has no fleet `madird`; did you mean `madrid`?",
    });
    expect(body.faults.map(({ path }: { path: string }) => path)).toContain("principal.groups");
  });

  it.each<readonly [string, EventFacts]>([
    ["what is no JSON", { body: "{" }],
    ["a form", { headers: { "content-type": "application/x-www-form-urlencoded" } }],
    ["what does not say what it is", { headers: { "content-type": "" } }],
    ["more than anybody asks", { body: `{"launchId":"${"x".repeat(131_072)}"}` }],
  ])("refuses %s", async (_name, facts) => {
    const { status, body } = await ask(facts);
    expect([status, body.faults]).toStrictEqual([
      400,
      [{ path: "", message: "must be a map of keys and values" }],
    ]);
  });

  it("says of a launch that is not there where else to look, and of a silent table to come back", async () => {
    const question = { launchId: "launch-9" };
    const missing = await ask({ question });
    expect([missing.status, missing.body.reason, missing.retryAfter]).toStrictEqual([
      404,
      "launch_not_found",
      undefined,
    ]);
    const silent = await ask({ question, archive: memoryArchive([], ["us-east-1"]) });
    expect([silent.status, silent.body.reason, silent.retryAfter]).toStrictEqual([
      503,
      "launch_archive_unavailable",
      "30",
    ]);
  });
});
