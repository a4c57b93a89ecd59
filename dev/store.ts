/**
 * The embedded DynamoDB-compatible store: dynalite on loopback, in memory, gone with the process.
 * Single-item conditional writes are what it and DynamoDB agree on; it has no transactions, no PartiQL, no
 * ReturnValuesOnConditionCheckFailure. Every table has one string key, `pk`.
 */

import { DynamoDB } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { closeServer, listenOnLoopback } from "./loopback.ts";
import { type ExpiringTable, removeExpired } from "./store-expiry.ts";

const SWEEP_INTERVAL_MS = 60_000;

interface TableOptions {
  readonly name: string;
  /** Holds seconds since the epoch; items past it go, up to a minute late. Default: nothing expires. */
  readonly ttlAttribute?: string;
}

export interface Store {
  /** For `AWS_ENDPOINT_URL_DYNAMODB`; any Region and any credentials will do. */
  readonly endpoint: string;
  /** Resolves when the table takes writes. */
  createTable(options: TableOptions): Promise<void>;
  /** Ends the store and everything in it. */
  stop(): Promise<void>;
}

/** Port 0 asks for a free port. */
export async function startStore({ port }: { readonly port: number }): Promise<Store> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  // dynalite throws what a request reports, so one client that hangs up half-way would end the whole process.
  server.on("request", (request) => request.removeAllListeners("error").on("error", () => request.destroy()));
  const endpoint = `http://127.0.0.1:${await listenOnLoopback(server, port)}`;
  const client = new DynamoDB({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });

  const expiring: ExpiringTable[] = [];
  const sweep = setInterval(async () => {
    for (const table of expiring) {
      await removeExpired(client, table, Math.floor(Date.now() / 1000)).catch(reportSweep);
    }
  }, SWEEP_INTERVAL_MS);
  sweep.unref();

  return {
    endpoint,
    async createTable({ name, ttlAttribute }) {
      await client.createTable({
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      });
      while ((await client.describeTable({ TableName: name })).Table?.TableStatus !== "ACTIVE");
      if (ttlAttribute !== undefined) expiring.push({ name, ttlAttribute });
    },
    async stop() {
      clearInterval(sweep);
      client.destroy();
      await closeServer(server);
    },
  };
}

function reportSweep(error: unknown): void {
  console.error("[store] expired items could not be removed", error);
}
