import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { buildRuntimeClient } from "../../../dev/lambda-runtime/build-runtime-client.ts";
import { type Sandbox, startSandbox } from "../../../dev/lambda-runtime/sandbox.ts";

const ARCHIVE = `
  let calls = 0;
  exports.handler = async (event, context) => {
    if (event.fault) throw new TypeError(event.fault);
    if (event.exit) process.exit(event.exit);
    console.log("line " + event.text);
    return {
      text: event.text,
      calls: ++calls,
      id: context.awsRequestId,
      secondsLeft: Math.round(context.getRemainingTimeInMillis() / 1000),
      folder: process.cwd(),
      environment: process.env,
    };
  };
  exports.second = async () => "second";
  exports.silent = async () => {};`;

let folder: string;
let clientFile: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "streamgate-sandbox-"));
  clientFile = await buildRuntimeClient(folder);
  writeFileSync(join(folder, "index.cjs"), ARCHIVE);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function started(handler = "index.handler", onLine?: (line: string) => void): Promise<Sandbox> {
  const sandbox = await startSandbox({
    clientFile,
    taskRoot: folder,
    handler,
    environment: { AWS_LAMBDA_FUNCTION_NAME: "echo" },
    timeoutSeconds: 12,
    ...(onLine && { onLine }),
  });
  onTestFinished(() => sandbox.stop());
  return sandbox;
}

describe("startSandbox", () => {
  it("starts a function in its archive with its own environment, and keeps it for the next call", async () => {
    const sandbox = await started();
    await sandbox.initialised;
    const first = JSON.parse(await sandbox.invoke(JSON.stringify({ text: "a" })));
    expect(first).toMatchObject({ text: "a", calls: 1, secondsLeft: 12, folder });
    expect(Object.keys(first.environment).toSorted()).toEqual([
      "AWS_LAMBDA_FUNCTION_NAME",
      "AWS_LAMBDA_RUNTIME_API",
      "LAMBDA_TASK_ROOT",
      "_HANDLER",
    ]);
    const second = JSON.parse(await sandbox.invoke(JSON.stringify({ text: "b" })));
    expect(second).toMatchObject({ text: "b", calls: 2 });
    expect(second.id).not.toBe(first.id);
  });

  it("reports what a function throws, which goes on with the next call", async () => {
    const sandbox = await started();
    await expect(sandbox.invoke(JSON.stringify({ fault: "no such thing" }))).rejects.toThrow(
      "TypeError: no such thing",
    );
    expect(JSON.parse(await sandbox.invoke(JSON.stringify({ text: "c" })))).toMatchObject({ text: "c" });
  });

  it("calls the export that the handler names", async () => {
    expect(await (await started("index.second")).invoke("{}")).toBe('"second"');
    expect(await (await started("index.silent")).invoke("{}")).toBe("null");
  });

  it("says that a function does not start", async () => {
    const { initialised } = await started("index.none");
    await expect(initialised).rejects.toThrow("index.none is undefined or not exported");
  });

  it("ends the call of a function that ends itself", async () => {
    const sandbox = await started();
    await expect(sandbox.invoke(JSON.stringify({ exit: 3 }))).rejects.toThrow("the function exited with 3");
  });

  it("hands on what the function prints", async () => {
    const lines: string[] = [];
    const sandbox = await started("index.handler", (line) => lines.push(line));
    await sandbox.invoke(JSON.stringify({ text: "d" }));
    await expect.poll(() => lines).toEqual(["line d"]);
  });
});
