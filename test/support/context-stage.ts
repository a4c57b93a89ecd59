/**
 * One launch that may be redeemed, from which each test deviates: a policy with a browser application and two fleets, one
 * known by its role and one by a key, stores in memory, and the real sealer.
 */
import { createHash, createHmac, randomBytes } from "node:crypto";
import type { RedeemPorts, RedeemQuestion } from "../../functions/context/redeem.ts";
import { writeHandedFacts } from "../../functions/core/handed-facts.ts";
import { bindingText } from "../../functions/core/handle-binding.ts";
import type { HandoverClaims } from "../../functions/core/handover-token.ts";
import { launchRecord } from "../../functions/core/launch-record.ts";
import type { ApplicationPolicy, FleetPolicy, Policy } from "../../functions/core/policy.ts";
import type { TokenPolicy } from "../../functions/core/policy-handover.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import { ok } from "../../functions/core/result.ts";
import { formatSessionContext } from "../../functions/core/session-context.ts";
import { createFleetKeys } from "../../functions/identity/fleet-keys.ts";
import { createSealer } from "../../functions/identity/sealer.ts";
import { ANA, aPolicy, digest, IRELAND, NOW_MILLISECONDS, NOW_SECONDS, TREASURY } from "./broker-builders.ts";
import { type MemoryAudit, memoryAudit } from "./http-builders.ts";
import { createMemoryContextStore, createMemoryLaunchStore, HOME } from "./memory-stores.ts";
import { aBasis } from "./situations.ts";

export const CALLER = "arn:aws:sts::111122223333:assumed-role/treasury-fleet/i-0123456789abcdef0";
const FLEET_KEY = "k".repeat(43);
export const LAUNCH_ID = "L".repeat(22);
const SECRET = randomBytes(32).toString("base64url");
export const DEAL = "FXD-204417";

const TOKEN: TokenPolicy = {
  ...{ audience: "https://treasury.example", groups: ["treasury", "auditors"], groupsByProvider: {} },
  seconds: 300,
};

export const HANDED: ApplicationPolicy = {
  ...TREASURY,
  handover: {
    arguments: ["--profile=treasury", "--open={context}"],
    environment: { TREASURY_USER: "{userId}" },
    browser: {
      url: "https://treasury.example/open/{context}",
      cookies: [{ name: "session", domain: null, path: "/", sameSite: "Lax", token: TOKEN }],
      frontChannel: null,
    },
  },
};

const INSTANCES = { roleArn: "arn:aws:iam::111122223333:role/fleets/treasury-fleet", key: null };
const VIRGINIA: FleetPolicy = {
  ...{ ...IRELAND, stack: "stack-virginia", fleet: "fleet-virginia", region: "us-east-1" },
  instances: { roleArn: null, key: "env:FLEET_KEY" },
};

export function aContextPolicy(change: Partial<Policy> = {}): Policy {
  return aPolicy({
    fleets: { ireland: { ...IRELAND, instances: INSTANCES }, virginia: VIRGINIA },
    applications: { treasury: HANDED },
    ...change,
  });
}

export interface StageFacts {
  readonly policy?: Policy;
  readonly context?: string;
  /** Where the launch went; default: Ireland. */
  readonly fleetId?: string;
  readonly secret?: (reference: string) => Promise<string>;
  /** Of each token that is signed; default: a few characters. */
  readonly tokenLength?: number;
}

export interface ContextStage {
  readonly ports: RedeemPorts & { readonly audit: MemoryAudit };
  readonly signed: HandoverClaims[];
  readonly launches: ReturnType<typeof createMemoryLaunchStore>;
}

/** The launch went out a minute ago, and its handle has four more to live. */
export async function aContextStage(facts: StageFacts = {}): Promise<ContextStage> {
  const { policy = aContextPolicy(), context = DEAL, fleetId = "ireland" } = facts;
  const sealer = createSealer([{ id: "test", secret: randomBytes(32) }]);
  const launches = createMemoryLaunchStore();
  const signed: HandoverClaims[] = [];
  const fleet = policy.fleets[fleetId] ?? IRELAND;
  const where = { region: fleet.region, stack: fleet.stack, fleet: fleet.fleet };
  const handed = writeHandedFacts(HANDED, ANA, context) ?? "";
  await launches.begin(
    launchRecord({
      ...{ launchId: LAUNCH_ID, correlationId: "correlation-of-the-launch", principal: ANA },
      ...{ applicationId: "treasury", basis: aBasis(), waitedSeconds: null },
      diagnostics: {
        ...{ policyVersion: "0123456789abcdef", grant: null, candidates: [] },
        location: aBasis().location,
      },
      sealedHandover: await sealer.seal("launch-context", handed),
      placement: {
        ...{ fleetId, ...where, handleDigest: digest(SECRET) },
        binding: digest(bindingText({ userId: ANA.userId, ...where })),
      },
      ...{ nowEpochSeconds: NOW_SECONDS - 60, contextHandleSeconds: 300, launchRecordSeconds: 86_400 },
    }),
  );
  await launches.finish(LAUNCH_ID, { state: "url_created" }, [], NOW_SECONDS - 59);
  const audit = memoryAudit();
  const ports = {
    index: indexPolicy(policy, "0123456789abcdef"),
    contexts: createMemoryContextStore({ [HOME]: launches }),
    fleetKeys: createFleetKeys(facts.secret ?? (async () => FLEET_KEY)),
    issuer: "https://apps.example.com",
    tokens: {
      async sign(claims: HandoverClaims) {
        signed.push(claims);
        return ok(`token.${signed.length}${"x".repeat(facts.tokenLength ?? 0)}`);
      },
    },
    ...{ sealer, digest, audit, now: () => NOW_MILLISECONDS },
  };
  return { ports, signed, launches };
}

/** What the launcher on an instance of Ireland's says. */
export const ASKED = {
  context: formatSessionContext(HOME, `${LAUNCH_ID}${SECRET}`),
  ...{ attempt: "a".repeat(22), userName: "u-ana", stack: IRELAND.stack, fleet: IRELAND.fleet },
  sessionId: "session-1",
};

export const IN_VIRGINIA = { stack: "stack-virginia", fleet: "fleet-virginia" };

/** By the role of Ireland's instances. */
export function aQuestion(
  change: Partial<Record<keyof typeof ASKED, unknown>> = {},
  evidence: Partial<RedeemQuestion["evidence"]> = {},
): RedeemQuestion {
  const input = { ...ASKED, ...change };
  const body = Buffer.from(JSON.stringify(input));
  return {
    ...{ input, correlationId: "correlation-1" },
    evidence: { callerArn: CALLER, authorization: undefined, body, ...evidence },
  };
}

/** By a fleet's key. */
export function aSignedQuestion(
  change: Parameters<typeof aQuestion>[0] = {},
  { key = FLEET_KEY, date = NOW_SECONDS, fleet = IN_VIRGINIA.fleet } = {},
): RedeemQuestion {
  const question = aQuestion({ ...IN_VIRGINIA, ...change });
  const authorization = keySignature(question.evidence.body, { key, date, fleet });
  return { ...question, evidence: { ...question.evidence, callerArn: undefined, authorization } };
}

export function keySignature(
  body: Uint8Array,
  { key, date, fleet }: { readonly key: string; readonly date: number; readonly fleet: string },
): string {
  const text = `streamgate-redeem-v1\n${date}\n${createHash("sha256").update(body).digest("hex")}`;
  const signature = createHmac("sha256", key).update(text).digest("base64url");
  return `Streamgate-HMAC-SHA256 Fleet=${fleet}, Date=${date}, Signature=${signature}`;
}
