/**
 * The embedded DynamoDB-compatible store: dynalite on loopback, in memory, gone with the process. Of several Regions
 * each has tables of its own, and the first segment of the path says whose are meant.
 * Single-item conditional writes are what it and DynamoDB agree on; it has no transactions, no PartiQL, no
 * ReturnValuesOnConditionCheckFailure. Every table has one string key, `pk`.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { closeServer, listenOnLoopback } from "./loopback.ts";
import { type ExpiringTable, removeExpired } from "./store-expiry.ts";

const SWEEP_INTERVAL_MS = 60_000;

interface StoreOptions {
  /** 0 asks for a free port. */
  readonly port: number;
  /** Default: one set of tables for calls of any Region. */
  readonly regions?: readonly string[];
}

interface TableOptions {
  readonly name: string;
  /** Holds seconds since the epoch; items past it go, up to a minute late. Default: nothing expires. */
  readonly ttlAttribute?: string;
}

export interface Store {
  /** The first Region's tables; any credentials will do. */
  readonly endpoint: string;
  /** For `AWS_ENDPOINT_URL_DYNAMODB`: `{region}` in it stands for the Region. */
  readonly endpointTemplate: string;
  /** In every Region. Resolves when the tables take writes. */
  createTable(options: TableOptions): Promise<void>;
  /** Away: a call for this Region ends in a broken connection. What is in its tables stays. */
  setAway(region: string, isAway: boolean): void;
  /** Ends the store and everything in it. */
  stop(): Promise<void>;
}

export async function startStore({ port, regions = ["any"] }: StoreOptions): Promise<Store> {
  const away = new Set<string>();
  const tables = new Map(regions.map((region) => [region, newTables()]));
  const server = createServer((request, response) => {
    const region = regions.length === 1 ? regions[0] : regionIn(request, regions);
    const meant = region === undefined || away.has(region) ? undefined : tables.get(region);
    if (meant === undefined) request.socket.destroy();
    else meant(request, response);
  });
  const endpoint = `http://127.0.0.1:${await listenOnLoopback(server, port)}`;
  const clients = new Map(regions.map((region) => [region, clientOf(`${endpoint}/${region}`)]));

  const expiring: ExpiringTable[] = [];
  const sweep = setInterval(async () => {
    for (const [region, client] of clients) {
      for (const table of away.has(region) ? [] : expiring) {
        await removeExpired(client, table, Math.floor(Date.now() / 1000)).catch(reportSweep);
      }
    }
  }, SWEEP_INTERVAL_MS);
  sweep.unref();

  return {
    endpoint,
    endpointTemplate: `${endpoint}/{region}`,
    async createTable({ name, ttlAttribute }) {
      for (const client of clients.values()) await createTable(client, name);
      if (ttlAttribute !== undefined) expiring.push({ name, ttlAttribute });
    },
    setAway(region, isAway) {
      if (isAway) away.add(region);
      else away.delete(region);
    },
    async stop() {
      clearInterval(sweep);
      for (const client of clients.values()) client.destroy();
      await closeServer(server);
    },
  };
}

/** The tables of one Region, as a listener of requests; dynalite's own server never listens. */
function newTables(): (request: IncomingMessage, response: ServerResponse) => void {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return (request, response) => {
    server.emit("request", request, response);
    // dynalite throws what a request reports, so one client that hangs up half-way would end the whole process.
    request.removeAllListeners("error").on("error", () => request.destroy());
  };
}

function regionIn({ url = "/" }: IncomingMessage, regions: readonly string[]): string | undefined {
  const [, segment = ""] = url.split("/");
  return segment === "" ? regions[0] : segment;
}

function clientOf(endpoint: string): DynamoDB {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return new DynamoDB({ endpoint, region: "us-east-1", credentials });
}

async function createTable(client: DynamoDB, name: string): Promise<void> {
  await client.createTable({
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  });
  while ((await client.describeTable({ TableName: name })).Table?.TableStatus !== "ACTIVE");
}

function reportSweep(error: unknown): void {
  console.error("[store] expired items could not be removed", error);
}
