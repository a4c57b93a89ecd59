/** One target and what was found. A miss is said plainly and fails nothing: the machine may be the reason. */

export interface Verdict {
  readonly target: string;
  readonly limit: string;
  readonly found: string;
  readonly isMet: boolean;
}

export function atMost(target: string, found: number, limit: number, digits: number): Verdict {
  return { target, limit: `<= ${text(limit, digits)}`, found: text(found, digits), isMet: found <= limit };
}

export function atLeast(target: string, found: number, limit: number, digits: number): Verdict {
  return { target, limit: `>= ${text(limit, digits)}`, found: text(found, digits), isMet: found >= limit };
}

function text(value: number, digits: number): string {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
