/**
 * `streamgate explain`: may this person launch this application, where, and why? Of somebody made up, or of a past launch,
 * which is decided again from its record. Offline but for that record, which is read from the launch tables, and for
 * `--live`, which asks AppStream and the tables what the fleets do now.
 */
import { explainRequestParser } from "../../functions/core/explain-request.ts";
import { indexPolicy, type PolicyIndex } from "../../functions/core/policy-index.ts";
import { answerQuestion } from "../../functions/operators/answer-question.ts";
import type { NotFound } from "../../functions/ports.ts";
import { createLaunchArchive } from "../../functions/stores/launch-archive.ts";
import { type BrokerTables, DEFAULT_TABLE, readBrokerTables, WHERE_TO_LOOK } from "../broker-tables.ts";
import type { Command, CommandArguments, ExitCode, Terminal } from "../command.ts";
import { compilePolicy } from "../compile-policy.ts";
import { EXPLAIN_OPTIONS, missingProvider, optionFaults, questionOf } from "../explain-options.ts";
import { liveFleets } from "../live-fleets.ts";
import { faultLine, type OptionFault } from "../option-fault.ts";
import { readerBeside, readTextFile } from "../read-text-file.ts";
import { reportFaults } from "../report-faults.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const LIVE_AND_PAST: OptionFault = {
  option: "--live",
  message: "cannot be asked together with a past launch, whose record has what was seen then",
};

/** `environment`: for the table, the Regions, and other endpoints, by the names that the functions and AWS's own tools know. */
export function explainCommand(environment: Environment): Command {
  return {
    name: "explain",
    summary:
      "say whether somebody may launch an application, where, and why; exit 0 with an explanation, else 1",
    positionals: [],
    options: EXPLAIN_OPTIONS,
    async run(args, terminal) {
      const asJson = args.values.json === true;
      const file = args.values.policy;
      if (typeof file !== "string") {
        return refused(
          [{ option: "--policy", message: "is missing: name the policy file" }],
          asJson,
          terminal,
        );
      }
      const text = await readTextFile(file, terminal);
      if (!text.ok) {
        terminal.error(text.error);
        return 1;
      }
      const now = terminal.nowEpochSeconds();
      const compiled = await compilePolicy(text.value, file, readerBeside(file, terminal), now);
      if (!compiled.ok) return reportFaults(file, compiled.error, asJson, terminal);
      const index = indexPolicy(compiled.value.policy, compiled.value.version);
      return await explainBy(index, args, environment, terminal);
    },
  };
}

async function explainBy(
  index: PolicyIndex,
  args: CommandArguments,
  environment: Environment,
  terminal: Terminal,
): Promise<ExitCode> {
  const asJson = args.values.json === true;
  const isLive = args.values.live === true;
  const providers = Object.keys(index.policy.identityProviders);
  const question = explainRequestParser(index)(questionOf(args, providers));
  const tables = readBrokerTables(args.values, environment);
  const faults = [
    ...(question.ok ? [] : optionFaults(question.error)),
    ...missingProvider(args, providers),
    ...(tables.ok || (args.values.launch === undefined && !isLive) ? [] : tables.error),
    ...(isLive && args.values.launch !== undefined ? [LIVE_AND_PAST] : []),
  ];
  if (!question.ok || faults.length > 0) return refused(faults, asJson, terminal);
  const where = tables.ok ? tables.value : { regions: [], tableName: DEFAULT_TABLE };
  const endpoint = environment.AWS_ENDPOINT_URL_DYNAMODB;
  const archive = createLaunchArchive({ ...where, own: undefined, endpoint });
  const now = () => terminal.nowEpochSeconds() * 1_000;
  const live = isLive
    ? await liveFleets({
        ...{ index, ...where, nowMilliseconds: now() },
        appstreamEndpoint: environment.AWS_ENDPOINT_URL_APPSTREAM,
        dynamoDbEndpoint: endpoint,
      })
    : undefined;
  for (const sentence of live?.unknown ?? []) terminal.error(sentence);
  const answer = await answerQuestion({ index, archive, now, watch: live?.watch }, question.value);
  if (!answer.ok) {
    terminal.error(notFoundText(answer.error, where));
    return 1;
  }
  const { explanation } = answer.value;
  if (asJson) terminal.out(JSON.stringify({ ...explanation, ...(live && { unknown: live.unknown }) }));
  else for (const sentence of explanation.sentences) terminal.out(sentence);
  return 0;
}

function refused(faults: readonly OptionFault[], asJson: boolean, terminal: Terminal): 1 {
  if (asJson) terminal.out(JSON.stringify({ valid: false, faults }));
  else for (const fault of faults) terminal.error(faultLine(fault));
  return 1;
}

function notFoundText(notFound: NotFound, { regions, tableName }: BrokerTables): string {
  if (notFound.kind === "not_found") {
    return `no record of this launch in ${tableName} of ${regions.join(", ")}: it is over, it was refused before a fleet was chosen (then its audit event is the record), or the broker has other Regions`;
  }
  return `the table ${tableName} does not answer in ${notFound.regions.join(", ")}: ${WHERE_TO_LOOK}, and ask again`;
}
