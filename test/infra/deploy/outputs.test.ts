import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { outputsFile, outputsReport, readOutputs } from "../../../infra/deploy/outputs.ts";

const folder = mkdtempSync(join(tmpdir(), "streamgate-outputs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the outputs of a deployment", () => {
  it("are read from a file for each stack, and told once each", async () => {
    const write = (stack: string, values: object) =>
      writeFileSync(outputsFile(folder, stack), JSON.stringify({ [stack]: values }));
    const shared = {
      Address: "https://stream.example.com",
      RedirectUriCorporate: "https://stream.example.com/login/corporate/callback",
    };
    write("gate-broker-eu-west-1", {
      ...shared,
      HealthUrl: "https://a.example/healthz",
      DashboardUrl: "https://eu",
    });
    write("gate-broker-us-east-1", {
      ...shared,
      HealthUrl: "https://b.example/healthz",
      DashboardUrl: "https://us",
    });
    write("other-broker-eu-west-1", { Address: "https://other.example.com" });
    const names = ["gate-broker-eu-west-1", "gate-broker-us-east-1", "gate-edge-us-east-1"];
    const outputs = await readOutputs(folder, names);
    expect(outputs["gate-broker-us-east-1"]?.HealthUrl).toBe("https://b.example/healthz");
    expect(outputsReport(outputs).split("\n")).toEqual([
      "",
      "What you need now:",
      "  Address  https://stream.example.com",
      "  RedirectUriCorporate  https://stream.example.com/login/corporate/callback",
      "  DashboardUrl  https://eu",
      "  DashboardUrl  https://us",
    ]);
  });
});
