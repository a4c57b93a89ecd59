import { AppStreamClient, CreateStreamingURLCommand } from "@aws-sdk/client-appstream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { doctorCommand } from "../../../cli/commands/doctor.ts";
import { runCommandLine } from "../../../cli/runner.ts";
import {
  type AppStreamEmulator,
  type EmulatedFleet,
  startAppStreamEmulator,
} from "../../../dev/appstream-emulator/server.ts";
import { aPolicyInput, withValue } from "../../support/policies.ts";
import { recordedTerminal } from "../../support/recorded-terminal.ts";
import "../../stores/local-credentials.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z") / 1000;
const ORIGIN = "https://stream.example.com";

function aFleet(region: string, stack: string, fleet: string, name: string): EmulatedFleet {
  return {
    ...{ region, stack, fleet, fleetType: "ALWAYS_ON", capacity: 20, state: "RUNNING", streamView: "APP" },
    ...{ domainJoined: false, disconnectTimeoutSeconds: 900, applications: [{ name, displayName: name }] },
  };
}

/** The test policy's four fleets; Dublin's is Elastic. */
const FLEETS: readonly EmulatedFleet[] = [
  aFleet("eu-west-1", "finance", "finance-a", "Treasury"),
  aFleet("eu-central-1", "finance", "finance-b", "Treasury"),
  aFleet("us-east-1", "design", "design-a", "Designer"),
  { ...aFleet("eu-west-1", "design", "design-b", "Designer"), fleetType: "ELASTIC" },
];
const STACKS = FLEETS.map(({ region, stack }) => ({ region, stack, redirectUrl: `${ORIGIN}/ended` }));

let emulator: AppStreamEmulator;

async function start(options: Partial<Parameters<typeof startAppStreamEmulator>[0]> = {}): Promise<void> {
  await emulator?.stop();
  emulator = await startAppStreamEmulator({ port: 0, fleets: FLEETS, stacks: STACKS, ...options });
}

beforeEach(() => start());
afterEach(() => emulator.stop());

/** A call of one's own, to see what the emulator says to it. */
async function createWith(input: Readonly<Record<string, unknown>>): Promise<unknown> {
  const client = new AppStreamClient({
    region: "eu-west-1",
    endpoint: emulator.endpointTemplate.replace("{region}", "eu-west-1"),
  });
  return await client.send(new CreateStreamingURLCommand(input as never));
}

async function doctor(words: readonly string[] = [], text = stringify(aPolicyInput())) {
  const terminal = recordedTerminal({ "policy.yaml": text }, NOW);
  const command = doctorCommand({
    AWS_ENDPOINT_URL_APPSTREAM: emulator.endpointTemplate,
    BROKER_ORIGIN: ORIGIN,
  });
  const all = ["doctor", "--policy", "policy.yaml", ...words];
  const exitCode = await runCommandLine(all, [command], terminal);
  return { exitCode, out: terminal.outLines, error: terminal.errorLines };
}

describe("doctorCommand", () => {
  it("finds an account well that has what the policy promises", async () => {
    expect(await doctor(["--account", "111122223333"])).toStrictEqual({
      exitCode: 0,
      out: ["policy.yaml: 4 fleets looked at: 0 faults, 0 warnings"],
      error: [],
    });
  });

  it("asks once for what several fleets share, and changes nothing", async () => {
    await doctor();
    const asked = emulator.requests().map(({ operation, region }) => `${region} ${operation}`);
    expect(asked.toSorted()).toStrictEqual([
      "eu-central-1 DescribeFleets",
      "eu-central-1 DescribeImages",
      "eu-central-1 DescribeStacks",
      "eu-central-1 ListAssociatedFleets",
      "eu-west-1 DescribeApplicationFleetAssociations",
      "eu-west-1 DescribeApplications",
      "eu-west-1 DescribeFleets",
      "eu-west-1 DescribeImages",
      "eu-west-1 DescribeStacks",
      "eu-west-1 ListAssociatedFleets",
      "eu-west-1 ListAssociatedFleets",
      "us-east-1 DescribeFleets",
      "us-east-1 DescribeImages",
      "us-east-1 DescribeStacks",
      "us-east-1 ListAssociatedFleets",
    ]);
  });

  it("reads lists of several pages", async () => {
    await start({ pageSize: 1 });
    expect((await doctor()).exitCode).toBe(0);
  });

  it("points at the line of everything that is wrong", async () => {
    emulator.setFleetState("eu-west-1", "finance-a", "STOPPED");
    emulator.changeFleet("eu-central-1", "finance-b", { domainJoined: true, capacity: 0 });
    emulator.changeAssociation("us-east-1", "design", "design-a", false);
    const text = stringify(
      withValue(
        ["applications", "design", "appstreamApplication"],
        "designer",
        withValue(["fleets", "dublin", "stack"], "desing"),
      ),
    );
    const lineOf = (start: string, after: string) => {
      const lines = text.split("\n");
      const from = lines.findIndex((line) => line.startsWith(after));
      return lines.findIndex((line, index) => index > from && line.trim().startsWith(start)) + 1;
    };
    const { exitCode, out } = await doctor([], text);
    expect(exitCode).toBe(1);
    const told = out.slice(0, -1).map((line) => {
      const [, number, path, severity] = /^policy\.yaml:(\d+):\d+ {2}(\S+) {2}(\w+): /.exec(line) ?? [];
      return `${number} ${severity} ${path}`;
    });
    expect(told).toStrictEqual([
      `${lineOf("fleet:", "  ireland:")} fault fleets.ireland.fleet`,
      `${lineOf("region:", "  frankfurt:") - 1} fault fleets.frankfurt.launchMethod`,
      `${lineOf("fleet:", "  frankfurt:")} warning fleets.frankfurt.fleet`,
      `${lineOf("stack:", "  virginia:")} fault fleets.virginia.stack`,
      `${lineOf("stack:", "  dublin:")} fault fleets.dublin.stack`,
      `${lineOf("- virginia", "  design:")} fault applications.design.fleets[0]`,
      `${lineOf("- dublin", "  design:")} fault applications.design.fleets[1]`,
    ]);
    expect(out.at(-1)).toBe("policy.yaml: 4 fleets looked at: 6 faults, 1 warning");
  });

  it("answers in JSON", async () => {
    await start({ stacks: [] });
    const { exitCode, out } = await doctor(["--json"]);
    expect(exitCode).toBe(0);
    const report = JSON.parse(out.join());
    expect(report).toMatchObject({ file: "policy.yaml", fleets: 4 });
    expect(report.findings).toHaveLength(4);
    expect(report.findings[0]).toMatchObject({
      ...{ severity: "warning", path: "fleets.ireland.stack", rule: "stack_settings" },
    });
    expect(Object.keys(report.findings[0])).toStrictEqual([
      "severity",
      "line",
      "column",
      "path",
      "message",
      "rule",
    ]);
  });

  it("says what it could not check and which permission that takes, and nothing else of it", async () => {
    emulator.injectFault({ kind: "access_denied", operation: "DescribeStacks", region: "us-east-1" });
    emulator.injectFault({ kind: "access_denied", operation: "DescribeImages", region: "us-east-1" });
    emulator.injectFault({ kind: "access_denied", operation: "DescribeApplications" });
    const { exitCode, out } = await doctor();
    expect(exitCode).toBe(2);
    expect(out.map((line) => line.split("  ").at(-1))).toStrictEqual([
      "unchecked: could not be checked in eu-west-1: needs appstream:DescribeApplications",
      "unchecked: could not be checked in us-east-1: needs appstream:DescribeImages, appstream:DescribeStacks",
      "policy.yaml: 4 fleets looked at: 0 faults, 0 warnings, not everything could be checked",
    ]);
  });

  it("checks the other Regions where one is not there", async () => {
    emulator.injectFault({ kind: "reset", region: "us-east-1" });
    emulator.setFleetState("eu-west-1", "finance-a", "STOPPED");
    const { exitCode, out } = await doctor();
    expect(exitCode).toBe(1);
    expect(out.join("\n")).toContain("could not be checked in us-east-1: AppStream cannot be reached");
    expect(out.join("\n")).toContain("is STOPPED");
  });

  describe("with --permissions", () => {
    const minted = () => emulator.requests().filter(({ operation }) => operation === "CreateStreamingURL");

    it("never asks for a streaming URL that could be made", async () => {
      expect((await doctor(["--permissions"])).exitCode).toBe(0);
      expect(minted()).toHaveLength(4);
      for (const { input } of minted()) expect(input).toMatchObject({ UserId: "!", Validity: 0 });
      expect(emulator.sessions()).toStrictEqual([]);
      for (const { input } of minted()) {
        for (const valid of [{ UserId: "ana" }, { Validity: 60 }]) {
          await expect(createWith({ ...input, ...valid })).rejects.toThrow("validation error");
        }
      }
    });

    it("asks for none without it", async () => {
      await doctor();
      expect(minted()).toStrictEqual([]);
    });

    it("tells a denial from a refusal that comes of the impossible user", async () => {
      emulator.injectFault({ kind: "access_denied", operation: "CreateStreamingURL", fleet: "design-b" });
      const { exitCode, out } = await doctor(["--permissions"]);
      expect(exitCode).toBe(1);
      expect(out).toHaveLength(2);
      expect(out[0]).toMatch(
        / fleets\.dublin {2}fault: these credentials are denied appstream:CreateStreamingURL/,
      );
    });

    it("does not take a throttle for a permission", async () => {
      emulator.injectFault({
        kind: "service_unavailable",
        operation: "CreateStreamingURL",
        fleet: "design-b",
      });
      const { exitCode, out } = await doctor(["--permissions"]);
      expect(exitCode).toBe(2);
      expect(out[0]).toContain("AppStream failed (appstream:CreateStreamingURL)");
    });
  });

  it("refuses questions that are wrong", async () => {
    const terminal = recordedTerminal({}, NOW);
    const ask = (...words: readonly string[]) =>
      runCommandLine(["doctor", ...words], [doctorCommand({})], terminal);
    expect(await ask()).toBe(2);
    expect(await ask("--policy", "p.yaml", "--account", "12")).toBe(2);
    expect(await ask("--policy", "p.yaml", "--origin", "https://stream.example.com/")).toBe(2);
    expect(await ask("--policy", "p.yaml")).toBe(2);
    expect(terminal.errorLines).toStrictEqual([
      "doctor: --policy is missing: the policy file that is deployed",
      "doctor: --account takes the twelve digits of an AWS account",
      "doctor: --origin takes an address without a path, such as https://stream.example.com",
      "p.yaml: no such file",
    ]);
  });

  it("reports the faults of a policy before it asks anybody", async () => {
    expect((await doctor([], "version: 2")).exitCode).toBe(1);
    expect(emulator.requests()).toStrictEqual([]);
  });
});
