/**
 * Which tables of launch records a command is about: their name, and all Regions of the broker. Options come first, then
 * what the broker's functions are told, then the name of a usual deployment's table. Never one Region for all of them:
 * a fleet that is drained in one would go on taking people in the others.
 */
import { err, ok, type Result } from "../functions/core/result.ts";
import { commaList } from "./comma-list.ts";
import type { Command, CommandArguments } from "./command.ts";
import type { OptionFault } from "./option-fault.ts";

export interface BrokerTables {
  /** At least one, each once. */
  readonly regions: readonly string[];
  readonly tableName: string;
}

export const DEFAULT_TABLE = "streamgate-launches";

export const BROKER_TABLE_OPTIONS: Command["options"] = {
  table: { type: "string", summary: `of launch records; default LAUNCH_TABLE, or ${DEFAULT_TABLE}` },
  regions: {
    type: "string",
    summary: "all Regions of the broker, comma-separated; default BROKER_REGIONS",
  },
};

/** For a table that does not answer. */
export const WHERE_TO_LOOK = "look at --table, --regions and your AWS credentials";

const TABLE = /^[A-Za-z0-9_.-]{3,255}$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** An empty variable counts as none. */
export function readBrokerTables(
  { table, regions: named }: CommandArguments["values"],
  { LAUNCH_TABLE, BROKER_REGIONS }: Readonly<Record<string, string | undefined>>,
): Result<BrokerTables, readonly OptionFault[]> {
  const tableName = String(table ?? (LAUNCH_TABLE || DEFAULT_TABLE));
  const regions = commaList(String(named ?? BROKER_REGIONS ?? ""));
  const faults: OptionFault[] = [];
  if (!TABLE.test(tableName)) {
    faults.push({
      option: "--table",
      message: `must be the table of launch records, such as \`${DEFAULT_TABLE}\`; or set LAUNCH_TABLE`,
    });
  }
  if (regions.length === 0 || !regions.every((region) => REGION.test(region))) {
    faults.push({
      option: "--regions",
      message: "must be the Regions of the broker, such as `eu-west-1,us-east-1`; or set BROKER_REGIONS",
    });
  }
  return faults.length > 0 ? err(faults) : ok({ regions: [...new Set(regions)], tableName });
}
