import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Policy } from "../../functions/core/policy.ts";
import { operatorFunction } from "../../functions/wiring/operator.ts";
import {
  aLambdaContext,
  anEvent,
  aPolicy,
  aSession,
  memoryAudit,
  ORIGIN,
  problemOf,
  sessionCookies,
} from "../support/http-builders.ts";
import { aWorld, tableOfNoRevocations, type World } from "./environment.ts";
import "../stores/local-credentials.ts";

const HELP_DESK: Policy["operators"] = { helpDesk: { groups: ["treasury"], subjects: [] } };
const PERSON = { identityProvider: "corporate", subject: "00u-bea", groups: ["treasury"] };

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

/** Asked by a member of `treasury`, who is the help desk where the policy says so. */
async function ask(question: unknown, operators = HELP_DESK, audit = memoryAudit()) {
  world = aWorld(aPolicy({ operators }));
  const session = aSession({ expiresAt: Math.floor(Date.now() / 1000) + 60 });
  const event = anEvent({
    routeKey: "POST /api/v1/explain",
    headers: { origin: ORIGIN, "content-type": "application/json" },
    cookies: await sessionCookies(session),
    body: JSON.stringify(question),
  });
  const environment = { ...world.environment, AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
  return operatorFunction(environment, audit)(event, aLambdaContext());
}

describe("operatorFunction", () => {
  it("explains to the help desk", async () => {
    const response = await ask({ application: "treasury", principal: PERSON });
    expect(response.statusCode).toBe(200);
    expect(problemOf(response)).toMatchObject({ data: { outcome: "permit", fleet: "ireland" } });
  });

  it("asks the tables of all the broker's Regions for a launch", async () => {
    const audit = memoryAudit();
    const response = await ask({ launchId: "launch-7" }, HELP_DESK, audit);
    expect(response.statusCode).toBe(503);
    expect(audit.events).toMatchObject([
      { refusal: { reason: "launch_archive_unavailable", evidence: { regions: "eu-west-1 us-east-1" } } },
    ]);
  });

  it("answers nobody where the policy names nobody", async () => {
    const nobody = { helpDesk: { groups: [], subjects: [] } };
    expect((await ask({ launchId: "launch-7" }, nobody)).statusCode).toBe(403);
  });

  it("writes its events to standard output unless told otherwise", async () => {
    world = aWorld();
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const event = anEvent({ routeKey: "POST /api/v1/explain" });
    await operatorFunction(world.environment)(event, aLambdaContext());
    expect(write.mock.calls.map(([line]) => String(line)).join("")).toContain('"event":"request_refused"');
  });
});
