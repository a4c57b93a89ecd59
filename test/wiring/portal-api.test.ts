/** The Portal API's function in two Regions, over a store of which each Region has tables of its own. */
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import type { AuditEvent } from "../../functions/core/audit-event.ts";
import { homeRegion } from "../../functions/core/home-region.ts";
import type { FunctionHandler } from "../../functions/http/define-function.ts";
import { sha256Text } from "../../functions/identity/sha256-text.ts";
import { portalApiFunction } from "../../functions/wiring/portal-api.ts";
import { aLambdaContext, anEvent, aPolicy, memoryAudit, ORIGIN } from "../support/http-builders.ts";
import { aProver, startTokenIssuer, type TokenIssuerStage } from "../support/token-issuer.ts";
import { aWorld, type World } from "./environment.ts";
import "../stores/local-credentials.ts";

const REGIONS = ["eu-west-1", "us-east-1"] as const;
const ROUTE = "GET /api/v1/sessions";
const PATH = "/api/v1/sessions";

let store: Store;
let issuer: TokenIssuerStage;
let world: World;
let inRegions: readonly FunctionHandler[];
const audit = memoryAudit();

beforeAll(async () => {
  store = await startStore({ port: 0, regions: REGIONS });
  for (const name of ["launches", "logins"]) await store.createTable({ name });
  issuer = await startTokenIssuer(seconds());
  const staff = issuer.policy({ dpop: "required" });
  const often = { requests: 1_000, seconds: 60 };
  const rates = { person: often, client: often, address: often };
  world = aWorld(aPolicy({ development: true, api: { issuers: { staff }, rates } }));
  inRegions = REGIONS.map((region) =>
    portalApiFunction(
      { ...world.environment, AWS_REGION: region, AWS_ENDPOINT_URL_DYNAMODB: store.endpointTemplate },
      { audit },
    ),
  );
});
afterAll(async () => {
  world.remove();
  issuer.stop();
  await store.stop();
});

/**
 * What a portal sends, and whoever sees it could send again: a token and a proof that is good for it. `home`: where the
 * proof is used up, if that matters.
 */
async function aProvenRequest(home?: (typeof REGIONS)[number]): Promise<APIGatewayProxyEventV2> {
  const prover = await aProver(seconds(), "GET", `${ORIGIN}${PATH}`);
  const id = JSON.stringify([prover.thumbprint, "p-1"]);
  if (home !== undefined && homeRegion(id, REGIONS, sha256Text) !== home) return await aProvenRequest(home);
  const token = await issuer.token({ cnf: { jkt: prover.thumbprint } });
  const headers = { authorization: `DPoP ${token}`, dpop: await prover.proof(token) };
  return anEvent({ routeKey: ROUTE, path: PATH, headers });
}

async function statuses(event: APIGatewayProxyEventV2, howOften: number): Promise<readonly unknown[]> {
  const all = Array.from({ length: howOften }, (_, place) =>
    inRegions[place % inRegions.length]?.(event, aLambdaContext()),
  );
  return (await Promise.all(all)).map((answer) => answer?.statusCode);
}

function seconds(): number {
  return Math.floor(Date.now() / 1_000);
}

function reasonOf(event: AuditEvent | undefined): unknown {
  return event?.event === "request_refused" ? event.refusal.reason : event?.event;
}

describe("a proof of possession that two Regions get", () => {
  it("counts in one of them, whichever comes first", async () => {
    for (const order of [inRegions, inRegions.toReversed()]) {
      const event = await aProvenRequest();
      const answers = [];
      for (const ask of order) answers.push(await ask(event, aLambdaContext()));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 401]);
      expect(reasonOf(audit.events.at(-1))).toBe("dpop_proof_used");
    }
  });

  it("counts once of fifty times at once", async () => {
    const answered = await statuses(await aProvenRequest(), 50);
    expect(answered.filter((status) => status === 200)).toHaveLength(1);
    expect(answered.filter((status) => status === 401)).toHaveLength(49);
  });

  it.each(REGIONS)(
    "counts nowhere while %s, its home, is away, and there again afterwards",
    async (region) => {
      const event = await aProvenRequest(region);
      const [here, there] = region === REGIONS[0] ? inRegions.toReversed() : inRegions;
      store.setAway(region, true);
      const refused = await here?.(event, aLambdaContext());
      store.setAway(region, false);
      expect(refused).toMatchObject({ statusCode: 503, headers: { "retry-after": "30" } });
      expect(audit.events.at(-1)).toMatchObject({
        refusal: { reason: "dpop_store_unavailable", evidence: { region } },
      });
      expect((await there?.(event, aLambdaContext()))?.statusCode).toBe(200);
    },
  );
});
