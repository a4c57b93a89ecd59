/**
 * Round trips to Regions as a browser measured them. Whoever sends them may send anything, so they order fleets that
 * are permitted already and prove nothing: no rule, wall or condition reads them.
 * Compact and safe in a cookie: `eu-west-1:23.us-east-1:110`, in milliseconds.
 */

/** Milliseconds by Region, unverified; whole numbers from 1 to 10,000. */
export type Latencies = ReadonlyMap<string, number>;

const MAX_MILLISECONDS = 10_000;
const MAX_REGIONS = 40;
const MAX_LENGTH = 1_000;

const FIGURE = /^([a-z]{2}(?:-[a-z]{1,12}){1,3}-\d{1,2}):([1-9]\d{0,4})$/v;

/** Figures for `regions`; those of others are left out. Undefined where any is malformed or none is left. */
export function parseLatencies(
  text: string | undefined,
  regions: ReadonlySet<string>,
): Latencies | undefined {
  if (text === undefined || text.length > MAX_LENGTH) return undefined;
  const figures = text.split(".");
  if (figures.length > MAX_REGIONS) return undefined;
  const measured = new Map<string, number>();
  for (const figure of figures) {
    const [, region = "", digits] = FIGURE.exec(figure) ?? [];
    const milliseconds = Number(digits);
    if (!isLatency(milliseconds) || measured.has(region)) return undefined;
    measured.set(region, milliseconds);
  }
  const known = new Map([...measured].filter(([region]) => regions.has(region)));
  return known.size === 0 ? undefined : known;
}

/** True for a figure that may order fleets, whatever way it came. */
export function isLatency(milliseconds: number | undefined): milliseconds is number {
  return (
    milliseconds !== undefined &&
    Number.isInteger(milliseconds) &&
    milliseconds >= 1 &&
    milliseconds <= MAX_MILLISECONDS
  );
}
