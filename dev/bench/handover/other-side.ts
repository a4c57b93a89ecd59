/**
 * The tables of two Regions in a thread of their own, so that the store's work is not the functions'. Ready when it posts
 * where they are.
 */
import { parentPort, workerData } from "node:worker_threads";
import { startStore } from "../../store.ts";

export interface TablesOptions {
  readonly regions: readonly string[];
  readonly tableName: string;
}

const { regions, tableName } = workerData as TablesOptions;
const store = await startStore({ port: 0, regions });
await store.createTable({ name: tableName, ttlAttribute: "expiresAt" });
parentPort?.postMessage(store.endpointTemplate);
