/**
 * The "did you mean" of fault messages: the known word nearest to what was written.
 */

/** The nearest word within a third of the letters written; undefined where none is near enough to be a slip of the pen. */
export function closest(written: string, known: readonly string[]): string | undefined {
  const slips = Math.floor(written.length / 3);
  return known
    .map((word) => ({ word, distance: editDistance(written.toLowerCase(), word.toLowerCase()) }))
    .filter(({ distance }) => distance <= slips)
    .toSorted((a, b) => a.distance - b.distance)[0]?.word;
}

/** `; did you mean …?` or nothing, ready to append. */
export function suggestion(written: string, known: readonly string[]): string {
  // Longer than any key or Region: not a slip, and comparing would cost length times length.
  const word = written.length > 64 ? undefined : closest(written, known);
  return word === undefined ? "" : `; did you mean \`${word}\`?`;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, left] of [...a].entries()) {
    const next = [line + 1];
    for (const [column, right] of [...b].entries()) {
      const substituted = Number(row[column]) + (left === right ? 0 : 1);
      next.push(Math.min(substituted, Number(row[column + 1]) + 1, Number(next[column]) + 1));
    }
    row = next;
  }
  return Number(row.at(-1));
}
