import { generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { contextFunction } from "../../functions/wiring/context.ts";
import { ASKED, aContextPolicy, CALLER } from "../support/context-stage.ts";
import { aLambdaContext, anEvent, memoryAudit, problemOf } from "../support/http-builders.ts";
import { aWorld, type World } from "./environment.ts";
import "../stores/local-credentials.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const TOKEN_KEY = String(privateKey.export({ type: "pkcs8", format: "pem" }));

let world: World | undefined;
afterEach(() => {
  vi.restoreAllMocks();
  world?.remove();
});

const JWKS = anEvent({ routeKey: "GET /.well-known/jwks.json", path: "/.well-known/jwks.json" });

function redemption(context = ASKED.context) {
  return anEvent({
    ...{
      routeKey: "POST /context/redeem",
      callerArn: CALLER,
      headers: { "content-type": "application/json" },
    },
    body: JSON.stringify({ ...ASKED, context }),
  });
}

function aFunction(environment: Record<string, string> = {}, audit = memoryAudit()) {
  world = aWorld(aContextPolicy({ tokens: { issuer: null, keys: ["env:TOKEN_KEY"] } }));
  return contextFunction({ ...world.environment, TOKEN_KEY, ...environment }, audit);
}

describe("contextFunction", () => {
  it("publishes the public half of the keys that the policy names", async () => {
    const response = await aFunction()(JWKS, aLambdaContext());
    expect(response.statusCode).toBe(200);
    const { keys } = problemOf(response) as { readonly keys: readonly object[] };
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0] ?? {}).toSorted()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
  });

  it("asks the table of the handle's home, and none for a Region that is not the broker's", async () => {
    const audit = memoryAudit();
    const handler = aFunction({}, audit);
    expect(await handler(redemption(), aLambdaContext())).toMatchObject({ statusCode: 503 });
    const stranger = redemption(ASKED.context.replace("eu-west-1", "eu-south-1"));
    expect(await handler(stranger, aLambdaContext())).toMatchObject({ statusCode: 403 });
    expect(audit.events).toMatchObject([
      { event: "context_refused", refusal: { reason: "context_store_unavailable" } },
      { event: "context_refused", refusal: { reason: "handle_home_unknown" } },
    ]);
  });

  it("lists every fault of its environment", async () => {
    const audit = memoryAudit();
    const handler = aFunction({ LAUNCH_TABLE: "", BROKER_REGIONS: "eu-south-1", SEALING_KEYS: "" }, audit);
    expect(await handler(redemption(), aLambdaContext())).toMatchObject({ statusCode: 503 });
    expect(JSON.stringify(audit.events)).toMatch(/LAUNCH_TABLE is not set.*SEALING_KEYS is not set/);
  });

  it("writes its events to standard output unless told otherwise", async () => {
    const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    world = aWorld(aContextPolicy());
    await contextFunction(world.environment)(redemption("v1"), aLambdaContext());
    expect(written.mock.calls.flat().join("")).toContain('"event":"context_refused"');
  });
});
