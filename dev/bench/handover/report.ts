/** What a handover costs, as a table, and what it is held against. */
import { formatTable } from "../table.ts";
import { atLeast, atMost, type Verdict } from "../verdict.ts";
import type { LauncherFigures } from "./launcher.ts";
import type { RaceFigures, RedemptionFigures } from "./redemptions.ts";

export interface HandoverReport {
  readonly redemptions: RedemptionFigures;
  readonly race: RaceFigures;
  /** Undefined: no Chromium. */
  readonly launcher: LauncherFigures | undefined;
}

const REDEEM_TO_WRITE = 2;
const LAUNCHER_MILLISECONDS = 600;

export function handoverTables({
  redemptions: { redeemP50, writeP50 },
  race,
  launcher,
}: HandoverReport): string {
  const { racers, succeeded, refused, unanswered, seconds } = race;
  return [
    formatTable([
      ["redeeming a session context", "p50 ms", ""],
      ["one conditional write of the store", writeP50.toFixed(2), ""],
      [
        "the context function, write and token included",
        redeemP50.toFixed(2),
        `×${(redeemP50 / writeP50).toFixed(2)}`,
      ],
    ]),
    formatTable([
      ["one handle, two Regions' functions", "succeeded", "refused", "unanswered", "s"],
      [
        `${racers.toLocaleString("en")} redemptions`,
        ...[succeeded, refused, unanswered].map(String),
        seconds.toFixed(1),
      ],
    ]),
    formatTable([["start to the page's first byte", "p50 ms"], ...launcherRows(launcher)]),
  ].join("\n\n");
}

function launcherRows(launcher: LauncherFigures | undefined): readonly (readonly string[])[] {
  if (launcher === undefined) return [["not measured: no Chromium", "-"]];
  const { aloneMilliseconds, launcherMilliseconds } = launcher;
  return [
    ["Chromium alone", aloneMilliseconds.toFixed(0)],
    ["the launcher with Chromium", launcherMilliseconds.toFixed(0)],
  ];
}

/** Without Chromium nothing is said about the launcher: what was not measured is neither met nor missed. */
export function handoverVerdicts({ redemptions, race, launcher }: HandoverReport): readonly Verdict[] {
  const { redeemP50, writeP50 } = redemptions;
  return [
    atMost("redeem p50 to one conditional write", redeemP50 / writeP50, REDEEM_TO_WRITE, 2),
    atLeast("one handle redeemed at once, successes", race.succeeded, 1, 0),
    atMost("one handle redeemed at once, successes", race.succeeded, 1, 0),
    ...(launcher === undefined
      ? []
      : [
          atMost(
            "start to first byte, the launcher's share, ms",
            launcher.launcherMilliseconds - launcher.aloneMilliseconds,
            LAUNCHER_MILLISECONDS,
            0,
          ),
        ]),
  ];
}
