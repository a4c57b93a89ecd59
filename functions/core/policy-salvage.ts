/**
 * What can be read of a policy some of whose settings have no shape. Such a setting is cut out and its default stands
 * in; one that must be there takes the entry around it along. Whatever was read off a cut or a stand-in is not told:
 * a finding that goes away when another fault is mended never was one.
 */
import type { Policy } from "./policy.ts";
import { type Cuts, covers, originalPath, placeOf, withoutCuts } from "./policy-cuts.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import type { Result } from "./result.ts";

type Path = PolicyIssue["path"];

export interface Salvage {
  readonly policy: Policy;
  /** Those of the findings about `policy` that hold of the input too, at the paths they have there. */
  tellable(findings: readonly PolicyIssue[]): readonly PolicyIssue[];
}

/** Where the rest of the entry can be judged without the setting. */
const STAND_INS: readonly Path[] = [
  ["fleets", "*", "region"],
  ["fleets", "*", "jurisdiction"],
  ["applications", "*", "name"],
  ["applications", "*", "appstreamApplication"],
];

const EMPTY = { version: 1, identityProviders: {}, fleets: {}, applications: {} };

/** Undefined where nothing can be read. `parse` answers with the policy, or with the paths that have no shape. */
export function salvage(
  input: unknown,
  faulty: readonly Path[],
  parse: (value: unknown) => Result<Policy, readonly Path[]>,
): Salvage | undefined {
  let cuts: Cuts = [];
  let found = faulty;
  for (;;) {
    const before = cuts;
    cuts = distinct([...before, ...found.map((path) => cutFor(input, before, path))]);
    if (cuts.length === before.length || cuts.some(({ path }) => path.length === 0)) return undefined;
    const made = cuts;
    const parsed = parse({ ...EMPTY, ...Object(withoutCuts(input, made)) });
    if (parsed.ok) return { policy: parsed.value, tellable: (findings) => tellable(findings, made) };
    found = parsed.error.map((path) => originalPath(path, made));
  }
}

/** What is missing takes along whatever was to hold it. */
function cutFor(input: unknown, before: Cuts, path: Path): Cuts[number] {
  const place = placeOf(input, before, path);
  const isMissing = place.length < path.length;
  if (isMissing && STAND_INS.some((known) => known.length === path.length && covers(known, path))) {
    return { path, standIn: "?" };
  }
  return { path: path.length === 1 ? path : place };
}

function distinct(cuts: Cuts): Cuts {
  return [...new Map(cuts.map((cut) => [JSON.stringify(cut), cut])).values()];
}

function tellable(findings: readonly PolicyIssue[], cuts: Cuts): readonly PolicyIssue[] {
  return findings
    .map((finding) => ({
      ...finding,
      path: originalPath(finding.path, cuts),
      dependsOn: (finding.dependsOn ?? []).map((path) => originalPath(path, cuts)),
    }))
    .filter(({ path, dependsOn }) =>
      cuts.every(
        (cut) =>
          !covers(cut.path, path) &&
          (isEntry(path) || !covers(path, cut.path)) &&
          !dependsOn.some((other) => covers(cut.path, other) || covers(other, cut.path)),
      ),
    );
}

/** What is said of an entry as a whole does not hang on each of its settings; it names those it does in `dependsOn`. */
function isEntry(path: Path): boolean {
  return path.length === 2 || typeof path.at(-1) === "number";
}
