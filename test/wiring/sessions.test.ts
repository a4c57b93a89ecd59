import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { sessionsFunction } from "../../functions/wiring/sessions.ts";
import {
  aLambdaContext,
  anApplication,
  anEvent,
  aPolicy,
  aSession,
  type EventFacts,
  headingOf,
  memoryAudit,
  ORIGIN,
  sessionCookies,
} from "../support/http-builders.ts";
import { aForm } from "../support/saml-route-builders.ts";
import { aUsePolicy } from "../support/use-builders.ts";
import { aWorld, tableOfNoRevocations, type World } from "./environment.ts";
import "../stores/local-credentials.ts";

const HELP_DESK = { helpDesk: { groups: ["treasury"], subjects: [] } };

let world: World | undefined;
let table: Awaited<ReturnType<typeof tableOfNoRevocations>>;
beforeAll(async () => {
  table = await tableOfNoRevocations();
});
afterAll(() => table.stop());
afterEach(() => {
  vi.restoreAllMocks();
  world?.remove();
});

async function ask(facts: EventFacts, audit = memoryAudit(), policy = aPolicy({ operators: HELP_DESK })) {
  world = aWorld(policy);
  const cookies = await sessionCookies(aSession({ expiresAt: Math.floor(Date.now() / 1000) + 60 }));
  const environment = { ...world.environment, AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
  return await sessionsFunction(environment, audit)(anEvent({ cookies, ...facts }), aLambdaContext());
}

describe("sessionsFunction", () => {
  it("says which of the broker's Regions did not answer", async () => {
    const response = await ask({ routeKey: "GET /sessions" });
    expect(headingOf(response)).toBe("My sessions");
    expect(response.body).toContain("Dublin (Ireland) and Northern Virginia (United States) did not answer");
  });

  it("asks what a person uses where time is limited, and goes on without an answer", async () => {
    const treasury = anApplication({ use: aUsePolicy({ sessionSeconds: 600 }) });
    const asksForUse = () => table.asked.some((body) => body.includes('"use:'));
    await ask({ routeKey: "GET /sessions" });
    expect(asksForUse()).toBe(false);
    const limited = aPolicy({ applications: { treasury } });
    const response = await ask({ routeKey: "GET /sessions" }, memoryAudit(), limited);
    expect([headingOf(response), asksForUse()]).toEqual(["My sessions", true]);
  });

  it("looks for a reference code in all of them", async () => {
    const audit = memoryAudit();
    const form = aForm({ reference: "0000-0000-0000-0000" }, { headers: { origin: ORIGIN } });
    const response = await ask({ ...form, routeKey: "POST /help-desk/launch" }, audit);
    expect(response.statusCode).toBe(503);
    expect(audit.events).toMatchObject([
      { refusal: { reason: "launch_archive_unavailable", evidence: { regions: "eu-west-1 us-east-1" } } },
    ]);
  });

  it("knows people's user ids as the sign-ins do", async () => {
    const audit = memoryAudit();
    const form = aForm({ by: "subject:corporate", value: "00u-ana" }, { headers: { origin: ORIGIN } });
    await ask({ ...form, routeKey: "POST /help-desk/sessions" }, audit);
    expect(audit.events).toMatchObject([{ about: { userId: expect.stringMatching(/^[a-z2-7]{32}$/) } }]);
  });

  it("writes its events to standard output unless told otherwise", async () => {
    world = aWorld();
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    await sessionsFunction(world.environment)(anEvent({ routeKey: "POST /sessions" }), aLambdaContext());
    expect(write.mock.calls.map(([line]) => String(line)).join("")).toContain('"event":"request_refused"');
  });
});
