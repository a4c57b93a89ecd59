/** All that is measured of handovers, one after the other. */
import type { Plan } from "../plan.ts";
import { measureLauncher } from "./launcher.ts";
import { measureRace, measureRedemptions } from "./redemptions.ts";
import type { HandoverReport } from "./report.ts";
import { startHandoverStage } from "./stage.ts";

export async function measureHandover(plan: Plan["handover"], directory: string): Promise<HandoverReport> {
  const stage = await startHandoverStage(directory);
  try {
    const redemptions = await measureRedemptions(stage, plan.redemptions);
    const race = await measureRace(stage, plan.racers);
    return { redemptions, race, launcher: await measureLauncher(directory, plan.starts) };
  } finally {
    await stage.stop();
  }
}
