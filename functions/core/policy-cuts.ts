/**
 * Places cut out of a value, and how paths in what is left lead to the places they had. Only what lies on the way to a
 * cut is copied, so that a value that holds itself is no trouble.
 */

type Key = string | number;
type Path = readonly Key[];

interface Cut {
  /** As in the value before any cut. */
  readonly path: Path;
  /** A text that stands there instead; undefined: nothing does. */
  readonly standIn?: string;
}

export type Cuts = readonly Cut[];

/** The cuts below a place, by the next key of their paths. */
type ByKey = ReadonlyMap<Key, Cuts>;

/** The part of `path` that leads to something in what the cuts leave of `value`. */
export function placeOf(value: unknown, cuts: Cuts, path: Path): Path {
  let place = value;
  let below = cuts;
  for (const [depth, key] of path.entries()) {
    below = byKey(below).get(key) ?? [];
    if (isCutOff(below) || typeof place !== "object" || place === null || !Object.hasOwn(place, key)) {
      return path.slice(0, depth);
    }
    place = (place as Readonly<Record<Key, unknown>>)[key];
  }
  return path;
}

export function withoutCuts(value: unknown, cuts: Cuts): unknown {
  if (cuts.length === 0) return value;
  const below = byKey(cuts);
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => {
      const here = below.get(index) ?? [];
      return isCutOff(here) ? [] : [withoutCuts(item, here)];
    });
  }
  const kept = Object.entries(Object(value)).flatMap(([key, child]) => {
    const here = below.get(key) ?? [];
    return here.some(({ path }) => path.length === 0) ? [] : [[key, withoutCuts(child, here)] as const];
  });
  const standIns = [...below].flatMap(([key, here]) => {
    const text = standInOf(here);
    return text === undefined ? [] : [[key, text] as const];
  });
  return Object.fromEntries([...kept, ...standIns]);
}

/** Where something stood before the cuts that now is at `path`. */
export function originalPath(path: Path, cuts: Cuts): Path {
  const [key, ...rest] = path;
  if (key === undefined || cuts.length === 0) return path;
  const below = byKey(cuts);
  const before = typeof key === "number" ? originalIndex(key, below) : key;
  return [before, ...originalPath(rest, below.get(before) ?? [])];
}

/** Whether `path` is `outer` or inside it; `*` in either is any key. */
export function covers(outer: Path, path: Path): boolean {
  return (
    outer.length <= path.length &&
    outer.every((key, depth) => key === path[depth] || key === "*" || path[depth] === "*")
  );
}

function originalIndex(index: number, below: ByKey): number {
  const gone = [...below].flatMap(([key, here]) => (typeof key === "number" && isCutOff(here) ? [key] : []));
  return gone.toSorted((a, b) => a - b).reduce((at, cut) => (cut <= at ? at + 1 : at), index);
}

function byKey(cuts: Cuts): ByKey {
  const below = new Map<Key, Cut[]>();
  for (const { path, ...cut } of cuts) {
    const [key, ...rest] = path;
    if (key === undefined) continue;
    const here = below.get(key) ?? [];
    here.push({ path: rest, ...cut });
    below.set(key, here);
  }
  return below;
}

function isCutOff(here: Cuts): boolean {
  return here.some(({ path }) => path.length === 0) && standInOf(here) === undefined;
}

/** A stand-in fills the cut that was made for it. */
function standInOf(here: Cuts): string | undefined {
  return here.find(({ path, standIn }) => path.length === 0 && standIn !== undefined)?.standIn;
}
