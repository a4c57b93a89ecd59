import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainCommand } from "../../cli/commands/explain.ts";
import { compilePolicy } from "../../cli/compile-policy.ts";
import { runCommandLine } from "../../cli/runner.ts";
import { type Store, startStore } from "../../dev/store.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import { createDynamoDbClient } from "../../functions/stores/dynamodb-client.ts";
import { createLaunchStore } from "../../functions/stores/launch-store.ts";
import { NOON } from "../support/explain-builders.ts";
import { aLaunchRecord } from "../support/explain-records.ts";
import { recordedTerminal } from "../support/recorded-terminal.ts";
import "../stores/local-credentials.ts";

/** The class of the page is over: whoever tries its commands does so later, and the answers may not depend on that. */
const LATER = NOON + 2 * 3_600;
const PAGE = readFileSync(new URL("../../docs/explain.md", import.meta.url), "utf8");
const POLICY = /```yaml\n(?<policy>[^`]*)```/v.exec(PAGE)?.groups?.policy ?? "";
/** Each command of the page with what it prints. */
const EXAMPLES = [
  ...PAGE.matchAll(/```sh\nnpm run streamgate -- (?<words>[^\n]*)\n```\n\n```text\n(?<out>.*?)```/gsv),
].map(({ groups }) => [String(groups?.words), String(groups?.out)] as const);

let store: Store;

beforeAll(async () => {
  store = await startStore({ port: 0, regions: ["eu-west-1", "us-east-1"] });
  await store.createTable({ name: "streamgate-launches" });
  const compiled = await compilePolicy(POLICY, "policy.yaml", async () => ({ ok: false, error: "" }), NOON);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  const { policy, version } = compiled.value;
  const client = createDynamoDbClient({ region: "us-east-1", endpoint: store.endpointTemplate });
  const launches = createLaunchStore(client, "streamgate-launches");
  await launches.begin(aLaunchRecord("launch-7", indexPolicy(policy, version)));
  await launches.finish("launch-7", { state: "url_created" }, [], NOON);
});
afterAll(() => store.stop());

describe("docs/explain.md", () => {
  it("has five examples", () => {
    expect(EXAMPLES).toHaveLength(5);
  });

  it.each(EXAMPLES)("shows what is printed for %s", async (words, out) => {
    const terminal = recordedTerminal({ "policy.yaml": POLICY }, LATER);
    const command = explainCommand({ AWS_ENDPOINT_URL_DYNAMODB: store.endpointTemplate });
    expect(await runCommandLine(words.split(" "), [command], terminal)).toBe(0);
    expect(`${terminal.outLines.join("\n")}\n`).toBe(out);
  });
});
