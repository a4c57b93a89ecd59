/**
 * What `streamgate disable` and `enable` were asked to do, read from their arguments as a whole.
 * Invariant: nobody's access is taken away or given back namelessly or without a reason, and a person is named by both the
 * identity provider and the subject there.
 */
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { Identity } from "../../functions/revocation-ports.ts";
import { type BrokerTables, readBrokerTables } from "../broker-tables.ts";
import type { CommandArguments } from "../command.ts";
import { momentOf } from "../drain/end-of-drain.ts";
import type { OptionFault } from "../option-fault.ts";
import { isShortLine } from "../short-line.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Values = CommandArguments["values"];

export interface PersonRequest extends BrokerTables {
  readonly policyFile: string;
  readonly person: Identity;
  /** Null: only to be shown. */
  readonly change: PersonChange | null;
}

export interface PersonChange {
  readonly by: string;
  readonly reason: string;
  /** Seconds since the epoch; null: without an end. */
  readonly until: number | null;
}

/** As long as a claim may be (identity/principal-mapping.ts). */
const MAX_SUBJECT_LENGTH = 255;
const SAID_ONLY_TO_CHANGE = ["by", "reason", "until"] as const;

/** Everything that is wrong, or what to do. `environment`: for the table and the Regions. */
export function readPersonRequest(
  values: Values,
  environment: Environment,
  nowEpochSeconds: number,
): Result<PersonRequest, readonly OptionFault[]> {
  const tables = readBrokerTables(values, environment);
  const person = readPerson(values);
  const change = values.show === true ? readShow(values) : readChange(values, nowEpochSeconds);
  const { policy } = values;
  if (policy !== undefined && tables.ok && person.ok && change.ok) {
    return ok({ policyFile: String(policy), ...tables.value, person: person.value, change: change.value });
  }
  return err([
    ...(policy === undefined ? [fault("--policy", "is missing: the policy file that is deployed")] : []),
    ...[tables, person, change].flatMap((part) => (part.ok ? [] : part.error)),
  ]);
}

function readPerson({
  "identity-provider": identityProvider,
  subject,
}: Values): Result<Identity, readonly OptionFault[]> {
  const isSubject = typeof subject === "string" && subject.length > 0 && subject.length <= MAX_SUBJECT_LENGTH;
  if (typeof identityProvider === "string" && isSubject) return ok({ identityProvider, subject });
  const missing = identityProvider === undefined ? ["is missing: the provider's id in the policy"] : [];
  return err([
    ...missing.map((message) => fault("--identity-provider", message)),
    ...(isSubject
      ? []
      : [fault("--subject", "must be the person's subject there, as audit events have it, exactly")]),
  ]);
}

function readShow(values: Values): Result<null, readonly OptionFault[]> {
  const faults = SAID_ONLY_TO_CHANGE.filter((name) => values[name] !== undefined).map((name) =>
    fault(`--${name}`, "does not go with --show"),
  );
  return faults.length > 0 ? err(faults) : ok(null);
}

function readChange(
  { by, reason, until }: Values,
  nowEpochSeconds: number,
): Result<PersonChange, readonly OptionFault[]> {
  const end = until === undefined ? null : momentOf(String(until), nowEpochSeconds);
  const faults = [
    ...(isShortLine(by) ? [] : [fault("--by", "is missing or no short line: who answers for it")]),
    ...(isShortLine(reason) ? [] : [fault("--reason", "is missing or no short line: why")]),
    ...(end === null || (end !== undefined && end > nowEpochSeconds)
      ? []
      : [fault("--until", "takes a moment to come such as 2026-12-01T06:00:00Z, or +30m, +2h, +3d")]),
  ];
  if (faults.length > 0 || end === undefined) return err(faults);
  return ok({ by: String(by), reason: String(reason), until: end });
}

function fault(option: string, message: string): OptionFault {
  return { option, message };
}
