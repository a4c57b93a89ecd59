/**
 * The context functions of two Regions as they are deployed, against tables over the wire, and launches whose handles may
 * be redeemed. Invariant: nothing of the functions is replaced; a redemption is an event in and an answer out.
 */
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { exportPKCS8, generateKeyPair } from "jose";
import { compiledPolicy, serializeCompiledPolicy } from "../../../cli/compile-policy.ts";
import { bindingText } from "../../../functions/core/handle-binding.ts";
import type { LaunchRecord } from "../../../functions/core/launch-record.ts";
import { formatSessionContext } from "../../../functions/core/session-context.ts";
import type { FunctionHandler } from "../../../functions/http/define-function.ts";
import { createSealer, parseSealingKeys } from "../../../functions/identity/sealer.ts";
import type { LaunchStore } from "../../../functions/ports.ts";
import { createDynamoDbClient } from "../../../functions/stores/dynamodb-client.ts";
import { createLaunchStore } from "../../../functions/stores/launch-store.ts";
import { contextFunction } from "../../../functions/wiring/context.ts";
import { apiGatewayEvent } from "../../api-gateway/event.ts";
import { EUROPE, VIRGINIA } from "../outages/outage-policy.ts";
import { APPLICATION_ORIGIN, CALLER, handoverPolicy } from "./handover-policy.ts";
import type { TablesOptions } from "./other-side.ts";

export const REGIONS = [EUROPE.region, VIRGINIA.region] as const;
export const HOME = EUROPE.region;
const TABLE = "handover-launches";
const ORIGIN = "https://launch.example.com";
const USER = "u-bench";

export interface HandoverStage {
  /** By Region. */
  readonly functions: ReadonlyMap<string, FunctionHandler>;
  readonly launches: LaunchStore;
  /** A launch in the home Region; answers its id and SessionContext. */
  begin(): Promise<{ readonly launchId: string; readonly context: string }>;
  stop(): Promise<void>;
}

/** `applicationOrigin`: whither the handed address leads. */
export async function startHandoverStage(
  directory: string,
  applicationOrigin = APPLICATION_ORIGIN,
): Promise<HandoverStage> {
  const workerData: TablesOptions = { regions: REGIONS, tableName: TABLE };
  const worker = new Worker(new URL("./other-side.ts", import.meta.url), { workerData });
  const [endpoint] = (await once(worker, "message")) as [string];
  const policyFile = join(directory, "handover-policy.json");
  writeFileSync(
    policyFile,
    serializeCompiledPolicy(compiledPolicy(handoverPolicy(applicationOrigin), NO_FILES)),
  );
  const sealingKeys = `bench:${randomBytes(32).toString("base64url")}`;
  const environment = {
    ...{ BROKER_ORIGIN: ORIGIN, BROKER_REGIONS: REGIONS.join(","), POLICY_FILE: policyFile },
    ...{ LAUNCH_TABLE: TABLE, AWS_ENDPOINT_URL_DYNAMODB: endpoint },
    ...{ SEALING_KEYS: "env:BENCH_SEALING_KEYS", BENCH_SEALING_KEYS: sealingKeys },
    BENCH_TOKEN_KEY: await exportPKCS8((await generateKeyPair("ES256", { extractable: true })).privateKey),
  };
  const silent = { write: () => undefined };
  const functions = new Map(
    REGIONS.map((region) => [region, contextFunction({ ...environment, AWS_REGION: region }, silent)]),
  );
  const client = createDynamoDbClient({ region: HOME, endpoint });
  const launches = createLaunchStore(client, TABLE);
  const sealer = createSealer(parseSealingKeys(sealingKeys));
  const sealedHandover = await sealer.seal("launch-context", JSON.stringify(HANDED));
  return {
    functions,
    launches,
    async begin() {
      const [launchId, secret] = [randomBytes(16), randomBytes(32)].map((one) => one.toString("base64url"));
      const begun = await launches.begin(aRecord(String(launchId), String(secret), sealedHandover));
      if (!begun.ok) throw new Error("the store took no launch");
      return { launchId: String(launchId), context: formatSessionContext(HOME, `${launchId}${secret}`) };
    },
    async stop() {
      client.destroy();
      await worker.terminate();
    },
  };
}

/** Status of the answer to one redemption of its own. */
export async function redeem(redeemed: FunctionHandler, context: string): Promise<number> {
  const { statusCode = 0 } = await redeemed(redemptionEvent(context), LAMBDA);
  return statusCode;
}

export const SESSION = { userName: USER, stack: EUROPE.stack, fleet: EUROPE.fleet, sessionId: "session-1" };
const NO_FILES = { samlMetadata: {}, signingCertificates: {} };
const HANDED = { context: null, displayName: "Ana Example", email: null, country: null, groups: ["staff"] };
const LAMBDA = { awsRequestId: "bench", getRemainingTimeInMillis: () => 10_000 } as Context;

function redemptionEvent(context: string): APIGatewayProxyEventV2 {
  const attempt = randomBytes(24).toString("base64url");
  const routeKey = "POST /context/redeem";
  const facts = {
    ...{ method: "POST", url: "/context/redeem", httpVersion: "1.1" },
    rawHeaders: ["Host", "launch.example.com", "Content-Type", "application/json"],
    body: Buffer.from(JSON.stringify({ context, attempt, ...SESSION })),
    ...{ remoteAddress: "203.0.113.1", origin: new URL(ORIGIN), requestId: "bench-request" },
    receivedAtMs: Date.now(),
  };
  return apiGatewayEvent(facts, {
    routeKey,
    pathParameters: {},
    caller: { accessKeyId: "ASIABENCH", userArn: CALLER },
  });
}

function aRecord(launchId: string, secret: string, sealedHandover: string): LaunchRecord {
  const { region, stack, fleet } = EUROPE;
  const now = Math.floor(Date.now() / 1000);
  return {
    ...{ launchId, correlationId: "bench", identityProvider: "staff", subject: "someone", userId: USER },
    ...{ application: "desk", policyVersion: "bench", candidates: [], waitedSeconds: null },
    basis: null,
    location: { country: null, provenance: "none", network: null },
    sealedHandover,
    placement: {
      ...{ fleetId: "ireland", region, stack, fleet, handleDigest: digest(secret) },
      binding: digest(bindingText({ userId: USER, region, stack, fleet })),
    },
    ...{ failedAttempts: [], createdAt: now, handleExpiresAt: now + 300, expiresAt: now + 86_400 },
  } as unknown as LaunchRecord;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
