/** Text out of somebody else's document, made fit for a terminal: no control characters, nothing that turns the line around. */

const MAX_LENGTH = 200;

export function printable(text: string): string {
  const shown = text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, "?");
  return shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)}…` : shown;
}
