import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { explainCommand } from "../../../cli/commands/explain.ts";
import { runCommandLine } from "../../../cli/runner.ts";
import {
  type AppStreamEmulator,
  type EmulatedFleet,
  startAppStreamEmulator,
} from "../../../dev/appstream-emulator/server.ts";
import { type Store, startStore } from "../../../dev/store.ts";
import { anExplainPolicyInput, NOON } from "../../support/explain-builders.ts";
import { recordedTerminal } from "../../support/recorded-terminal.ts";
import "../../stores/local-credentials.ts";

const FILES = { "policy.yaml": stringify(anExplainPolicyInput()) };
const REGIONS = ["eu-west-1", "us-east-1"];
const POLICY = ["--policy", "policy.yaml", "--live"];
const ANA = ["--application", "treasury", "--subject", "ana-7", "--groups", "treasury", "--country", "ES"];
const LIVE = [...POLICY, ...ANA, "--regions", REGIONS.join(", ")];
const MADRID: EmulatedFleet = {
  ...{ region: "eu-south-2", stack: "treasury", fleet: "treasury-es", fleetType: "ALWAYS_ON", capacity: 20 },
  ...{ state: "STOPPED", streamView: "APP", domainJoined: false, disconnectTimeoutSeconds: 900 },
  applications: [{ name: "Treasury", displayName: "Treasury" }],
};

let store: Store;
let emulator: AppStreamEmulator;

beforeAll(async () => {
  store = await startStore({ port: 0, regions: REGIONS });
  await store.createTable({ name: "streamgate-launches" });
  emulator = await startAppStreamEmulator({ port: 0, fleets: [MADRID] });
});
beforeEach(() => emulator.clearFaults());
afterAll(async () => {
  await emulator.stop();
  await store.stop();
});

async function explain(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const terminal = recordedTerminal(FILES, NOON);
  const command = explainCommand({
    AWS_ENDPOINT_URL_DYNAMODB: store.endpointTemplate,
    AWS_ENDPOINT_URL_APPSTREAM: emulator.endpointTemplate,
    ...environment,
  });
  const exitCode = await runCommandLine(["explain", ...words], [command], terminal);
  return { exitCode, out: terminal.outLines, error: terminal.errorLines };
}

describe("explainCommand with --live", () => {
  it("asks AppStream what the fleets do now", async () => {
    const { exitCode, out, error } = await explain(LIVE);
    expect([exitCode, error]).toStrictEqual([0, []]);
    expect(out).toContain("`madrid`: stopped, as AppStream said at that moment.");
    expect(out).toContain("`dublin`: AppStream has no such fleet there (asked at 2026-07-08 10:00 UTC).");
  });

  it("says what it could not learn and what to look at, and explains what the policy alone says", async () => {
    const nowhere = "http://127.0.0.1:9/{region}";
    const environment = { AWS_ENDPOINT_URL_APPSTREAM: nowhere, AWS_ENDPOINT_URL_DYNAMODB: nowhere };
    const { exitCode, out, error } = await explain(LIVE, environment);
    expect(exitCode).toBe(0);
    expect(error).toContain(
      "AppStream in eu-south-2 did not say what its fleets do: AppStream cannot be reached",
    );
    expect(error).toContain(
      "the table streamgate-launches in us-east-1 did not say which fleets are in maintenance by command: look at --table, --regions and your AWS credentials",
    );
    expect(out[0]).toContain("they are sent to `madrid`");
  });

  it("names the permission that is missing, and who answers in AppStream's place", async () => {
    emulator.injectFault({ kind: "access_denied", operation: "DescribeFleets", region: "eu-south-2" });
    expect((await explain(LIVE)).error).toStrictEqual([
      "AppStream in eu-south-2 did not say what its fleets do: needs appstream:DescribeFleets, appstream:ListAssociatedFleets, and appstream:DescribeSessions for Elastic fleets",
    ]);
    const { error } = await explain(LIVE, { AWS_ENDPOINT_URL_APPSTREAM: `${store.endpoint}/us-east-1` });
    expect(error[0]).toBe(
      "AppStream in eu-south-2 did not say what its fleets do: the answer is not AppStream's: look at AWS_ENDPOINT_URL_APPSTREAM",
    );
  });

  it("has in JSON what it could not learn, which may be nothing", async () => {
    const unknown = async () => JSON.parse((await explain([...LIVE, "--json"])).out.join()).unknown;
    expect(await unknown()).toStrictEqual([]);
    emulator.injectFault({ kind: "throttle", operation: "DescribeFleets", region: "eu-south-2" });
    expect(await unknown()).toStrictEqual([
      "AppStream in eu-south-2 did not say what its fleets do: AppStream throttles these credentials; try again later",
    ]);
  });

  it("takes the Regions and the table that the broker's functions are told", async () => {
    const environment = { BROKER_REGIONS: REGIONS.join(), LAUNCH_TABLE: "elsewhere" };
    const { error } = await explain([...POLICY, ...ANA], environment);
    expect(error.map((line) => line.split(" did not say")[0])).toStrictEqual([
      "the table elsewhere in eu-west-1",
      "the table elsewhere in us-east-1",
    ]);
  });

  it("needs the broker's Regions, and no past launch", async () => {
    const { exitCode, error } = await explain([...POLICY, "--launch", "launch-7"]);
    expect(exitCode).toBe(1);
    expect(error.join()).toContain("--live cannot be asked together with a past launch");
    expect(error.join()).toContain("--regions must be the Regions of the broker");
  });
});
