/** Look-ups by ids that somebody wrote: own keys only, since `constructor` is on every object's prototype. */

export function own<T>(entries: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(entries, id) ? entries[id] : undefined;
}

/** With the entry of each id that has one, in the order of the ids. */
export function ownEntries<T>(
  entries: Readonly<Record<string, T>>,
  ids: readonly string[],
): readonly (readonly [id: string, entry: T])[] {
  return ids.flatMap((id) => {
    const entry = own(entries, id);
    return entry === undefined ? [] : [[id, entry] as const];
  });
}
