/**
 * What `streamgate drain` was asked to do, read from its arguments as a whole.
 * Invariant: a request to begin has an owner, a reason and an end; nobody closes a fleet namelessly or for ever.
 */
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { Drain } from "../../functions/core/situation.ts";
import { type BrokerTables, readBrokerTables } from "../broker-tables.ts";
import type { CommandArguments } from "../command.ts";
import type { OptionFault } from "../option-fault.ts";
import { isShortLine } from "../short-line.ts";
import { endOfDrain } from "./end-of-drain.ts";

type Environment = Readonly<Record<string, string | undefined>>;

type DrainAction =
  | { readonly kind: "list" }
  | { readonly kind: "end"; readonly fleet: string }
  | { readonly kind: "begin"; readonly fleet: string; readonly drain: Drain; readonly force: boolean };

export interface DrainRequest extends BrokerTables {
  readonly policyFile: string;
  readonly action: DrainAction;
}

const SAID_ONLY_TO_BEGIN = ["owner", "reason", "until", "force"] as const;

/** Everything that is wrong, or what to do. `environment`: for the table and the Regions. */
export function readDrainRequest(
  { positionals, values }: CommandArguments,
  environment: Environment,
  nowEpochSeconds: number,
): Result<DrainRequest, readonly OptionFault[]> {
  const tables = readBrokerTables(values, environment);
  const action = readAction(positionals[0], values, nowEpochSeconds);
  const { policy } = values;
  if (policy !== undefined && tables.ok && action.ok) {
    return ok({ policyFile: String(policy), ...tables.value, action: action.value });
  }
  const missing =
    policy === undefined ? [fault("--policy", "is missing: the policy file that is deployed")] : [];
  return err([...missing, ...(tables.ok ? [] : tables.error), ...(action.ok ? [] : action.error)]);
}

function readAction(
  fleet: string | undefined,
  values: CommandArguments["values"],
  nowEpochSeconds: number,
): Result<DrainAction, readonly OptionFault[]> {
  if (values.list !== true && values.end !== true) return readBeginning(fleet, values, nowEpochSeconds);
  const word = values.list === true ? "--list" : "--end";
  const faults = SAID_ONLY_TO_BEGIN.filter((name) => values[name] !== undefined).map((name) =>
    fault(`--${name}`, `does not go with ${word}`),
  );
  if (values.list === true) {
    if (values.end === true) faults.push(fault("--end", "does not go with --list"));
    if (fleet !== undefined) faults.push(fault("FLEET", "does not go with --list"));
    return faults.length > 0 ? err(faults) : ok({ kind: "list" });
  }
  if (fleet === undefined) return err([fault("FLEET", "is missing: the fleet to open again"), ...faults]);
  return faults.length > 0 ? err(faults) : ok({ kind: "end", fleet });
}

function readBeginning(
  fleet: string | undefined,
  { owner, reason, until, force }: CommandArguments["values"],
  nowEpochSeconds: number,
): Result<DrainAction, readonly OptionFault[]> {
  const end = readEnd(until, nowEpochSeconds);
  const faults = Object.entries({ owner, reason }).flatMap(([name, text]) =>
    isShortLine(text)
      ? []
      : [fault(`--${name}`, "is missing or no short line: it is what others read during the maintenance")],
  );
  if (!end.ok) faults.push(fault("--until", end.error));
  if (fleet === undefined)
    return err([fault("FLEET", "is missing: the fleet's id in the policy, or --list"), ...faults]);
  if (!end.ok || faults.length > 0) return err(faults);
  const drain = { owner: String(owner), reason: String(reason), until: end.value };
  return ok({ kind: "begin", fleet, drain, force: force === true });
}

function readEnd(until: string | boolean | undefined, nowEpochSeconds: number): Result<number, string> {
  return until === undefined
    ? err("is missing: when the maintenance is over, such as +2h")
    : endOfDrain(String(until), nowEpochSeconds);
}

function fault(option: string, message: string): OptionFault {
  return { option, message };
}
