/** One line of the self-test. */

export interface Check {
  /** `note` is worth knowing and stops nothing. */
  readonly level: "ok" | "note" | "missing";
  readonly text: string;
}
