/**
 * One valid launch from which each test deviates: a policy with three fleets, a person who may use them, and a
 * broker made of the real gateway against the emulator, the real sealer, and the stores in memory.
 */
import { createHash, randomBytes } from "node:crypto";
import { onTestFinished } from "vitest";
import { type AppStreamEmulator, startAppStreamEmulator } from "../../dev/appstream-emulator/server.ts";
import { createAppStreamClients } from "../../functions/appstream/clients.ts";
import { createAppStreamGateway } from "../../functions/appstream/gateway.ts";
import { type Broker, type BrokerPorts, createBroker, type LaunchRequest } from "../../functions/broker.ts";
import type { LaunchEvent } from "../../functions/core/audit-event.ts";
import type { ApplicationPolicy, FleetPolicy, LimitsPolicy, Policy } from "../../functions/core/policy.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import type { Principal } from "../../functions/core/principal.ts";
import { createSealer } from "../../functions/identity/sealer.ts";
import { createRegionHealth } from "../../functions/launching/region-health.ts";
import "../stores/local-credentials.ts";
import { createFixedWatch } from "./fixed-watch.ts";
import { createMemoryApprovals } from "./memory-approvals.ts";
import { createMemoryDoors } from "./memory-doors.ts";
import { createMemoryPlaces } from "./memory-places.ts";
import { createMemoryReferences } from "./memory-references.ts";
import {
  type CollectingAuditSink,
  createCollectingAuditSink,
  createMemoryLaunchStore,
  type MemoryLaunchStore,
  type StoredLaunch,
} from "./memory-stores.ts";
import { createMemoryUses, type MemoryUses } from "./memory-uses.ts";

export const POLICY_VERSION = "0123456789abcdef";
/** 2026-11-20T09:00:00Z. */
export const NOW_MILLISECONDS = Date.UTC(2026, 10, 20, 9, 0, 0);
export const NOW_SECONDS = NOW_MILLISECONDS / 1000;

export function fleetIn(region: string, place: string, jurisdiction: string): FleetPolicy {
  return {
    ...{ region, stack: `stack-${place}`, fleet: `fleet-${place}`, jurisdiction },
    ...{ launchMethod: "streaming_url", streamView: "app", customDomain: null },
    ...{ federation: null, drain: null },
  };
}

export const IRELAND = fleetIn("eu-west-1", "ireland", "EU");
export const FRANKFURT = fleetIn("eu-central-1", "frankfurt", "EU");
export const VIRGINIA = fleetIn("us-east-1", "virginia", "US");

export const TREASURY: ApplicationPolicy = {
  name: { en: "Treasury desk" },
  description: null,
  icon: null,
  appstreamApplication: "TreasuryDesk",
  fleets: ["ireland", "frankfurt", "virginia"],
  overflow: null,
  classes: [],
  audience: { groups: ["treasury"], subjects: [] },
  conditions: { mfa: false, networks: null, hours: null, countries: null },
  context: { pattern: "[A-Z]{3}-[0-9]{1,6}", maxLength: 10 },
  validitySeconds: 30,
};

export const LIMITS: LimitsPolicy = {
  launchDeadlineMilliseconds: 8_000,
  attemptTimeoutMilliseconds: 3_000,
  maxCandidates: 3,
  capacityRefreshSeconds: 20,
  lookAheadMilliseconds: 400,
  waitingSeconds: 3_600,
};

/** Fleets are tried in the order Ireland, Frankfurt, Virginia. */
export function aPolicy(overrides: Partial<Policy> = {}): Policy {
  return {
    version: 1,
    development: true,
    identityProviders: {},
    fleets: { ireland: IRELAND, frankfurt: FRANKFURT, virginia: VIRGINIA },
    applications: { treasury: TREASURY },
    location: { sources: ["claim"], networks: {}, default: null },
    residency: { walls: [] },
    preferences: [{ applications: null, countries: null, fleets: ["ireland", "frankfurt", "virginia"] }],
    sessions: {
      ...{ brokerSessionSeconds: 28_800, loginTransactionSeconds: 600 },
      ...{ contextHandleSeconds: 900, launchRecordSeconds: 7_776_000 },
    },
    limits: LIMITS,
    operators: { helpDesk: { groups: [], subjects: [] } },
    support: null,
    ...overrides,
  };
}

export const ANA: Principal = {
  identityProvider: "corporate",
  subject: "ana-7",
  userId: "u-ana",
  displayName: "Ana Pérez",
  email: "ana.perez@northwind.example",
  groups: ["treasury"],
  country: "ES",
  mfaEvidence: undefined,
  authenticatedAt: NOW_SECONDS - 60,
};

export function aLaunchRequest(overrides: Partial<LaunchRequest> = {}): LaunchRequest {
  return {
    principal: ANA,
    intent: { application: "treasury", context: undefined, client: "web" },
    evidence: { clientIp: "192.0.2.1", edge: undefined },
    correlationId: "correlation-1",
    sealedTicket: undefined,
    hasConsented: false,
    ...overrides,
  };
}

export function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

export interface BrokerStage {
  readonly broker: Broker;
  readonly emulator: AppStreamEmulator;
  readonly launches: MemoryLaunchStore;
  readonly audit: CollectingAuditSink;
  readonly uses: MemoryUses;
  readonly ports: BrokerPorts;
}

export async function startBrokerStage(
  policy: Policy = aPolicy(),
  replacements: Partial<BrokerPorts> = {},
): Promise<BrokerStage> {
  const emulator = await startEmulatorFor(policy);
  onTestFinished(() => emulator.stop());
  const launches = createMemoryLaunchStore();
  const audit = createCollectingAuditSink();
  const uses = createMemoryUses();
  const ports: BrokerPorts = {
    index: indexPolicy(policy, POLICY_VERSION),
    gateway: createAppStreamGateway(
      createAppStreamClients({
        regions: new Set(Object.values(policy.fleets).map(({ region }) => region)),
        endpointTemplate: emulator.endpointTemplate,
        attemptTimeoutMilliseconds: policy.limits.attemptTimeoutMilliseconds,
      }),
    ),
    launches,
    doors: createMemoryDoors(),
    places: createMemoryPlaces(),
    references: createMemoryReferences(),
    uses,
    lookedAfter: uses,
    grants: createMemoryApprovals().grants,
    watch: createFixedWatch(),
    health: createRegionHealth(replacements.now ?? (() => NOW_MILLISECONDS), () => 0.5),
    chance: () => 0.5,
    sealer: createSealer([{ id: "test", secret: randomBytes(32) }]),
    audit,
    now: () => NOW_MILLISECONDS,
    randomText: (byteLength) => randomBytes(byteLength).toString("base64url"),
    digest,
    region: "eu-south-2",
    emulatorOrigin: emulator.origin,
    ...replacements,
  };
  return { broker: createBroker(ports), emulator, launches, audit, uses, ports };
}

/** An emulator with exactly the fleets of the policy, all running; the applications of the policy are in every image. */
function startEmulatorFor(policy: Policy): Promise<AppStreamEmulator> {
  const applications = Object.values(policy.applications).map(({ appstreamApplication: name }) => ({
    name,
    displayName: name,
  }));
  return startAppStreamEmulator({
    port: 0,
    fleets: Object.values(policy.fleets).map(({ region, stack, fleet, streamView }) => ({
      ...{ region, stack, fleet, fleetType: "ALWAYS_ON", state: "RUNNING", capacity: 4 },
      streamView: streamView === "desktop" ? "DESKTOP" : "APP",
      ...{ applications, domainJoined: false, disconnectTimeoutSeconds: 900 },
    })),
  });
}

/** The one launch event; throws unless there is exactly one. */
export function launchEventOf({ audit }: Pick<BrokerStage, "audit">): LaunchEvent {
  const events = audit.events.filter((event) => event.event === "launch");
  const [event] = events;
  if (event === undefined || events.length > 1) throw new Error(`${events.length} launch events, not one`);
  return event;
}

/** The one record; throws unless there is exactly one. */
export function recordOf({ launches }: Pick<BrokerStage, "launches">): StoredLaunch {
  const [record] = launches.launches.values();
  if (record === undefined || launches.launches.size > 1) {
    throw new Error(`${launches.launches.size} launch records, not one`);
  }
  return record;
}

/** Fleet names of the CreateStreamingURL calls, oldest first. */
export function fleetsAsked({ emulator }: Pick<BrokerStage, "emulator">): readonly unknown[] {
  return urlRequests(emulator).map(({ input }) => input.FleetName);
}

/** Session contexts of the CreateStreamingURL calls, oldest first. */
export function sessionContextsSent({ emulator }: Pick<BrokerStage, "emulator">): readonly string[] {
  return urlRequests(emulator).map(({ input }) => String(input.SessionContext));
}

function urlRequests(emulator: AppStreamEmulator) {
  return emulator.requests().filter(({ operation }) => operation === "CreateStreamingURL");
}
