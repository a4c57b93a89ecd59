/**
 * Why nothing was started, as one table: the reason is stable and goes into the operator's log, the page kind is what
 * the person is told, the exit code is for scripts.
 * Invariant: no fault carries a handle, a cookie, an argument or an address.
 */

/** What the person can do: start again from the portal, wait, or call somebody. */
export type PageKind = "start_again" | "try_later" | "set_up" | "clock";

interface Row {
  readonly page: PageKind;
  readonly exitCode: number;
}

export const FAULTS = {
  usage: { page: "set_up", exitCode: 64 },
  configuration_missing: { page: "set_up", exitCode: 10 },
  configuration_invalid: { page: "set_up", exitCode: 10 },
  facts_missing: { page: "set_up", exitCode: 11 },
  context_missing: { page: "start_again", exitCode: 12 },
  context_malformed: { page: "start_again", exitCode: 12 },
  credentials_missing: { page: "try_later", exitCode: 13 },
  context_refused: { page: "start_again", exitCode: 14 },
  instance_not_allowed: { page: "set_up", exitCode: 14 },
  clock_off: { page: "clock", exitCode: 14 },
  broker_unreachable: { page: "try_later", exitCode: 15 },
  broker_slow: { page: "try_later", exitCode: 15 },
  broker_unavailable: { page: "try_later", exitCode: 15 },
  answer_malformed: { page: "try_later", exitCode: 16 },
  answer_too_large: { page: "try_later", exitCode: 16 },
  application_unknown: { page: "set_up", exitCode: 17 },
  application_unexpected: { page: "start_again", exitCode: 17 },
  arguments_undeclared: { page: "set_up", exitCode: 17 },
  environment_undeclared: { page: "set_up", exitCode: 17 },
  address_undeclared: { page: "set_up", exitCode: 17 },
  cookie_undeclared: { page: "set_up", exitCode: 17 },
  program_missing: { page: "set_up", exitCode: 18 },
  browser_missing: { page: "set_up", exitCode: 18 },
  browser_failed: { page: "try_later", exitCode: 18 },
  cookie_refused: { page: "set_up", exitCode: 18 },
  session_ended: { page: "start_again", exitCode: 19 },
} as const satisfies Record<string, Row>;

export type FaultReason = keyof typeof FAULTS;

export interface Fault {
  readonly reason: FaultReason;
  /** For the operator: names of keys, variables and files of the image, an HTTP status; never a value from outside. */
  readonly detail?: string;
  /** The broker's, where it answered with one. */
  readonly correlationId?: string;
}
