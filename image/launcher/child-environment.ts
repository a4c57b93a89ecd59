/**
 * The environment of what is started: the session's own, without what is the launcher's, and with what is declared. Pure.
 * Invariant: no context, no credentials, and no variable through which a browser takes further flags.
 */
import type { Variables } from "./session-facts.ts";

const WITHHELD = [/^APPSTREAM_SESSION_CONTEXT$/i, /^AWS_/i, /^CHROM(?:E|IUM)_/i, /^NODE_/i];

export function childEnvironment(
  inherited: Variables,
  declared: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = Object.entries(inherited).flatMap(([name, value]) =>
    value === undefined || WITHHELD.some((form) => form.test(name)) ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(kept), ...declared };
}
