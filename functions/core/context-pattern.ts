/**
 * May this regular expression decide over a deep link? It runs on text from strangers in a backtracking engine,
 * so shapes whose cost can explode are refused at deploy: repetition inside repetition, choices inside
 * repetition, and backreferences (OWASP, Regular expression Denial of Service).
 */

/** What is inside a group that just ended. */
interface Closed {
  /** Something that may match a varying number of times. */
  readonly varies: boolean;
  /** A choice (`a|b`). */
  readonly chooses: boolean;
}

/** With the `v` flag a brace or bracket outside these is always escaped. */
const TOKEN =
  /\\[pPu]\{[^}]*\}|\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|c[A-Za-z])|\\k<[^>]*>|\\.|\((?:\?(?:<[=!]|<[^>]*>|[^<:=!)]*[:=!]))?|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gsu;

/** How many ways of dividing a text among a pattern's repetitions a launch may try. */
const MAX_DIVISIONS = 100_000;

/** What to change, as a sentence without its subject; undefined where the pattern may be used. */
export function contextPatternFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern, "v");
  } catch (error) {
    const reason = String(error).split(": ").at(-1);
    return `must be a regular expression that compiles with the v flag (${reason})`;
  }
  return backtrackingFault(tokensOf(pattern));
}

function backtrackingFault(tokens: readonly string[]): string | undefined {
  // By depth of the groups still open: what was seen in them so far.
  const varying = new Set<number>();
  const choosing = new Set<number>();
  let depth = 0;
  let closed: Closed | undefined;
  for (const token of tokens) {
    const repeated = closed;
    closed = undefined;
    if (/^\\(?:[1-9]|k<)/v.test(token)) {
      return "must not use a backreference; say what may stand there instead";
    } else if (token.startsWith("(")) depth += 1;
    else if (token === ")") {
      closed = { varies: varying.delete(depth), chooses: choosing.delete(depth) };
      depth -= 1;
      if (closed.varies) varying.add(depth);
      if (closed.chooses) choosing.add(depth);
    } else if (token === "|") choosing.add(depth);
    else {
      const times = repetition(token);
      if (times === undefined) continue;
      if (times.most > 1 && repeated?.varies === true) {
        return "must not repeat a group that itself repeats, such as (a+)+: its cost can explode";
      }
      if (times.most > 1 && repeated?.chooses === true) {
        return "must not repeat a group that holds a choice, such as (a|b)+: use a character class, or write it out";
      }
      if (times.least !== times.most) varying.add(depth);
    }
  }
  return undefined;
}

/**
 * Whether texts of `maxLength` characters can be divided among the pattern's repetitions in few enough ways:
 * `[a-z]*[a-z]*[a-z]*0` has no nested repetition and still takes cubic time. For a pattern without other faults.
 */
export function mayBacktrackOver(pattern: string, maxLength: number): boolean {
  const ranges = tokensOf(pattern)
    .map(repetition)
    .filter((times) => times !== undefined);
  const ways = ranges.map(({ least, most }) => Math.max(1, Math.min(most, maxLength) - least + 1));
  return (
    [...ways, ...choices(tokensOf(pattern))].reduce((product, count) => product * count, 1) <= MAX_DIVISIONS
  );
}

/** Whether some place of the pattern takes this character; what only looks around takes none. */
export function admittedBy(pattern: string, character: string): boolean {
  return atomsOf(pattern).some((atom) => new RegExp(`^(?:${atom})$`, "v").test(character));
}

/** What matches one character each: literals, escapes, and character classes as a whole. */
function atomsOf(pattern: string): readonly string[] {
  const atoms: string[] = [];
  let classText = "";
  let classDepth = 0;
  // Depth of the groups open inside a look-around, itself among them.
  let aside = 0;
  for (const token of pattern.match(TOKEN) ?? []) {
    if (token === "[") classDepth += 1;
    if (classDepth > 0) {
      classText += token;
      if (token !== "]") continue;
      classDepth -= 1;
      if (classDepth > 0) continue;
      if (aside === 0) atoms.push(classText);
      classText = "";
    } else if (token.startsWith("(")) {
      if (aside > 0 || /^\(\?<?[=!]/v.test(token)) aside += 1;
    } else if (token === ")") aside = Math.max(0, aside - 1);
    else if (aside === 0 && token !== "|" && repetition(token) === undefined) atoms.push(token);
  }
  return atoms;
}

/** How many alternatives each group has, the whole pattern among them. */
function choices(tokens: readonly string[]): readonly number[] {
  const closed: number[] = [];
  const atDepth = new Map<number, number>();
  let depth = 0;
  for (const token of tokens) {
    if (token.startsWith("(")) depth += 1;
    else if (token === "|") atDepth.set(depth, (atDepth.get(depth) ?? 1) + 1);
    else if (token === ")") {
      closed.push(atDepth.get(depth) ?? 1);
      atDepth.delete(depth);
      depth -= 1;
    }
  }
  return [...closed, ...atDepth.values()];
}

/** With a character class as one token. */
function tokensOf(pattern: string): readonly string[] {
  const tokens: string[] = [];
  let classDepth = 0;
  for (const token of pattern.match(TOKEN) ?? []) {
    if (token === "]") classDepth -= 1;
    else if (classDepth === 0) tokens.push(token);
    if (token === "[") classDepth += 1;
  }
  return tokens;
}

/** Undefined where the token is no quantifier. */
function repetition(token: string): { readonly least: number; readonly most: number } | undefined {
  if (/^[*+?]\??$/v.test(token)) {
    return {
      least: token.startsWith("+") ? 1 : 0,
      most: token.startsWith("?") ? 1 : Number.POSITIVE_INFINITY,
    };
  }
  const counts = /^\{(\d+)(,?)(\d*)\}\??$/v.exec(token);
  if (counts === null) return undefined;
  const [, least, comma, most] = counts;
  if (comma === "") return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most === "" ? Number.POSITIVE_INFINITY : Number(most) };
}
