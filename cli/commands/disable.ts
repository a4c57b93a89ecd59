/**
 * `streamgate disable`: takes a person's access away in every Region of the broker, without a deployment and at once: their
 * sessions end, and nobody signs them in again until `enable`, or until the end that was said.
 */
import { formatEvent } from "../../functions/audit/stdout-sink.ts";
import { disablePerson } from "../../functions/people/disabling.ts";
import type { Command } from "../command.ts";
import { momentText } from "../drain/drain-text.ts";
import { doneIn, nameOf, PERSON_OPTIONS, runPersonCommand } from "../people/run-person-command.ts";

/** `environment`: for the table, the Regions, and another endpoint, by the names that the functions know. */
export function disableCommand(environment: Readonly<Record<string, string | undefined>>): Command {
  return {
    name: "disable",
    summary: "take a person's access away, in every Region of the broker; exit 0 if all of them know",
    positionals: [],
    options: {
      ...PERSON_OPTIONS,
      until: { type: "string", summary: "when it is over by itself: 2026-12-01T06:00:00Z, +2h, +3d" },
      show: { type: "boolean", summary: "only show whether the person is disabled" },
    },
    run: (args, terminal) =>
      runPersonCommand("disable", args, environment, terminal, async (call) => {
        const { people, person, change, regions, policy } = call;
        const endsStreams = (policy.sessions.endStreamsOn ?? []).includes("disable");
        const { missingIn, streams } = await disablePerson(
          {
            everywhere: people.everywhere,
            endings: endsStreams ? people.endings : undefined,
            audit: { write: (event) => terminal.out(formatEvent(event)) },
            now: () => terminal.nowEpochSeconds() * 1_000,
          },
          { person, disabling: change, correlationId: `cli-${crypto.randomUUID()}` },
        );
        if (missingIn.length < regions.length) {
          const end = change.until === null ? "" : ` until ${momentText(change.until)}`;
          terminal.out(`${nameOf(person)}: disabled${end}, in ${doneIn(regions, missingIn)}`);
        }
        if (streams !== "not_requested") terminal.out(`${nameOf(person)}: ${STREAMS[streams]}`);
        else
          terminal.error(
            "their streaming sessions go on: no table took the request to end them; run this again",
          );
        if (missingIn.length === 0) return streams === "not_requested" ? 1 : 0;
        terminal.error(
          `no answer from the table in ${missingIn.join(", ")}: the person may go on there; run this again`,
        );
        return 1;
      }),
  };
}

const STREAMS = {
  go_on: "a streaming session that is open goes on; the policy's `sessions.endStreamsOn` has no `disable`",
  requested: "their streaming sessions end within two minutes",
} as const;
