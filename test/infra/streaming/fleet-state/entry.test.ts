import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { bundleFunction } from "../../../../dev/build/bundle.ts";
import type { FleetHandlers } from "../../../../infra/streaming/fleet-state/handlers.ts";
import { aFleet, startStage } from "../../../dev/appstream-emulator/stage.ts";
import { anEvent, FLEET } from "./requests.ts";

const ENTRY = fileURLToPath(new URL("../../../../infra/streaming/fleet-state/entry.ts", import.meta.url));

async function bundled(): Promise<FleetHandlers> {
  const folder = mkdtempSync(join(tmpdir(), "fleet-operator-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, "index.cjs");
  await bundleFunction({ entry: ENTRY, outfile });
  return createRequire(import.meta.url)(outfile) as FleetHandlers;
}

describe("the operator's bundle", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("turns a fleet with what Lambda gives it: a Region, credentials, and nothing else", async () => {
    const { emulator } = await startStage({
      fleets: [aFleet({ state: "STOPPED" })],
      fleetTransitionMilliseconds: 0,
      nowMilliseconds: Date.now,
    });
    vi.stubEnv("AWS_REGION", "eu-west-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "emulated-secret");
    vi.stubEnv("AWS_ENDPOINT_URL_APPSTREAM", `${emulator.origin}/eu-west-1`);
    const { onEvent, isComplete } = await bundled();

    const event = anEvent("Create", { Phase: "after_update" });
    const begun = await onEvent(event);
    expect(begun).toMatchObject({ PhysicalResourceId: `${FLEET}/running`, Goal: "running" });
    // What the framework hands on has been through JSON.
    const later = JSON.parse(JSON.stringify({ ...event, ...begun }));
    expect(await isComplete(later)).toEqual({ IsComplete: false });
    expect(await isComplete(later)).toEqual({ IsComplete: true });
    expect(emulator.requests().map(({ operation }) => operation)).toEqual([
      "DescribeFleets",
      "StartFleet",
      "DescribeFleets",
    ]);
  });
});
