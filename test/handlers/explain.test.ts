import { describe, expect, it } from "vitest";
import { err } from "../../functions/core/result.ts";
import { requestFaults } from "../support/described-answers.ts";
import { type Asked, askToExplain } from "../support/explain-answers.ts";
import { anArchivedLaunch, aStatus, NOON, type Question } from "../support/explain-builders.ts";
import { LUCIA, memoryArchive } from "../support/explain-stage.ts";
import type { EventFacts } from "../support/http-builders.ts";
import { createMemoryRevocations } from "../support/memory-revocations.ts";
import { aSession } from "../support/situations.ts";

const DRAINS = new Map([["madrid", { owner: "desktop team", reason: "new image", until: NOON + 3_600 }]]);

async function ask(asked: Asked = {}) {
  const { response, events } = await askToExplain(asked);
  const text = response.body ?? "";
  return {
    status: response.statusCode,
    type: response.headers?.["content-type"],
    retryAfter: response.headers?.["retry-after"],
    reference: response.headers?.["correlation-id"],
    ...{ body: JSON.parse(text), text, events },
  };
}

function everywhere(known: ReturnType<typeof aStatus> | "not_found") {
  return new Map(["madrid", "dublin"].map((id) => [id, known] as const));
}

describe("explainRoute", () => {
  it("answers an operator with the decision as data and as sentences", async () => {
    const { status, type, reference, body, events } = await ask();
    expect([status, type]).toStrictEqual([200, "application/json"]);
    expect(body).toMatchObject({
      data: { schema: "streamgate.explanation.v1", launch: { launchId: "launch-7", replayed: "same" } },
      correlationId: reference,
    });
    expect(body.sentences[0]).toContain("Launch launch-7 of 2026-07-08 10:00 UTC went to `madrid`");
    expect(events.map(({ event }) => event)).toStrictEqual(["explained"]);
  });

  it.each<readonly [string, Question]>([
    [
      "a permit",
      {
        situation: {
          fleets: new Map([["madrid", aStatus()]]),
          sessions: [aSession({ fleet: "madrid", application: "treasury" })],
        },
      },
    ],
    ["a wait", { situation: { fleets: everywhere(aStatus({ freePlaces: 0 })) } }],
    ["a refusal", { situation: { fleets: everywhere("not_found") } }],
    ["a choice", { situation: { sessions: [aSession({ fleet: "madrid", application: "design" })] } }],
    [
      "a Region at rest, and maintenance",
      { situation: { restingRegions: new Set(["eu-west-1"]), drains: DRAINS } },
    ],
  ])("answers %s as the document describes it", async (_what, question) => {
    const failedAttempts = [{ fleet: "dublin", fault: "no_place" as const }];
    const launch = anArchivedLaunch(question, { failedAttempts, waitedSeconds: 60 });
    for (const policyVersion of [launch.policyVersion, "fedcba9876543210"]) {
      const archive = memoryArchive([{ ...launch, policyVersion }]);
      expect((await ask({ archive })).status).toBe(200);
    }
  });

  it("answers of somebody made up what it answers of a launch", async () => {
    const person = { identityProvider: "corporate", subject: "ana-7", country: "ES", mfa: true };
    for (const groups of [["treasury"], []]) {
      const question = {
        ...{ application: "treasury", principal: { ...person, groups }, at: "2026-07-08T12:00:00+02:00" },
        ...{ fleetsFull: ["madrid"], regionsDown: ["us-east-1"], consent: true, ip: "192.0.2.7" },
      };
      expect(requestFaults("ExplainRequest", question)).toStrictEqual([]);
      expect((await ask({ question })).status).toBe(200);
    }
  });

  it.each([
    ["an unknown key", { launchId: "launch-7", fleet: "madrid" }],
    ["an id that is none", { launchId: "../x" }],
    ["a text for a list", { launchId: "launch-7", fleetsDown: "madrid" }],
    ["a text for a yes", { launchId: "launch-7", consent: "yes" }],
    ["too many fleets", { launchId: "launch-7", fleetsDown: Array(201).fill("madrid") }],
    ["somebody without a name", { application: "treasury", principal: { identityProvider: "corporate" } }],
    ["a list", [{ launchId: "launch-7" }]],
  ])("refuses %s, as the document does", async (_what, question) => {
    expect(requestFaults("ExplainRequest", question)).not.toStrictEqual([]);
    expect((await ask({ question })).status).toBe(400);
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
    const { status, reference, body } = await ask({ principal, body: "{" });
    expect(status).toBe(403);
    expect(body).toStrictEqual({
      ...{ type: "about:blank", title: "Not an operator", status: 403, reason: "not_an_operator" },
      detail:
        "The policy's `operators.helpDesk` does not have you. If it should, ask whoever keeps the policy.",
      correlationId: reference,
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

  it("answers nothing to whom an operator disabled, nor where nobody can say", async () => {
    const revocations = createMemoryRevocations();
    const { identityProvider, subject } = LUCIA;
    const at = NOON - 30;
    await revocations.disable(
      { identityProvider, subject },
      { by: "marta", reason: "left", at, until: null },
    );
    const disabled = await ask({ revocations });
    expect([disabled.status, disabled.body.reason]).toStrictEqual([403, "access_denied"]);
    const silent = { read: async () => err("unavailable" as const) };
    const away = await ask({ revocations: silent });
    expect([away.status, away.body.reason, away.retryAfter]).toStrictEqual([503, "unavailable", "30"]);
  });

  it("says of what is broken where to look, and no more", async () => {
    const archive = {
      async find(): Promise<never> {
        throw new TypeError("a bug");
      },
    };
    const { status, text } = await ask({ archive, headers: { accept: "text/html" } });
    expect(status).toBe(500);
    expect(text).not.toContain("a bug");
  });
});
