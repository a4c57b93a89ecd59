/**
 * `streamgate drain FLEET`: keeps new sessions off a fleet for a while, in every Region of the broker, without a
 * deployment. Refuses to close the last fleet of anybody unless forced; whoever has a session there keeps it.
 */
import { suggestion } from "../../functions/core/closest.ts";
import { lastOpenFleets } from "../../functions/core/drains.ts";
import type { Policy } from "../../functions/core/policy.ts";
import { BROKER_TABLE_OPTIONS, WHERE_TO_LOOK } from "../broker-tables.ts";
import type { Command, ExitCode, Terminal } from "../command.ts";
import { type DrainRequest, readDrainRequest } from "../drain/drain-request.ts";
import { drainLines, momentText, strandedText } from "../drain/drain-text.ts";
import { createRegionalDrains, type RegionalDrains, type StoredDrains } from "../drain/regional-drains.ts";
import { faultLine } from "../option-fault.ts";
import { loadPolicyText } from "../policy-file.ts";
import { readTextFile } from "../read-text-file.ts";
import { reportFaults } from "../report-faults.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** `environment`: for the table, the Regions, and another endpoint, by the names that the functions know. */
export function drainCommand(environment: Environment): Command {
  return {
    name: "drain",
    summary:
      "keep new sessions off a fleet for a while, in every Region of the broker; exit 0 if all of them know",
    positionals: ["[FLEET]"],
    options: {
      policy: { type: "string", summary: "the policy file that is deployed" },
      owner: { type: "string", summary: "who answers for the maintenance" },
      reason: { type: "string", summary: "what others are told of it" },
      until: { type: "string", summary: "when it is over: 2026-12-01T06:00:00Z, +30m, +2h, +3d" },
      force: { type: "boolean", summary: "also where it leaves an application without a fleet" },
      end: { type: "boolean", summary: "open the fleet again" },
      list: { type: "boolean", summary: "show what is drained, by the policy and by command" },
      ...BROKER_TABLE_OPTIONS,
    },
    async run(args, terminal) {
      const request = readDrainRequest(args, environment, terminal.nowEpochSeconds());
      if (!request.ok) {
        for (const fault of request.error) terminal.error(`drain: ${faultLine(fault)}`);
        return 2;
      }
      const { policyFile: file, tableName: table, regions, action } = request.value;
      const text = await readTextFile(file, terminal);
      if (!text.ok) {
        terminal.error(text.error);
        return 1;
      }
      const policy = loadPolicyText(text.value, file);
      if (!policy.ok) return reportFaults(file, policy.error, false, terminal);
      const tables = createRegionalDrains({
        regions,
        table,
        endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB,
      });
      const stored = await tables.read();
      if (stored.ok) return await act(request.value, policy.value, tables, stored.value, terminal);
      const unchanged = action.kind === "list" ? "" : "; nothing was changed";
      terminal.error(
        `the table ${table} answers in none of ${regions.join(", ")}: ${WHERE_TO_LOOK}${unchanged}`,
      );
      return 1;
    },
  };
}

async function act(
  { action, policyFile, regions }: DrainRequest,
  policy: Policy,
  tables: RegionalDrains,
  stored: StoredDrains,
  terminal: Terminal,
): Promise<ExitCode> {
  const now = terminal.nowEpochSeconds();
  if (action.kind === "list") {
    const lines = drainLines(policy, stored.drains, now);
    for (const line of lines) terminal.out(line);
    if (lines.length === 0) terminal.out("no fleet is drained");
    return sayWhere("could not be read", stored.away, terminal);
  }

  const { fleet } = action;
  const isKnown = Object.hasOwn(policy.fleets, fleet);
  // What a former policy's fleet left behind can still be taken away.
  if (!isKnown && !(action.kind === "end" && stored.drains.has(fleet))) {
    terminal.error(`${policyFile}: has no fleet ${fleet}${suggestion(fleet, Object.keys(policy.fleets))}`);
    return 2;
  }
  if (action.kind === "end") {
    const failed = await tables.end(fleet);
    if (failed.length < regions.length) {
      terminal.out(`${fleet}: open again in ${doneIn(regions, failed)}${stillDrained(policy, fleet)}`);
    }
    return sayWhere("is drained there as before", failed, terminal);
  }

  const left = lastOpenFleets(policy, stored.drains, fleet, now);
  if (left.length > 0 && !action.force) {
    terminal.error(`${fleet}: would leave without a fleet: ${strandedText(left)}`);
    terminal.error("open another fleet of theirs first, or say --force");
    return 1;
  }
  const failed = await tables.begin(fleet, action.drain);
  if (failed.length < regions.length) {
    const until = momentText(action.drain.until);
    terminal.out(`${fleet}: takes no new session until ${until}, in ${doneIn(regions, failed)}`);
    if (left.length > 0) terminal.out(`${fleet}: left without a fleet: ${strandedText(left)}`);
  }
  return sayWhere("still takes people there", failed, terminal);
}

function sayWhere(consequence: string, failed: readonly string[], terminal: Terminal): ExitCode {
  if (failed.length === 0) return 0;
  terminal.error(`no answer from the table in ${failed.join(", ")}: ${consequence}; run this again`);
  return 1;
}

function doneIn(regions: readonly string[], failed: readonly string[]): string {
  return regions.filter((region) => !failed.includes(region)).join(", ");
}

function stillDrained(policy: Policy, fleet: string): string {
  const drain = Object.hasOwn(policy.fleets, fleet) ? policy.fleets[fleet]?.drain : undefined;
  return drain ? "; the policy still drains it, see `fleets`" : "";
}
