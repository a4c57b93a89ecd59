/**
 * A broker as the launch function wires it, against an emulated AppStream and a real store over the wire. Two Regions
 * that may both serve, so that an outage of one leaves a permitted fleet.
 * Invariant: nothing of the broker is replaced but the records of time: what AppStream took is told apart.
 */
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { createAppStreamClients } from "../../../functions/appstream/clients.ts";
import { createFleetReader } from "../../../functions/appstream/fleet-reader.ts";
import { createAppStreamGateway } from "../../../functions/appstream/gateway.ts";
import { type Broker, createBroker, type LaunchRequest } from "../../../functions/broker.ts";
import { indexPolicy } from "../../../functions/core/policy-index.ts";
import { createSealer } from "../../../functions/identity/sealer.ts";
import { createFleetWatch } from "../../../functions/launching/fleet-watch.ts";
import type { LookPorts } from "../../../functions/launching/look-around.ts";
import { createRegionHealth } from "../../../functions/launching/region-health.ts";
import type { WaitPorts } from "../../../functions/launching/waiting.ts";
import type { AppStreamGateway, Clock } from "../../../functions/ports.ts";
import { createApprovalGrants } from "../../../functions/stores/approval-grants.ts";
import { createDoorStore } from "../../../functions/stores/door-store.ts";
import { createDrainStore } from "../../../functions/stores/drain-store.ts";
import { createDynamoDbClient, OPTIONAL } from "../../../functions/stores/dynamodb-client.ts";
import { createFleetSnapshots } from "../../../functions/stores/fleet-snapshots.ts";
import { createLaunchStore } from "../../../functions/stores/launch-store.ts";
import { createLookedAfterStore } from "../../../functions/stores/looked-after-store.ts";
import { createPlaceStore } from "../../../functions/stores/place-store.ts";
import { createReferenceStore } from "../../../functions/stores/reference-store.ts";
import { useHomes } from "../../../functions/stores/use-homes.ts";
import { createUseStore } from "../../../functions/stores/use-store.ts";
import type { EmulatedFleet } from "../../appstream-emulator/server.ts";
import type { OtherSide, OtherSideOptions, StoreDelay } from "./other-side.ts";
import { EUROPE, outagePolicy, VIRGINIA } from "./outage-policy.ts";

const TABLE = "outage-launches";
const POLICY_VERSION = "outages";

export interface OutageStage {
  readonly broker: Broker;
  readonly ports: LookPorts & WaitPorts;
  launchOf(person: number): LaunchRequest;
  /** Calls of CreateStreamingURL since the start, the ones under way included. */
  urlCalls(): number;
  /** How long those of one person have taken, in milliseconds. */
  waitedFor(userId: string): number;
  setStoreDelay(milliseconds: number): void;
  /** Of the emulator: `POST faults`, `DELETE requests` and so on. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export interface StageOptions {
  /** Places on each of the two fleets. */
  readonly capacity: number;
  /** The store can be made late; costs a little by itself. */
  readonly hasSlowStore?: boolean;
  readonly now?: Clock;
}

export async function startOutageStage({
  capacity,
  hasSlowStore = false,
  now = Date.now,
}: StageOptions): Promise<OutageStage> {
  const workerData: OtherSideOptions = { fleets: emulated(capacity), tableName: TABLE };
  const worker = new Worker(new URL("./other-side.ts", import.meta.url), { workerData });
  const [otherSide] = (await once(worker, "message")) as [OtherSide];
  const policy = outagePolicy();
  const index = indexPolicy(policy, POLICY_VERSION);
  const { limits } = policy;
  const options = {
    regions: new Set([EUROPE.region, VIRGINIA.region]),
    endpointTemplate: otherSide.endpointTemplate,
    attemptTimeoutMilliseconds: limits.attemptTimeoutMilliseconds,
  };
  const clients = createAppStreamClients(options);
  // As patient as those of the launch function (wiring/launch-ports.ts).
  const table = {
    region: EUROPE.region,
    endpoint: hasSlowStore ? otherSide.slowEndpoint : otherSide.storeEndpoint,
  };
  const patient = createDynamoDbClient(table);
  const client = createDynamoDbClient({ ...table, patience: OPTIONAL });
  const homes = useHomes({ own: EUROPE.region, regions: [EUROPE.region], endpoint: table.endpoint });
  const timed = timedGateway(createAppStreamGateway(clients));
  const chance = Math.random;
  const launching = {
    index,
    ...{ now, chance },
    gateway: timed.gateway,
    health: createRegionHealth(now, chance),
    watch: createFleetWatch({
      reader: createFleetReader({ clients, fleets: index.fleets.values() }),
      snapshots: createFleetSnapshots({ client, tableName: TABLE, policyVersion: POLICY_VERSION }),
      drains: createDrainStore(client, TABLE, OPTIONAL),
      ...{ limits, now, chance },
    }),
    doors: createDoorStore({ client, tableName: TABLE, now }),
    grants: createApprovalGrants({
      tables: new Map([[EUROPE.region, { client: patient }]]),
      own: EUROPE.region,
      tableName: TABLE,
    }),
    places: createPlaceStore({ client, others: [], tableName: TABLE, now }),
    references: createReferenceStore(client, TABLE),
    uses: createUseStore(homes, TABLE),
    sealer: createSealer([{ id: "outage", secret: randomBytes(32) }]),
    region: EUROPE.region,
  };
  const broker = createBroker({
    ...launching,
    launches: createLaunchStore(patient, TABLE),
    lookedAfter: createLookedAfterStore({ homes, own: patient, tableName: TABLE }),
    audit: { write: () => undefined },
    randomText: (byteLength) => randomBytes(byteLength).toString("base64url"),
    digest: (text) => createHash("sha256").update(text).digest("base64url"),
    emulatorOrigin: otherSide.origin,
  });
  return {
    broker,
    ports: launching,
    launchOf,
    urlCalls: timed.calls,
    waitedFor: timed.waitedFor,
    setStoreDelay: (storeDelayMilliseconds) =>
      worker.postMessage({ storeDelayMilliseconds } satisfies StoreDelay),
    async control(method, path, body) {
      const json = { "Content-Type": "application/json" };
      const init = body === undefined ? { method } : { method, headers: json, body: JSON.stringify(body) };
      const answer = await fetch(`${otherSide.origin}/_control/${path}`, init);
      if (!answer.ok) throw new Error(`the emulator's control ${path} answered ${await answer.text()}`);
      return await answer.json();
    },
    async stop() {
      for (const each of clients.values()) each.destroy();
      client.destroy();
      patient.destroy();
      await worker.terminate();
    },
  };
}

function launchOf(person: number): LaunchRequest {
  return {
    principal: {
      ...{ identityProvider: "staff", subject: `subject-${person}`, userId: `u-${person}` },
      ...{ displayName: undefined, email: undefined, groups: ["staff"], country: "ES" },
      ...{ mfaEvidence: undefined, authenticatedAt: 0 },
    },
    intent: { application: "desk", context: undefined, client: "web" },
    evidence: { clientIp: undefined, edge: undefined },
    correlationId: `correlation-${person}`,
    ...{ sealedTicket: undefined, hasConsented: false },
  };
}

function emulated(capacity: number): readonly EmulatedFleet[] {
  return [EUROPE, VIRGINIA].map(({ region, stack, fleet }) => ({
    ...{ region, stack, fleet, fleetType: "ALWAYS_ON", state: "RUNNING", streamView: "APP", capacity },
    applications: [{ name: "Desk", displayName: "Desk" }],
    ...{ domainJoined: false, disconnectTimeoutSeconds: 900 },
  }));
}

function timedGateway(gateway: AppStreamGateway) {
  let calls = 0;
  const milliseconds = new Map<string, number>();
  const timed: AppStreamGateway = {
    ...gateway,
    async createStreamingUrl(request, timeout) {
      calls += 1;
      const startedAt = performance.now();
      try {
        return await gateway.createStreamingUrl(request, timeout);
      } finally {
        const taken = performance.now() - startedAt;
        milliseconds.set(request.userId, (milliseconds.get(request.userId) ?? 0) + taken);
      }
    },
  };
  return {
    gateway: timed,
    calls: () => calls,
    waitedFor: (userId: string) => milliseconds.get(userId) ?? 0,
  };
}
