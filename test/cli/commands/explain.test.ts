import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { explainCommand } from "../../../cli/commands/explain.ts";
import { compilePolicy } from "../../../cli/compile-policy.ts";
import { runCommandLine } from "../../../cli/runner.ts";
import { type Store, startStore } from "../../../dev/store.ts";
import { indexPolicy } from "../../../functions/core/policy-index.ts";
import { createDynamoDbClient } from "../../../functions/stores/dynamodb-client.ts";
import { createLaunchStore } from "../../../functions/stores/launch-store.ts";
import { anExplainPolicyInput, NOON } from "../../support/explain-builders.ts";
import { aLaunchRecord } from "../../support/explain-records.ts";
import { recordedTerminal } from "../../support/recorded-terminal.ts";
import "../../stores/local-credentials.ts";

const POLICY = stringify(anExplainPolicyInput());
const CAMPUS = {
  ...{
    protocol: "oidc",
    name: "Campus sign-in",
    issuer: "https://campus.example.com",
    algorithms: ["RS256"],
  },
  ...{ clientId: "streamgate", claims: { country: "country" } },
  clientAuthentication: { method: "client_secret_basic", secret: "secret:streamgate/campus" },
};
const TWO_PROVIDERS = stringify(
  anExplainPolicyInput(
    [["identityProviders", "campus"], CAMPUS],
    [["applications", "treasury", "audience"], { groupsByProvider: { corporate: ["treasury"] } }],
    [["operators", "helpDesk"], { groupsByProvider: { corporate: ["help-desk"] } }],
  ),
);
const OTHER_POLICY = stringify(anExplainPolicyInput([["limits"], { maxCandidates: 2 }]));
const FILES = { "policy.yaml": POLICY, "other.yaml": OTHER_POLICY, "two.yaml": TWO_PROVIDERS };
const ANA = ["--policy", "policy.yaml", "--application", "treasury", "--subject", "ana-7"];
const TREASURER = [...ANA, "--groups", "treasury, staff", "--country", "ES"];
const REGIONS = ["eu-west-1", "us-east-1"];

let store: Store;

beforeAll(async () => {
  store = await startStore({ port: 0, regions: REGIONS });
  await store.createTable({ name: "streamgate-launches" });
  const compiled = await compilePolicy(POLICY, "policy.yaml", async () => ({ ok: false, error: "" }), NOON);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  const index = indexPolicy(compiled.value.policy, compiled.value.version);
  const client = createDynamoDbClient({ region: "us-east-1", endpoint: store.endpointTemplate });
  const launches = createLaunchStore(client, "streamgate-launches");
  await launches.begin(aLaunchRecord("launch-7", index));
  await launches.finish("launch-7", { state: "url_created" }, [], NOON);
});
afterAll(() => store.stop());

async function explain(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const terminal = recordedTerminal(FILES, NOON);
  const command = explainCommand({ AWS_ENDPOINT_URL_DYNAMODB: store.endpointTemplate, ...environment });
  const exitCode = await runCommandLine(["explain", ...words], [command], terminal);
  return { exitCode, out: terminal.outLines, error: terminal.errorLines };
}

describe("explainCommand", () => {
  it("explains in sentences, a line each", async () => {
    const { exitCode, out, error } = await explain(TREASURER);
    expect([exitCode, error]).toStrictEqual([0, []]);
    expect(out[0]).toBe(
      "They may launch Treasury desk (`treasury`): they are sent to `madrid` in eu-south-2 (Zaragoza).",
    );
    expect(out[1]).toBe("They are in its audience by their group `treasury`.");
  });

  it("explains a refusal with exit code 0 all the same", async () => {
    const { exitCode, out } = await explain(ANA);
    expect(exitCode).toBe(0);
    expect(out[1]).toContain("They are not in its audience");
  });

  it("supposes everything that it is told to", async () => {
    const supposed = [
      ...["--ip", "192.0.2.9", "--network", "paris-office", "--connected-from", "FR"],
      ...["--at", "2026-07-08T13:00:00Z", "--down", "madrid", "--down", "dublin"],
      ...["--full", "virginia", "--region-down", "us-west-2", "--consent", "--mfa"],
    ];
    const { out } = await explain([...TREASURER, "--idp", "corporate", ...supposed]);
    expect(out).toContain(
      "Supposed for this question: they come from the address in the question, they come from the network `paris-office`, the edge sees them in France (FR), it is 2026-07-08 13:00 UTC, `madrid` and `dublin` are down, `virginia` is full, AppStream is down in us-west-2 and they say yes to an overflow fleet.",
    );
    expect(out).toContain("`madrid`: stopped, as is supposed here.");
  });

  it("answers in JSON", async () => {
    const { out } = await explain([...TREASURER, "--json"]);
    expect(JSON.parse(out.join())).toMatchObject({
      data: { schema: "streamgate.explanation.v1", outcome: "permit", fleet: "madrid" },
      sentences: expect.arrayContaining([expect.stringContaining("They may launch")]),
    });
  });

  it("decides a past launch again from its record, in whichever Region that is", async () => {
    const words = ["--policy", "policy.yaml", "--launch", "launch-7", "--regions", REGIONS.join()];
    const { exitCode, out } = await explain(words);
    expect(exitCode).toBe(0);
    expect(out.slice(0, 2)).toStrictEqual([
      "Launch launch-7 of 2026-07-08 10:00 UTC went to `madrid` in eu-south-2 (Zaragoza). A streaming URL was made.",
      "Decided again from what was kept, the outcome is the same.",
    ]);
  });

  it("says plainly that the policy is not the one that decided", async () => {
    const words = ["--policy", "other.yaml", "--launch", "launch-7"];
    const { exitCode, out } = await explain(words, { BROKER_REGIONS: "us-east-1" });
    expect(exitCode).toBe(0);
    expect(out[1]).toContain("it was not decided again");
  });

  it.each([
    [["--launch", "launch-9", "--regions", "us-east-1"], "no record of this launch in streamgate-launches"],
    [
      ["--launch", "launch-7", "--regions", "us-east-1", "--table", "elsewhere"],
      "the table elsewhere does not answer in us-east-1: look at --table",
    ],
  ])("says of %j what to look at", async (words, message) => {
    const { exitCode, error } = await explain(["--policy", "policy.yaml", ...words]);
    expect(exitCode).toBe(1);
    expect(error.join()).toContain(message);
  });

  it("lists every fault by its option", async () => {
    const words = ["--policy", "policy.yaml", "--launch", "launch-7", "--application", "treasury"];
    const { exitCode, error } = await explain([
      ...words,
      "--country",
      "es",
      "--at",
      "noon",
      "--down",
      "madird",
    ]);
    expect(exitCode).toBe(1);
    expect(error.toSorted()).toStrictEqual([
      "--application cannot be asked together with a launch",
      "--at must be a moment with its offset, such as `2026-07-08T12:00:00+02:00` (RFC 3339)",
      "--country must be a country's two letters in capitals, such as `ES` (ISO 3166-1)",
      "--down the policy has no fleet `madird`; did you mean `madrid`?",
      "--regions must be the Regions of the broker, such as `eu-west-1,us-east-1`; or set BROKER_REGIONS",
      "--subject cannot be asked together with a launch",
      "--subject must not be empty",
    ]);
  });

  it("asks for the provider where the policy has several", async () => {
    const words = ["--policy", "two.yaml", "--application", "treasury", "--subject", "ana-7"];
    expect(await explain(words)).toStrictEqual({
      ...{ exitCode: 1, out: [], error: ["--idp is missing: one of `corporate`, `campus`"] },
    });
    expect((await explain([...words, "--idp", "campus"])).exitCode).toBe(0);
    const past = ["--policy", "two.yaml", "--launch", "launch-7", "--regions", "us-east-1"];
    expect((await explain(past)).exitCode).toBe(0);
  });

  it("lists faults as JSON", async () => {
    const { exitCode, out } = await explain(["--policy", "policy.yaml", "--json"]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(out.join())).toStrictEqual({
      valid: false,
      faults: [
        { option: "--application", message: "is missing, or else the id of a launch" },
        { option: "--subject", message: "is missing, or else the id of a launch" },
      ],
    });
  });

  it.each([
    [[], "--policy is missing: name the policy file"],
    [["--policy", "nowhere.yaml"], "nowhere.yaml: no such file"],
  ])("asks for a policy, given %j", async (words, message) => {
    expect(await explain(words)).toStrictEqual({ exitCode: 1, out: [], error: [message] });
  });

  it("prints the faults of a policy", async () => {
    const terminal = recordedTerminal({ "policy.yaml": "version: 2\n" }, NOON);
    expect(await runCommandLine(["explain", ...ANA], [explainCommand({})], terminal)).toBe(1);
    expect(terminal.outLines[0]).toContain("policy.yaml:1:1");
  });
});
