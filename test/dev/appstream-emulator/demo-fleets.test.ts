import { describe, expect, it } from "vitest";
import { DEMO_FLEETS } from "../../../dev/appstream-emulator/demo-fleets.ts";
import { clientFor, startStage, streamingUrl } from "./stage.ts";

const launchable = DEMO_FLEETS.filter((fleet) => !fleet.domainJoined);

describe("DEMO_FLEETS", () => {
  it("names every fleet once", () => {
    const names = DEMO_FLEETS.map((fleet) => fleet.fleet);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(launchable.map((fleet) => [fleet.fleet, fleet] as const))(
    "lets %s be opened",
    async (_name, fleet) => {
      const { emulator } = await startStage({
        fleets: DEMO_FLEETS,
        startDelayMilliseconds: { ON_DEMAND: 0 },
      });
      const url = await streamingUrl(clientFor(emulator, { region: fleet.region }), {
        StackName: fleet.stack,
        FleetName: fleet.fleet,
        ApplicationId: fleet.streamView === "DESKTOP" ? "Desktop" : fleet.applications[0]?.name,
      });
      expect((await fetch(url)).status).toBe(200);
    },
  );
});
