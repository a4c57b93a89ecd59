/** `streamgate enable`: gives a person whom `disable` shut out their access back. They sign in anew. */
import { formatEvent } from "../../functions/audit/stdout-sink.ts";
import { enablePerson } from "../../functions/people/disabling.ts";
import type { Command } from "../command.ts";
import { doneIn, nameOf, PERSON_OPTIONS, runPersonCommand } from "../people/run-person-command.ts";

/** `environment`: for the table, the Regions, and another endpoint, by the names that the functions know. */
export function enableCommand(environment: Readonly<Record<string, string | undefined>>): Command {
  return {
    name: "enable",
    summary: "give a disabled person's access back, in every Region of the broker; exit 0 if all know",
    positionals: [],
    options: PERSON_OPTIONS,
    run: (args, terminal) =>
      runPersonCommand("enable", args, environment, terminal, async (call) => {
        const { people, person, change, regions, policy } = call;
        const { by, reason } = change;
        const endsStreams = (policy.sessions.endStreamsOn ?? []).includes("disable");
        const missing = await enablePerson(
          {
            everywhere: people.everywhere,
            endings: endsStreams ? people.endings : undefined,
            audit: { write: (event) => terminal.out(formatEvent(event)) },
            now: () => terminal.nowEpochSeconds() * 1_000,
          },
          { person, by, reason, correlationId: `cli-${crypto.randomUUID()}` },
        );
        if (missing.length < regions.length) {
          terminal.out(`${nameOf(person)}: may sign in again, in ${doneIn(regions, missing)}`);
        }
        if (missing.length === 0) return 0;
        terminal.error(
          `no answer from the table in ${missing.join(", ")}: the person may be shut out there as before; run this again`,
        );
        return 1;
      }),
  };
}
